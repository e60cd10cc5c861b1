// Control characters (C0, C1), direction marks and isolates, zero-width characters, line and paragraph separators.
const hostile = /[\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;
const kept: Readonly<Record<string, string>> = { '\n': '\n', '\t': '\t' };

/**
 * Text of a stranger, harmless in a terminal: escape sequences, and what changes the direction or hides, become visible.
 *
 * @param text - as it came
 * @param options - `isLine` makes line feeds and tabs visible too
 * @returns with `\u{1b}` and the like instead
 */
export function toPrintable(text: string, { isLine = false }: { isLine?: boolean } = {}): string {
  return text.replace(hostile, (character) => {
    const same = isLine ? undefined : kept[character];
    return same ?? `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
}
