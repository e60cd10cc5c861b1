import { hashOf, isEqual } from '@hooklatch/core/provider';

/** Whether a claim holds the SHA-256 of a text or of bytes, written in the one way that the provider has. */
export async function holdsHash(
  claim: unknown,
  content: string | Uint8Array,
  encoding: 'hex' | 'base64' | 'base64url',
): Promise<boolean> {
  if (typeof claim !== 'string') return false;
  const hash = await hashOf('sha256', content, encoding === 'hex' ? 'hex' : 'base64');
  return isEqual(claim, encoding === 'base64url' ? toBase64url(hash) : hash);
}

/** Whether a claim is one of the texts; for audiences also where it is a list that has one of them. */
export function isOneOf(claim: unknown, allowed: string | readonly string[] | undefined): boolean {
  const wanted = [allowed ?? []].flat();
  return [claim].flat().some((one) => typeof one === 'string' && wanted.includes(one));
}

/** Base64 in the alphabet that is safe in URLs, without padding. */
export function toBase64url(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Whether two absolute URLs are the same, however they are spelled. */
export function isSameUrl(left: unknown, right: string): boolean {
  if (typeof left !== 'string' || !URL.canParse(left) || !URL.canParse(right)) return false;
  return new URL(left).href === new URL(right).href;
}
