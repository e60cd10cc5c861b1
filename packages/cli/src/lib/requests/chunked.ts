/**
 * The body of a chunked one, as a byte string: extensions and trailers are left out, and line ends may be bare.
 *
 * @param text - what stands behind the head, as a byte string
 * @returns the body, or undefined where it is not written in chunks, or not whole
 */
export function readChunked(text: string): string | undefined {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const line = /^([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n/.exec(text.slice(at, at + 4096));
    if (!line) return undefined;
    const size = Number.parseInt(line[1] ?? '', 16);
    at += line[0].length;
    if (size === 0) return parts.join('');
    if (at + size > text.length) return undefined;
    parts.push(text.slice(at, at + size));
    at += size;
    const end = /^\r?\n/.exec(text.slice(at, at + 2));
    if (!end) return undefined;
    at += end[0].length;
  }
}

/** A body as one chunk. */
export function writeChunked(body: string): string {
  const chunk = body.length === 0 ? '' : `${body.length.toString(16)}\r\n${body}\r\n`;
  return `${chunk}0\r\n\r\n`;
}
