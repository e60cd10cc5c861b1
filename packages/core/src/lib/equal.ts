/**
 * Compares two texts in a time that depends on their lengths alone.
 *
 * Digests are compared as canonical text: another spelling of the same bytes is another text, and is refused.
 *
 * @param left - a text
 * @param right - another one
 * @returns whether they are the same
 */
export function isEqual(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index += 1) {
    difference |= left.charCodeAt(index) ^ right.charCodeAt(index);
  }
  return difference === 0;
}
