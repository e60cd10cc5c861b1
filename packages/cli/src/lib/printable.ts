// Control characters (C0, C1), direction marks and isolates, what is not seen or only changes what stands beside it, line
// and paragraph separators, and halves of surrogates.
const hostile =
  /[\p{Cc}\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}\p{Cs}]/gu;
const kept: Readonly<Record<string, string>> = { '\n': '\n', '\t': '\t' };

/**
 * Text of a stranger, harmless in a terminal: escape sequences, and what changes the direction or hides, become visible.
 *
 * @param text - as it came
 * @param options - `isLine` makes line feeds and tabs visible too
 * @returns with `\u{1b}` and the like instead
 */
export function toPrintable(text: string, { isLine = false }: { isLine?: boolean } = {}): string {
  return text.replaceAll(hostile, (character) => {
    const same = isLine ? undefined : kept[character];
    return same ?? `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
}

/** Whether {@link toPrintable} would change a text. */
export function hasHostile(text: string): boolean {
  return toPrintable(text) !== text;
}

/**
 * A value as JSON that is harmless in a terminal: what {@link toPrintable} makes visible is escaped, so that it means the
 * same.
 *
 * @param value - anything that JSON can say
 * @param indent - how many spaces deep (0: one line)
 */
export function toPrintableJson(value: unknown, indent = 0): string {
  const text = JSON.stringify(value, undefined, indent);
  return text.replaceAll(hostile, (character) => (character === '\n' ? character : escape(character)));
}

function escape(character: string): string {
  return Array.from({ length: character.length }, (_, at) => {
    const code = character.charCodeAt(at).toString(16).padStart(4, '0');
    return `\\u${code}`;
  }).join('');
}
