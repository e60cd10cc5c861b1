import { hmac as digest, type HmacKey } from '#crypto';
import { deliveryHeaders } from './headers.ts';
import type { HmacScheme } from './hmac.ts';
import type { Draft, Written } from './scheme.ts';
import { writeSignatureHeader, writeTimestamp } from './write-header.ts';

/**
 * What a provider would send for an HMAC scheme: derived from its data.
 *
 * @param scheme - as `hmac` makes it
 * @param draft - what is sent, and the secret
 * @returns the headers
 * @throws TypeError where the secret cannot be used
 */
export async function writeHmac(
  scheme: HmacScheme,
  draft: Draft & { readonly secret: string },
): Promise<Written> {
  const { signature, timestamp, id } = scheme.options;
  const { encoding = 'hex' } = signature;
  const [key] = scheme.keys(draft.secret, 0);
  if (typeof key !== 'object') throw new TypeError('The secret does not fit this scheme.');
  const time = writeTimestamp(draft.time, timestamp?.unit ?? 'unix');
  const head = { method: draft.method ?? 'POST', url: draft.url, headers: deliveryHeaders([]) };
  const { before, after } = scheme.content({ signatures: [], id: draft.id, timestamp: time }, head);
  const base = encoding === 'hex' ? 'hex' : 'base64';
  const text = await digest(key as HmacKey, before, draft.body, after, base);
  const written = typeof encoding === 'object' ? encoding.write(text) : text;
  return {
    headers: {
      ...(id && { [id.header]: draft.id }),
      ...(timestamp?.header !== undefined && { [timestamp.header]: time }),
      ...writeSignatureHeader(signature, written, timestamp?.field, time),
    },
  };
}
