/**
 * A text of bytes as one word of any POSIX shell: nothing in it is read as anything but itself, and nothing in it can
 * change what a terminal shows.
 *
 * @param text - one character a byte, as Node gives what stood in a request's head
 */
export function quoteBytes(text: string): string {
  if (/^[\x20-\x7E]*$/.test(text)) return quoteText(text);
  const escaped = text
    .replaceAll(/[\\'%]/g, toOctal)
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[^\x20-\x7E]/g, toOctal);
  return `"$(printf '${escaped}')"`;
}

/** A text without control characters as one word of a shell. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function toOctal(character: string): string {
  return `\\${(character.charCodeAt(0) & 0xff).toString(8).padStart(3, '0')}`;
}
