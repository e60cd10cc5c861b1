import type { SignatureFormat } from './signature-header.ts';

/** Digests in the alphabet that is safe in URLs, without padding (RFC 4648, 5). */
export const base64url: SignatureFormat = {
  length: (bytes) => Math.ceil((4 * bytes) / 3),
  write: (base64) => base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
};
