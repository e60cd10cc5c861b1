import { isDigits, toLine } from './read-json.ts';

/** One place where two values differ, or not. */
export interface Difference {
  readonly path: string;
  /** undefined where the left has no such place */
  readonly left: string | undefined;
  readonly right: string | undefined;
}

const most = 5000;
const deepest = 64;

function* leaves(value: unknown, path: string, depth = 0): Generator<[string, string]> {
  if (depth > deepest) {
    yield [path, '(deeper)'];
    return;
  }
  if (typeof value !== 'object' || value === null || isDigits(value)) {
    yield [path, toLine(value)];
    return;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) yield [path, Array.isArray(value) ? '[]' : '{}'];
  for (const [name, inner] of entries) {
    const step = Array.isArray(value) ? `[${name}]` : path === '' ? name : `.${name}`;
    yield* leaves(inner, path + step, depth + 1);
  }
}

function toPlaces(value: unknown): Map<string, string> {
  const places = new Map<string, string>();
  for (const [path, line] of leaves(value, '')) {
    if (places.size >= most) break;
    places.set(path, line);
  }
  return places;
}

/** Lays two values beside each other, place by place, in the order of the left. */
export function diffJson(left: unknown, right: unknown): Difference[] {
  const lefts = toPlaces(left);
  const rights = toPlaces(right);
  const paths = new Set([...lefts.keys(), ...rights.keys()]);
  return [...paths].map((path) => ({ path, left: lefts.get(path), right: rights.get(path) }));
}
