import { hash } from '#crypto';
import { fromHex } from './decoding.ts';
import { toBase64 } from './encoding.ts';
import { isEqual } from './equal.ts';
import type { HmacOptions } from './hmac.ts';
import { hmac } from './hmac.ts';
import type { Claim, Scheme } from './scheme.ts';
import type { DeliveryHead } from './delivery.ts';
import { compileTemplate } from './template.ts';
import { writeSignatureHeader, writeTimestamp } from './write-header.ts';
import { deliveryHeaders } from './headers.ts';

/**
 * A plain hash with the secret as text within what is hashed, as some providers still do: `{secret}` stands in the
 * content beside what `hmac` knows.
 *
 * @param options - the scheme; `secret` is not decoded
 * @returns the scheme
 * @throws TypeError where the content does not name the secret: anybody could make such a hash
 * @example
 * ```ts
 * import { hashed } from '@hooklatch/core/provider';
 *
 * export const scheme = hashed({ content: '{secret}{body}', signature: { header: 'x-acme-signature' } });
 * ```
 */
export function hashed(options: Omit<HmacOptions, 'secret'>): Scheme<string> {
  const { algorithm = 'sha256', signature, content = '{secret}{body}', timestamp, id } = options;
  const { encoding = 'hex' } = signature;
  // The same headers and the same content, but for the secret.
  const shape = hmac({ ...options, content: content.replace('{secret}', '') });
  if (!content.includes('{secret}')) throw new TypeError('The content of a plain hash names {secret}.');
  const template = compileTemplate(content);
  const digest = async (
    claim: Claim,
    secret: string,
    body: Uint8Array,
    head: DeliveryHead,
  ): Promise<string> => {
    const values = { id: claim.id, timestamp: claim.timestamp, url: head.url, method: head.method, secret };
    const { before, after } = template(values);
    const hex = await hash(algorithm, before, body, after);
    if (encoding === 'hex') return hex;
    const base64 = toBase64(fromHex(hex) as Uint8Array);
    return typeof encoding === 'object' ? encoding.write(base64) : base64;
  };
  return {
    headers: shape.headers,
    covers: shape.covers,
    keys: (secret) => [secret],
    read: (head) => shape.read(head),
    async verify(claim, key, body, head) {
      const expected = await digest(claim, key, body, head);
      let found = false;
      for (const text of claim.signatures) found = isEqual(text, expected) || found;
      return found;
    },
    content: shape.content,
    async write(draft, secret) {
      const time = writeTimestamp(draft.time, timestamp?.unit ?? 'unix');
      const head = { method: draft.method ?? 'POST', url: draft.url, headers: deliveryHeaders([]) };
      const claim = { signatures: [], id: draft.id, timestamp: time };
      const text = await digest(claim, secret, draft.body, head);
      const around = {
        ...(id && { [id.header]: draft.id }),
        ...(timestamp?.header !== undefined && { [timestamp.header]: time }),
      };
      return { headers: { ...around, ...writeSignatureHeader(signature, text, timestamp?.field, time) } };
    },
  };
}
