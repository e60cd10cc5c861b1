import { compilePattern } from './compile-pattern.ts';
import { copyJson } from './copy-json.ts';
import { filterLimits } from './limits.ts';
import { readShortFilter } from './read-short-filter.ts';
import { toFields, type FilterSubject } from './subject.ts';

/** A condition on a request that is asked as often as one likes. */
export interface Filter {
  /** The long form: what `toFilter` takes again, and what JSON can carry. Frozen. */
  readonly json: object;
  /**
   * Asks one request.
   *
   * @param subject - what it looks at
   * @returns whether it is wanted
   */
  matches(subject: FilterSubject): boolean;
}

/**
 * Compiles a filter: the short form `type=invoice.* body.amount>=1000`, or the long form
 * `{ type: { $startsWith: 'invoice.' }, body: { amount: { $gte: 1000 } } }`, as an object or as JSON.
 *
 * @param given - up to 8,192 characters, 256 conditions and 16 levels
 * @returns the filter
 * @throws TypeError that names the place, where an operator or a field is unknown, or the filter is past a limit
 * @example
 * ```ts
 * import { toFilter } from '@hooklatch/relay/filter';
 *
 * const filter = toFilter('body.amount>=1000');
 * const isWanted = filter.matches({
 *   method: 'POST',
 *   path: '/webhooks/stripe',
 *   query: {},
 *   headers: [['content-type', 'application/json']],
 *   body: { amount: 1500 },
 * });
 * ```
 */
export function toFilter(given: string | object): Filter {
  const json = copyJson(typeof given === 'string' ? read(given) : given) as object;
  const test = compilePattern(json);
  return Object.freeze({ json, matches: (subject: FilterSubject): boolean => test(toFields(subject)) });
}

function read(text: string): unknown {
  if (text.length > filterLimits.characters)
    throw new TypeError(`The filter is larger than ${filterLimits.characters} characters.`);
  if (!text.trimStart().startsWith('{')) return readShortFilter(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new TypeError('The filter begins with { and is no JSON.');
  }
}
