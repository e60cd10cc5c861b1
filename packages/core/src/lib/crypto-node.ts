import { createHash, createHmac, createSecretKey, hash as oneShot, type KeyObject } from 'node:crypto';
import { digestBytes, type DigestEncoding, type HashName } from './hash.ts';

/** A secret, prepared for one hash algorithm. */
export interface HmacKey {
  readonly algorithm: HashName;
  /** The inner pad, with room for a short message behind it. */
  readonly inner: Buffer;
  /** The outer pad, with room for the inner digest behind it. */
  readonly outer: Buffer;
  readonly object: KeyObject;
}

/** Messages up to here are copied once, so that two one-shot hashes do; see docs/decisions/one-shot-hmac.md. */
const oneShotBytes = 1536;

function blockBytes(algorithm: HashName): number {
  return algorithm === 'sha1' || algorithm === 'sha256' ? 64 : 128;
}

/** Prepares a secret. */
export function hmacKey(algorithm: HashName, secret: Uint8Array): HmacKey {
  const block = blockBytes(algorithm);
  const short = secret.length > block ? createHash(algorithm).update(secret).digest() : secret;
  const padded = (value: number, room: number): Buffer => {
    const pad = Buffer.alloc(block + room).fill(value, 0, block);
    for (const [index, byte] of short.entries()) pad[index] = byte ^ value;
    return pad;
  };
  const hidden = {
    inner: padded(0x36, oneShotBytes),
    outer: padded(0x5c, digestBytes[algorithm]),
    object: createSecretKey(secret),
  };
  const key = { algorithm } as HmacKey;
  // A printed key must not show its pads.
  for (const [name, value] of Object.entries(hidden)) Object.defineProperty(key, name, { value });
  return key;
}

/** The HMAC of `before`, `body` and `after`, one after the other, as text. */
export function hmac(
  key: HmacKey,
  before: string,
  body: Uint8Array,
  after: string,
  encoding: DigestEncoding,
): string {
  const { algorithm, inner, outer } = key;
  // No text is longer in UTF-8 than thrice its length.
  if (body.length + 3 * (before.length + after.length) > oneShotBytes) {
    return createHmac(algorithm, key.object).update(before).update(body).update(after).digest(encoding);
  }
  // Nothing here waits, so that one buffer a key is enough.
  let length = blockBytes(algorithm);
  length += inner.write(before, length);
  inner.set(body, length);
  length += body.length;
  if (after !== '') length += inner.write(after, length);
  outer.set(oneShot(algorithm, inner.subarray(0, length), 'buffer'), blockBytes(algorithm));
  return oneShot(algorithm, outer, encoding);
}

/** The plain hash of `before`, `body` and `after`, as lower-case hexadecimal digits. */
export function hash(algorithm: HashName, before: string, body: Uint8Array, after: string): string {
  return createHash(algorithm).update(before).update(body).update(after).digest('hex');
}
