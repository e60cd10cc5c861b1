import { hashOf, isEqual, toBase64 } from '@hooklatch/core/provider';
import { bytesOf, readDictionary } from './message-signatures.ts';

const algorithms = { 'sha-256': 'sha256', 'sha-512': 'sha512' } as const;

/** Whether a `Content-Digest` (RFC 9530) is this body's: every hash of it that is known here, and at least one. */
export async function isDigestOf(value: string, body: Uint8Array): Promise<boolean> {
  let found = false;
  for (const [name, member] of readDictionary(value) ?? []) {
    if (!Object.hasOwn(algorithms, name)) continue;
    const given = bytesOf(member);
    const hash = await hashOf(algorithms[name as keyof typeof algorithms], body, 'base64');
    if (!given || !isEqual(toBase64(given), hash)) return false;
    found = true;
  }
  return found;
}

/** The `Content-Digest` of a body. */
export async function writeDigest(body: Uint8Array): Promise<string> {
  return `sha-256=:${await hashOf('sha256', body, 'base64')}:`;
}
