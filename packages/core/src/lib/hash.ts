/** The hash functions that providers build their HMACs on. */
export type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** How a digest is written. */
export type DigestEncoding = 'hex' | 'base64';

/** Bytes of a digest. */
export const digestBytes: Readonly<Record<HashName, number>> = {
  sha1: 20,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};
