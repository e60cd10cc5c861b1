import { filterLimits } from './limits.ts';
import { isScalar } from './operators.ts';

/**
 * A frozen copy of what JSON can say, so that nobody changes a filter under its tests.
 *
 * @param given - of the caller
 * @returns the copy
 * @throws TypeError that names the place, where something is no JSON, or is past a limit
 */
export function copyJson(given: unknown): unknown {
  let nodes = 0;
  let characters = 0;
  const count = (text: string, place: string): void => {
    characters += text.length;
    if (characters > filterLimits.characters) throw tooMuch(`${filterLimits.characters} characters`, place);
  };
  const copy = (value: unknown, place: string, depth: number): unknown => {
    nodes += 1;
    if (nodes > filterLimits.nodes) throw tooMuch(`${filterLimits.nodes} conditions`, place);
    if (depth > filterLimits.depth) throw tooMuch(`${filterLimits.depth} levels`, place);
    if (typeof value === 'string') count(value, place);
    if (isScalar(value)) return value;
    if (Array.isArray(value))
      return Object.freeze(Array.from(value, (item, index) => copy(item, `${place}[${index}]`, depth + 1)));
    if (!isPlain(value)) throw new TypeError(`The filter has something at ${place} that JSON cannot say.`);
    const entries = Object.entries(value).map(([name, item]) => {
      count(name, place);
      return [name, copy(item, place ? `${place}.${name}` : name, depth + 1)] as const;
    });
    return Object.freeze(Object.fromEntries(entries));
  };
  return copy(given, '', 0);
}

function tooMuch(limit: string, place: string): TypeError {
  return new TypeError(`The filter is larger than ${limit} at ${place.slice(0, 80) || 'its beginning'}.`);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
