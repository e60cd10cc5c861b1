import { toText } from './encoding.ts';

/**
 * JSON, or undefined where the bytes are something else: what a body is does not decide whether it is genuine.
 * `__proto__` becomes an own property, as JSON.parse has it.
 */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(toText(body));
  } catch {
    return undefined;
  }
}

const mostFields = 1000;

/** Form fields, the first 1,000, in an object without a prototype; a doubled field keeps its first value. */
export function parseForm(body: Uint8Array): Record<string, string> | undefined {
  let text: string;
  try {
    text = toText(body);
  } catch {
    return undefined;
  }
  const fields = Object.create(null) as Record<string, string>;
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > mostFields) return undefined;
    if (!Object.hasOwn(fields, name)) fields[name] = value;
  }
  return fields;
}

/** The text, or the integer that JSON has not rounded, at a dotted path of own properties. */
export function fieldAt(payload: unknown, path: string): string | undefined {
  let value = payload;
  for (const name of path.split('.')) {
    const isThere = typeof value === 'object' && value && Object.hasOwn(value, name);
    value = isThere && (value as Record<string, unknown>)[name];
  }
  return Number.isSafeInteger(value) || (value && typeof value === 'string')
    ? `${value as string | number}`
    : undefined;
}
