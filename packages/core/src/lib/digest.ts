import { hash, hmac, hmacKey, type HmacKey } from '#crypto';
import { fromHex } from './decoding.ts';
import { toBase64, toBytes } from './encoding.ts';
import type { DigestEncoding, HashName } from './hash.ts';

/**
 * An HMAC of texts and bytes, for schemes that `hmac` cannot say as data.
 *
 * @param algorithm - the hash function below it
 * @param secret - the key's bytes
 * @param content - what is signed
 * @param encoding - how the result is written
 * @returns the digest
 */
export async function hmacOf(
  algorithm: HashName,
  secret: Uint8Array,
  content: string | Uint8Array,
  encoding: DigestEncoding,
): Promise<string> {
  return hmacWith(hmacKey(algorithm, secret), content, encoding);
}

/**
 * The same with a key that `hmac` has prepared, such as those that a handshake is given.
 *
 * @param key - of the ring
 * @param content - what is signed
 * @param encoding - how the result is written
 * @returns the digest
 */
export async function hmacWith(
  key: unknown,
  content: string | Uint8Array,
  encoding: DigestEncoding,
): Promise<string> {
  return hmac(key as HmacKey, '', bytesOf(content), '', encoding);
}

/**
 * A plain hash of a text or of bytes.
 *
 * @param algorithm - the hash function
 * @param content - what is hashed
 * @param encoding - how the result is written
 * @returns the digest
 */
export async function hashOf(
  algorithm: HashName,
  content: string | Uint8Array,
  encoding: DigestEncoding,
): Promise<string> {
  const hex = await hash(algorithm, '', bytesOf(content), '');
  return encoding === 'hex' ? hex : toBase64(fromHex(hex) as Uint8Array);
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? toBytes(content) : content;
}
