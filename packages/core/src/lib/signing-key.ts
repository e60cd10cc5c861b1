import type { KeyPair } from './scheme.ts';
import { signingAlgorithms, type SigningAlgorithm } from './signing-algorithm.ts';

/**
 * Signs as a provider would, for tests.
 *
 * @param privateKey - a JWK, as text
 * @param algorithm - what it signs with
 * @param bytes - what is signed
 * @returns the signature; for ECDSA r and s side by side
 * @throws TypeError where the key is none for this algorithm
 */
export async function signWith(
  privateKey: string,
  algorithm: SigningAlgorithm,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  const { forImport, forVerify } = signingAlgorithms[algorithm];
  let key: CryptoKey;
  try {
    const { alg: _alg, use: _use, key_ops: _ops, ...jwk } = JSON.parse(privateKey) as JsonWebKey;
    key = await crypto.subtle.importKey('jwk', jwk, forImport, false, ['sign']);
  } catch (cause) {
    throw new TypeError(`Signing with ${algorithm} takes its private key as a JWK.`, { cause });
  }
  return new Uint8Array(await crypto.subtle.sign(forVerify, key, bytes as Uint8Array<ArrayBuffer>));
}

/**
 * Makes throw-away keys, as JWKs with the id `test-key`.
 *
 * @param algorithm - what the keys are for
 * @returns both keys, as text
 */
export async function makeKeyPair(algorithm: SigningAlgorithm): Promise<KeyPair> {
  const { forImport } = signingAlgorithms[algorithm];
  const size = forImport.name.startsWith('RSA')
    ? { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }
    : {};
  const made = await crypto.subtle.generateKey({ ...forImport, ...size }, true, ['sign', 'verify']);
  const { privateKey, publicKey } = made as CryptoKeyPair;
  const write = async (key: CryptoKey): Promise<string> => {
    const { ext: _ext, key_ops: _ops, alg: _alg, ...jwk } = await crypto.subtle.exportKey('jwk', key);
    return JSON.stringify({ ...jwk, kid: 'test-key' });
  };
  return { privateKey: await write(privateKey), publicKey: await write(publicKey) };
}
