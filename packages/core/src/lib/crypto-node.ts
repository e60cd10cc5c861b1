import { createHash, createHmac, createSecretKey, hash as oneShot, type KeyObject } from 'node:crypto';
import type { DigestEncoding, HashName } from './hash.ts';

/** A secret, prepared for one hash algorithm. */
export interface HmacKey {
  readonly algorithm: HashName;
  readonly inner: Buffer;
  readonly outer: Buffer;
  readonly object: KeyObject;
}

/** Bodies up to here are copied once, so that two one-shot hashes do; see docs/decisions. */
const oneShotLimit = 1024;

/** Prepares a secret. */
export function hmacKey(algorithm: HashName, secret: Uint8Array): HmacKey {
  const blockBytes = algorithm === 'sha1' || algorithm === 'sha256' ? 64 : 128;
  const short = secret.length > blockBytes ? createHash(algorithm).update(secret).digest() : secret;
  const pad = (value: number): Buffer => {
    const block = Buffer.alloc(blockBytes, value);
    for (const [index, byte] of short.entries()) block[index] = byte ^ value;
    return block;
  };
  const key = { algorithm, inner: pad(0x36), outer: pad(0x5c), object: createSecretKey(secret) };
  // A printed key must not show its pads.
  for (const name of ['inner', 'outer', 'object']) Object.defineProperty(key, name, { enumerable: false });
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
  if (body.length > oneShotLimit) {
    const mac = createHmac(key.algorithm, key.object);
    if (before !== '') mac.update(before);
    mac.update(body);
    return (after === '' ? mac : mac.update(after)).digest(encoding);
  }
  const { inner, outer } = key;
  const head = inner.length + Buffer.byteLength(before);
  const message = Buffer.allocUnsafe(head + body.length + Buffer.byteLength(after));
  message.set(inner);
  message.write(before, inner.length);
  message.set(body, head);
  message.write(after, head + body.length);
  const digest = oneShot(key.algorithm, message, 'buffer');
  return oneShot(key.algorithm, Buffer.concat([outer, digest]), encoding);
}

/** The plain hash of `before`, `body` and `after`, as lower-case hexadecimal digits. */
export function hash(algorithm: HashName, before: string, body: Uint8Array, after: string): string {
  return createHash(algorithm).update(before).update(body).update(after).digest('hex');
}
