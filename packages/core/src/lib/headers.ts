import { WebhookError } from './error.ts';

/** A delivery's headers as they arrived: case-insensitive names, doubles kept apart. */
export interface DeliveryHeaders {
  /**
   * The one value of a header, without the spaces and tabs around it.
   *
   * @param name - in lower case
   * @returns the value, or undefined where the header is absent
   * @throws {@link WebhookError} `header_duplicate` where the header arrived twice
   */
  get(name: string): string | undefined;
  /** Whether the header is there, once or more often. `name` in lower case. */
  has(name: string): boolean;
  /** Every name and value, as received and in order. */
  entries(): readonly (readonly [name: string, value: string])[];
}

/** What {@link deliveryHeaders} takes. A flat array is Node's `rawHeaders`. */
export type HeadersSource =
  | readonly string[]
  | Iterable<readonly [string, string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Makes {@link DeliveryHeaders}.
 *
 * @param source - Node's `rawHeaders`, name and value pairs, a `Headers`, or a plain record
 * @returns the headers, with every duplicate that the source still shows
 * @example
 * ```ts
 * import { deliveryHeaders } from '@hooklatch/core';
 *
 * deliveryHeaders({ 'X-Signature': 'abc' }).get('x-signature'); // 'abc'
 * ```
 */
export function deliveryHeaders(source: HeadersSource): DeliveryHeaders {
  return new FlatHeaders(flatten(source));
}

/** Kept flat, name after value, so that Node's rawHeaders serve without a copy. */
class FlatHeaders implements DeliveryHeaders {
  readonly #flat: readonly string[];

  constructor(flat: readonly string[]) {
    this.#flat = flat;
  }

  get(name: string): string | undefined {
    const flat = this.#flat;
    let found: string | undefined;
    for (let index = 0; index < flat.length; index += 2) {
      if (!isNamed(flat[index] as string, name)) continue;
      if (found !== undefined) {
        throw new WebhookError('header_duplicate', `The header ${name} arrived more than once.`);
      }
      found = flat[index + 1] as string;
    }
    return found === undefined ? undefined : trimBlanks(found);
  }

  has(name: string): boolean {
    const flat = this.#flat;
    for (let index = 0; index < flat.length; index += 2) {
      if (isNamed(flat[index] as string, name)) return true;
    }
    return false;
  }

  entries(): readonly (readonly [string, string])[] {
    const pairs: [string, string][] = [];
    for (let index = 0; index < this.#flat.length; index += 2) {
      pairs.push([this.#flat[index] as string, this.#flat[index + 1] as string]);
    }
    return pairs;
  }
}

function isNamed(text: string, name: string): boolean {
  return text.length === name.length && (text === name || text.toLowerCase() === name);
}

function flatten(source: HeadersSource): readonly string[] {
  if (Array.isArray(source) && (source.length === 0 || typeof source[0] === 'string')) return source;
  if (Symbol.iterator in source) {
    return Array.from(source as Iterable<readonly [string, string]>).flat();
  }
  return Object.entries(source).flatMap(([name, value]) => {
    if (value === undefined) return [];
    return typeof value === 'string' ? [name, value] : value.flatMap((one) => [name, one]);
  });
}

/** Only SP and TAB are optional white space in a field value (RFC 9110, 5.5); `trim` takes NBSP too. */
function trimBlanks(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start += 1;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === value.length ? value : value.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
