/**
 * What turns text around, hides in it, or is obeyed by terminals: control characters (C0, C1), bidirectional marks,
 * embeddings, overrides and isolates, zero-width spaces, interlinear marks, tags, and halves of surrogate pairs.
 */
const hidden =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu;
const breaks = /[\t\n\u2028\u2029 ]+/g;

/** How far a text is looked at, in UTF-16 code units: no channel shows as much. */
const longestLook = 20_000;

/**
 * One line of text in which nothing is hidden.
 *
 * @param text - anything that a sender may have written
 * @returns the line, at most 20,000 long
 */
export function toLine(text: string): string {
  return toClean(text).replace(breaks, ' ').trim();
}

/**
 * Text of several lines in which nothing is hidden.
 *
 * @param text - anything that a sender may have written
 * @returns the text, at most 20,000 long
 */
export function toClean(text: string): string {
  return text.slice(0, longestLook).replaceAll('\r\n', '\n').replace(hidden, '');
}

/** Writes one character so that nothing is made of it. */
export type Escape = (character: string) => string;

const asItIs: Escape = (character) => character;

/**
 * Escapes a text and cuts it, so that what comes out is not longer than it may be. It is cut between characters: neither in
 * a surrogate pair nor in what a character was escaped to.
 *
 * @param text - was cleaned
 * @param longest - in UTF-16 code units of what comes out
 * @param escape - writes one character (as it is)
 * @returns the text, with `…` where it was cut
 */
export function fit(text: string, longest: number, escape: Escape = asItIs): string {
  let written = '';
  /** What is there with room for a `…` behind it. */
  let roomy = '';
  for (const character of text) {
    const next = written + escape(character);
    if (next.length > longest) return longest > 0 ? `${roomy}…` : '';
    written = next;
    if (written.length < longest) roomy = written;
  }
  return written;
}

/**
 * An escape by a table of characters.
 *
 * @param table - characters and what they become
 * @returns the escape
 */
export function escapeBy(table: Readonly<Record<string, string>>): Escape {
  const known = new Map(Object.entries(table));
  return (character) => known.get(character) ?? character;
}

/**
 * A link that may be shown: other schemes than `https:` and `http:` are none.
 *
 * @param link - of a message
 * @param longest - in characters
 * @returns the link as a URL is written, with nothing in it that needs an escape; undefined where it cannot be shown
 */
export function toLink(link: string | undefined, longest: number = 2000): string | undefined {
  if (link === undefined || !URL.canParse(link)) return undefined;
  const { href, protocol } = new URL(link);
  return (protocol === 'https:' || protocol === 'http:') && href.length <= longest ? href : undefined;
}
