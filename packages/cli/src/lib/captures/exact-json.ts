interface RawJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): object;
  isRawJSON(value: unknown): boolean;
}

// TypeScript does not know them yet; every Node that this command runs on does.
const json = JSON as unknown as RawJson;

/**
 * Parses JSON so that `JSON.stringify` writes every number as it was: `1.0`, and integers past 2^53.
 *
 * @throws SyntaxError where it is no JSON
 */
export function parseExactly(text: string): unknown {
  return json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? json.rawJSON(source) : value,
  );
}

/** An object or an array, and none of the numbers of {@link parseExactly}. */
export function isTree(value: unknown): value is Record<string, unknown> | unknown[] {
  return typeof value === 'object' && value !== null && !json.isRawJSON(value);
}
