import { hash } from '#crypto';
import { isEqual } from './equal.ts';

const nothing = new Uint8Array();

/**
 * Compares two secrets by their digests, so that not even the length of one shows in the time.
 *
 * @param left - a text
 * @param right - another one
 * @returns whether they are the same
 */
export async function isSameSecret(left: string, right: string): Promise<boolean> {
  return isEqual(await hash('sha256', left, nothing, ''), await hash('sha256', right, nothing, ''));
}
