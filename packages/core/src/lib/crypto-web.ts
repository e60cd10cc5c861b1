import { toBase64, toBytes, toHex } from './encoding.ts';
import type { DigestEncoding, HashName } from './hash.ts';
import type { HashAhead } from './hash-ahead.ts';
import { joinInto } from './join-bytes.ts';
import { signingAlgorithms, type SigningAlgorithm } from './signing-algorithm.ts';

/** A secret, prepared for one hash algorithm. Not opaque to Web Crypto until the first use. */
export interface HmacKey {
  readonly algorithm: HashName;
  readonly imported: () => Promise<CryptoKey>;
}

function toWebName(algorithm: HashName): string {
  return algorithm.replace('sha', 'SHA-');
}

/** Prepares a secret. It is imported at the first use: Workers allow no asynchronous work before a request. */
export function hmacKey(algorithm: HashName, secret: Uint8Array): HmacKey {
  let promise: Promise<CryptoKey> | undefined;
  const parameters = { name: 'HMAC', hash: toWebName(algorithm) };
  const imported = (): Promise<CryptoKey> =>
    (promise ??= crypto.subtle.importKey('raw', secret as Uint8Array<ArrayBuffer>, parameters, false, [
      'sign',
    ]));
  return { algorithm, imported };
}

/** The HMAC of `before`, `body` and `after`, one after the other, as text. Compared by us, never by Web Crypto. */
export async function hmac(
  key: HmacKey,
  before: string,
  body: Uint8Array,
  after: string,
  encoding: DigestEncoding,
): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', await key.imported(), join(before, body, after));
  return (encoding === 'hex' ? toHex : toBase64)(new Uint8Array(signature));
}

/** Web Crypto hashes whole messages: nothing can be begun. */
export function beginHmac(_key: Partial<HmacKey>, _before: () => string): HashAhead | undefined {
  return undefined;
}

/** The plain hash of `before`, `body` and `after`, as lower-case hexadecimal digits. */
export async function hash(
  algorithm: HashName,
  before: string,
  body: Uint8Array,
  after: string,
): Promise<string> {
  const digest = await crypto.subtle.digest(toWebName(algorithm), join(before, body, after));
  return toHex(new Uint8Array(digest));
}

/** Web Crypto hashes one piece: it has no incremental HMAC. */
function join(before: string, body: Uint8Array, after: string): Uint8Array<ArrayBuffer> {
  const parts = [toBytes(before), body, toBytes(after)] as const;
  return joinInto(parts[0].length + body.length + parts[2].length, parts);
}

/** Whether a signature was made over these bytes; rejects where a runtime cannot read it. */
export function isSigned(
  key: CryptoKey,
  algorithm: SigningAlgorithm,
  proof: Uint8Array,
  bytes: Uint8Array,
): Promise<boolean> {
  const [given, signed] = [proof, bytes] as [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
  return crypto.subtle.verify(signingAlgorithms[algorithm].forVerify, key, given, signed);
}
