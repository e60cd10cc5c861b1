import type { Search } from './diagnose-mismatch.ts';

/** What may have happened to a body on its way, undone. */
const undo: Readonly<Record<string, (text: string) => string>> = {
  // Decoding takes the mark away.
  'was given a byte order mark': (text) => text,
  'was parsed and printed again': (text) => JSON.stringify(JSON.parse(text)),
  'was parsed and printed again, without its indentation': (text) =>
    JSON.stringify(JSON.parse(text), undefined, 2),
  'lost its last line break': (text) => `${text}\n`,
  'lost its last line break (CRLF)': (text) => `${text}\r\n`,
  'was given a line break at its end': (text) => text.replace(/\r?\n$/, ''),
  'was given other line breaks (CRLF)': (text) => text.replaceAll('\r\n', '\n'),
  'was given other line breaks (LF)': (text) => text.replaceAll(/\r?\n/g, '\r\n'),
  'lost its byte order mark': (text) => `\uFEFF${text}`,
  'was parsed and printed again, with its characters unescaped': (text) =>
    JSON.stringify(JSON.parse(text)).replaceAll(/[\u0080-\uffff]/g, escaped),
  'was decoded from a form': (text) => text.replaceAll(' ', '+'),
};

const decoder = new TextDecoder('utf-8', { fatal: true });

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What was done to the body on its way, as a sentence. */
export async function findBodyChange({ body, fits }: Search): Promise<string | undefined> {
  for (const [change, toOriginal] of Object.entries(undo)) {
    const original = attempt(() => new TextEncoder().encode(toOriginal(decoder.decode(body))));
    if (original && (await fits({ body: original }))) {
      return `The body ${change} on its way: hand over the bytes that arrived, before a parser or a proxy changes them.`;
    }
  }
  return undefined;
}

function attempt<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
