import { hasHostile } from '../printable.ts';
import { fromByteString, toReadable, toText } from './byte-string.ts';

/**
 * A byte string as one word of a shell: in single quotes where it is readable, else as `$'...'`, which bash and zsh know
 * and in which nothing can change what a terminal shows.
 *
 * @param text - as a byte string, without NUL
 */
export function quoteShell(text: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return text;
  const isText = toText(fromByteString(text)) !== undefined;
  if (isText && !hasHostile(toReadable(text)))
    return `'${toReadable(text).replaceAll("'", String.raw`'\''`)}'`;
  return `$'${text.replaceAll(/['\\]|[^\u0020\u0022-\u007E]/g, escape)}'`;
}

function escape(byte: string): string {
  if (byte === '\n') return String.raw`\n`;
  if (byte === "'" || byte === '\\') return `\\${byte}`;
  return `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
