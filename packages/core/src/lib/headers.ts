import { WebhookError } from './error.ts';

/** A delivery's headers as they arrived: case-insensitive names, doubles kept apart. */
export interface DeliveryHeaders {
  /**
   * The one value of a header, without the spaces and tabs around it.
   *
   * @param name - in any case
   * @returns the value, or undefined where the header is absent
   * @throws {@link WebhookError} `header_duplicate` where the header arrived twice
   */
  get(name: string): string | undefined;
  /** Whether the header is there, once or more often. */
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
    const at = find(flat, name, 0);
    if (at < 0) return undefined;
    if (find(flat, name, at + 2) > 0) throw new WebhookError('header_duplicate', name);
    return trimBlanks(flat[at + 1] as string);
  }

  has(name: string): boolean {
    return find(this.#flat, name, 0) >= 0;
  }

  entries(): readonly (readonly [string, string])[] {
    return this.#flat.flatMap((name, at) => (at % 2 ? [] : [[name, this.#flat[at + 1] as string] as const]));
  }
}

/** Where a name stands, from `start` on; -1 where it does not. */
function find(flat: readonly string[], name: string, start: number): number {
  for (let at = start; at < flat.length; at += 2) {
    const text = flat[at] as string;
    if (text.length !== name.length) continue;
    if (text === name || text.toLowerCase() === name.toLowerCase()) return at;
  }
  return -1;
}

function flatten(source: HeadersSource): readonly string[] {
  if (typeof (source as readonly string[])[0] === 'string') return source as readonly string[];
  if (Symbol.iterator in source) return [...(source as Iterable<readonly [string, string]>)].flat();
  return Object.entries(source).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((one) => [name, one]),
  );
}

/** Only SP and TAB are optional white space in a field value (RFC 9110, 5.5); `trim` takes NBSP too. */
function trimBlanks(value: string): string {
  let start = 0;
  let end = value.length;
  // Not by regular expressions: one for the end would go over the same blanks again and again.
  while (isBlank(value, end - 1)) end -= 1;
  while (isBlank(value, start)) start += 1;
  return value.slice(start, end);
}

function isBlank(value: string, at: number): boolean {
  const code = value.charCodeAt(at);
  return code === 0x20 || code === 0x09;
}
