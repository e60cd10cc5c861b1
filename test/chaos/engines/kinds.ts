/** What a statement or a script does, by a pattern in its text. */
export type Kinds = Readonly<Record<string, RegExp>>;

/** What a statement or a script does; undefined where it is of no interest. */
export function kindOf(kinds: Kinds, text: string): string | undefined {
  return Object.keys(kinds).find((kind) => kinds[kind]?.test(text));
}
