import { hmacWith, type HmacScheme } from '@hooklatch/core/provider';

/**
 * Signs a body as a scheme would that signs nothing else. `writeScheme` knows every form of a signature's header, and
 * every bundle of the provider has it.
 *
 * @param scheme - an HMAC over the body alone
 * @param body - what is sent
 * @param secret - the shared secret
 * @returns hexadecimal digits
 * @throws TypeError where the secret cannot be used
 */
export async function signBody(scheme: HmacScheme, body: Uint8Array, secret: string): Promise<string> {
  const [key] = scheme.keys(secret, 0);
  if (typeof key !== 'object') throw new TypeError('The secret does not fit this scheme.');
  return hmacWith(key, body, 'hex');
}
