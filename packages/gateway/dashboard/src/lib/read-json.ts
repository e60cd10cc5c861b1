/** A number with the digits that it was written with: a large one would lose some. */
export interface Digits {
  readonly digits: string;
}

const numbers = new WeakSet<object>();

/** @returns whether the value is a number that {@link readJson} kept */
export function isDigits(value: unknown): value is Digits {
  return typeof value === 'object' && value !== null && numbers.has(value);
}

/** Reads JSON with each number as written. @returns undefined where it is no JSON */
export function readJson(text: string): { readonly value: unknown } | undefined {
  const keep = (_: string, value: unknown, context?: { source?: string }): unknown => {
    if (typeof value !== 'number') return value;
    const kept: Digits = { digits: context?.source ?? String(value) };
    numbers.add(kept);
    return kept;
  };
  try {
    return { value: JSON.parse(text, keep as Parameters<typeof JSON.parse>[1]) };
  } catch (error) {
    // Too deep for a reviver, and perhaps still JSON.
    if (!(error instanceof RangeError)) return undefined;
  }
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** How one value is written in a line. */
export function toLine(value: unknown): string {
  if (isDigits(value)) return value.digits;
  return JSON.stringify(value, (_, inner: unknown) => (isDigits(inner) ? Number(inner.digits) : inner)) ?? '';
}
