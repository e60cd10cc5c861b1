import { hash } from '#crypto';
import { fromHex } from './decoding.ts';
import { toBase64 } from './encoding.ts';
import { isEqual } from './equal.ts';
import type { HmacOptions } from './hmac.ts';
import { hmac } from './hmac.ts';
import type { Claim, Scheme } from './scheme.ts';
import type { DeliveryHead } from './delivery.ts';
import { writeSignatureHeader, writeTimestamp } from './write-header.ts';
import { deliveryHeaders } from './headers.ts';

/**
 * A plain hash with the secret as text within what is hashed, as some providers still do: `{secret}` stands in the
 * content beside what `hmac` knows.
 *
 * @param options - the scheme; `secret` is not decoded
 * @returns the scheme
 */
export function hashed(options: Omit<HmacOptions, 'secret'>): Scheme<string> {
  const { algorithm = 'sha256', signature, content = '{secret}{body}', timestamp } = options;
  const { encoding = 'hex' } = signature;
  // The same headers and the same content, but for the secret.
  const shape = hmac({ ...options, content: content.replace('{secret}', '') });
  const [start, end] = content.split('{body}') as [string, string];
  const digest = async (
    claim: Claim,
    secret: string,
    body: Uint8Array,
    head: DeliveryHead,
  ): Promise<string> => {
    const { before, after } = shape.content(claim, head);
    const around = [
      start.startsWith('{secret}') ? secret + before : before,
      end.endsWith('{secret}') ? after + secret : after,
    ];
    const hex = await hash(algorithm, around[0] as string, body, around[1] as string);
    return encoding === 'hex' ? hex : toBase64(fromHex(hex) as Uint8Array);
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
      const stamp = timestamp?.header === undefined ? {} : { [timestamp.header]: time };
      return { headers: { ...stamp, ...writeSignatureHeader(signature, text, timestamp?.field, time) } };
    },
  };
}
