import {
  constants,
  createHash,
  createHmac,
  createSecretKey,
  hash as oneShot,
  KeyObject,
  verify,
  type Hmac,
} from 'node:crypto';
import { Buffer } from 'node:buffer';
import { toDerSignature } from './der.ts';
import { digestBytes, type DigestEncoding, type HashName } from './hash.ts';
import type { HashAhead } from './hash-ahead.ts';
import { signingAlgorithms, type SigningAlgorithm } from './signing-algorithm.ts';

/** A secret, prepared for one hash algorithm. */
export interface HmacKey {
  readonly algorithm: HashName;
  /** The inner pad. */
  readonly inner: Buffer;
  /** The outer pad, with room for the inner digest behind it. */
  readonly outer: Buffer;
  readonly object: KeyObject;
}

/** Messages up to here are copied once, so that two one-shot hashes do; see docs/decisions/one-shot-hmac.md. */
const oneShotBytes = 24_576;

/** Room for a pad and a message. Nothing here waits, so that one is enough for all keys. */
const scratch = Buffer.allocUnsafeSlow(128 + oneShotBytes);

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
    inner: padded(0x36, 0),
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
  const begun = takeBegun(key, before, body);
  if (begun) return begun.update(after).digest(encoding);
  // No text is longer in UTF-8 than thrice its length.
  if (body.length + 3 * (before.length + after.length) > oneShotBytes) {
    return createHmac(algorithm, key.object).update(before).update(body).update(after).digest(encoding);
  }
  scratch.set(inner);
  let length = inner.length;
  length += scratch.write(before, length);
  scratch.set(body, length);
  length += body.length;
  if (after !== '') length += scratch.write(after, length);
  // As text of one byte a character, because to make a Buffer takes as long as to hash 400 bytes.
  outer.write(oneShot(algorithm, scratch.subarray(0, length), 'binary'), inner.length, 'latin1');
  return oneShot(algorithm, outer, encoding);
}

interface Begun {
  readonly key: Partial<HmacKey>;
  readonly before: string;
  readonly digest: Hmac;
}

/** What was hashed while a body arrived, until it has been looked at. */
const begunOver = new WeakMap<Uint8Array, Begun[]>();

function takeBegun(key: HmacKey, before: string, body: Uint8Array): Hmac | undefined {
  const all = begunOver.get(body);
  const at = all?.findIndex((one) => one.key === key && one.before === before) ?? -1;
  return all?.splice(at, at < 0 ? 0 : 1)[0]?.digest;
}

/**
 * Begins an HMAC whose body is still arriving. Once the body is whole, `hmac` with the same key and the same text before
 * that body goes on with it; anything else is computed afresh.
 */
export function beginHmac(key: Partial<HmacKey>, textBefore: () => string): HashAhead | undefined {
  const { algorithm, object } = key;
  // A scheme around another one may have keys of its own.
  if (!algorithm || !object) return undefined;
  const before = textBefore();
  const digest = createHmac(algorithm, object).update(before);
  return {
    update: (chunk) => void digest.update(chunk),
    offer: (body) => void begunOver.set(body, [...(begunOver.get(body) ?? []), { key, before, digest }]),
    // Whoever has the bytes from here on may change them.
    drop: (body) => void begunOver.delete(body),
  };
}

/** The plain hash of `before`, `body` and `after`, as lower-case hexadecimal digits. */
export function hash(algorithm: HashName, before: string, body: Uint8Array, after: string): string {
  return createHash(algorithm).update(before).update(body).update(after).digest('hex');
}

const keyObjects = new WeakMap<CryptoKey, KeyObject>();

/** Whether a signature was made over these bytes; throws where a runtime cannot read it. */
export function isSigned(
  key: CryptoKey,
  algorithm: SigningAlgorithm,
  proof: Uint8Array,
  bytes: Uint8Array,
): boolean {
  const { forImport, forVerify } = signingAlgorithms[algorithm];
  const { name, hash: hashName = forImport.hash, saltLength } = forVerify;
  let object = keyObjects.get(key);
  if (!object) {
    object = KeyObject.from(key);
    keyObjects.set(key, object);
  }
  const digest = hashName?.replace('-', '').toLowerCase();
  if (saltLength !== undefined) {
    return verify(
      digest,
      bytes,
      { key: object, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength },
      proof,
    );
  }
  // The key itself, and no object around it that says how the signature is written: Node 24 takes 10 us to find that out.
  return verify(digest, bytes, object, name === 'ECDSA' ? toDerSignature(proof) : proof);
}
