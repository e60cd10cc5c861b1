/**
 * Whether a text fits a pattern in which each `*` is any text. The time grows with the text alone: what stands between
 * two stars is found first come.
 *
 * @param text - anything
 * @param glob - such as `invoice.*`
 * @returns whether the whole text fits
 */
export function matchesGlob(text: string, glob: string): boolean {
  const parts = glob.split('*');
  const first = parts[0] ?? '';
  if (parts.length === 1) return text === glob;
  const last = parts[parts.length - 1] ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
