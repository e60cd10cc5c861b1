import { badRequest } from './bad-request.ts';

/** A word of a command, or an operator between words such as `|`. */
export type ShellWord = { readonly word: string } | { readonly operator: string };

interface Piece {
  readonly text: string;
  readonly end: number;
}

/**
 * Splits a command into words as bash does, without running anything: quotes, `$'...'`, escapes and continued lines.
 *
 * @param text - as a byte string, so that what is escaped stays the bytes that bash would make of it
 * @param options - `isWindows` where double quotes are those of `cmd`, which has no variables with `$`
 * @throws CliError where a quote is not closed, or a variable or a substitution stands in it
 */
export function readShellWords(
  text: string,
  { isWindows = false }: { isWindows?: boolean } = {},
): readonly ShellWord[] {
  const words: ShellWord[] = [];
  let word: string | undefined;
  let at = 0;
  const end = (): void => {
    if (word !== undefined) words.push({ word });
    word = undefined;
  };
  while (at < text.length) {
    const character = text[at] as string;
    const continued = /^\\\r?\n/.exec(text.slice(at, at + 3));
    if (continued) at += continued[0].length;
    else if (/\s/.test(character)) {
      end();
      at += 1;
    } else if (character === '#' && word === undefined) {
      at = lineEnd(text, at);
    } else if (/[|&;<>()]/.test(character)) {
      end();
      const operator = /^[|&;<>()]+/.exec(text.slice(at))?.[0] ?? character;
      words.push({ operator });
      at += operator.length;
    } else {
      const piece = readPiece(text, at, isWindows);
      word = (word ?? '') + piece.text;
      at = piece.end;
    }
  }
  end();
  return words;
}

function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found;
}

function readPiece(text: string, at: number, isWindows: boolean): Piece {
  const character = text[at];
  if (character === '"') return readDouble(text, at + 1, isWindows);
  if (isWindows) return { text: character ?? '', end: at + 1 };
  if (character === "'") {
    const end = text.indexOf("'", at + 1);
    if (end < 0) throw unclosed();
    return { text: text.slice(at + 1, end), end: end + 1 };
  }
  if (character === '$' && text[at + 1] === "'") return readAnsi(text, at + 2);
  refuseSubstitution(text, at);
  if (character === '\\') return { text: text[at + 1] ?? '', end: at + 2 };
  return { text: character ?? '', end: at + 1 };
}

function readDouble(text: string, start: number, isWindows: boolean): Piece {
  let out = '';
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] as string;
    const next = text[at + 1] ?? '';
    if (character === '"') return { text: out, end: at + 1 };
    if (!isWindows) refuseSubstitution(text, at);
    if (character === '\\' && (isWindows ? '"\\' : '"\\$`\n').includes(next)) {
      out += next === '\n' ? '' : next;
      at += 1;
    } else out += character;
  }
  throw unclosed();
}

const ansiLetters: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  E: '\u001B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function readAnsi(text: string, start: number): Piece {
  let out = '';
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] as string;
    if (character === "'") return { text: out, end: at + 1 };
    if (character !== '\\') {
      out += character;
      continue;
    }
    const rest = text.slice(at + 1, at + 10);
    const [all = '', octal, hex, four, eight, letter] =
      /^(?:([0-7]{1,3})|x([\dA-Fa-f]{1,2})|u([\dA-Fa-f]{1,4})|U([\dA-Fa-f]{1,8})|([\s\S]))/.exec(rest) ?? [];
    if (octal !== undefined) out += String.fromCharCode(Number.parseInt(octal, 8) & 255);
    else if (hex !== undefined) out += String.fromCharCode(Number.parseInt(hex, 16));
    else if (four ?? eight) out += utf8(Number.parseInt(four ?? eight ?? '', 16));
    else if (letter !== undefined) {
      out += ansiLetters[letter] ?? (/['"\\?]/.test(letter) ? letter : `\\${letter}`);
    }
    at += all.length;
  }
  throw unclosed();
}

function utf8(codePoint: number): string {
  if (codePoint > 0x10ffff) throw badRequest('The command has an escape that is no character.');
  return Buffer.from(String.fromCodePoint(codePoint), 'utf8').toString('latin1');
}

function refuseSubstitution(text: string, at: number): void {
  if (!/^(?:`|\$[A-Za-z_{(])/.test(text.slice(at, at + 2))) return;
  throw badRequest(
    'The command has a variable or a substitution, which is not run here.',
    'Put its value in its place, or its quotes into single ones.',
  );
}

function unclosed(): Error {
  return badRequest('The command has a quote that is not closed.', 'Copy it whole.');
}
