import { toBase64, toBytes, toHex } from './encoding.ts';
import type { DigestEncoding, HashName } from './hash.ts';

/** A secret, prepared for one hash algorithm. Not opaque to Web Crypto until the first use. */
export interface HmacKey {
  readonly algorithm: HashName;
  readonly imported: () => Promise<CryptoKey>;
}

const webNames: Readonly<Record<HashName, string>> = {
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

/** Prepares a secret. It is imported at the first use: Workers allow no asynchronous work before a request. */
export function hmacKey(algorithm: HashName, secret: Uint8Array): HmacKey {
  let promise: Promise<CryptoKey> | undefined;
  const parameters = { name: 'HMAC', hash: webNames[algorithm] };
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
  const bytes = new Uint8Array(signature);
  return encoding === 'hex' ? toHex(bytes) : toBase64(bytes);
}

/** The plain hash of `before`, `body` and `after`, as lower-case hexadecimal digits. */
export async function hash(
  algorithm: HashName,
  before: string,
  body: Uint8Array,
  after: string,
): Promise<string> {
  const digest = await crypto.subtle.digest(webNames[algorithm], join(before, body, after));
  return toHex(new Uint8Array(digest));
}

function join(before: string, body: Uint8Array, after: string): Uint8Array<ArrayBuffer> {
  if (before === '' && after === '') return body as Uint8Array<ArrayBuffer>;
  const head = toBytes(before);
  const tail = toBytes(after);
  const joined = new Uint8Array(head.length + body.length + tail.length);
  joined.set(head);
  joined.set(body, head.length);
  joined.set(tail, head.length + body.length);
  return joined;
}
