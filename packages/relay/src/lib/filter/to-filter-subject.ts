import type { FilterSubject } from './subject.ts';

/** What a {@link FilterSubject} is made of. */
export interface FilteredRequest {
  readonly method: string;
  /** Path and query as they stood in the request line. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/**
 * A request as filters look at it. Its body is read as JSON, or as a form where its content type says so; what is
 * neither is not there.
 *
 * @param request - as it was received
 * @param event - what verification told, where it did
 * @returns the subject; its body is parsed when a filter asks for it
 * @example
 * ```ts
 * import { toFilter, toFilterSubject } from '@hooklatch/relay/filter';
 *
 * const request = { method: 'POST', target: '/in?page=2', headers: [], body: new TextEncoder().encode('{"a":1}') };
 * const isWanted = toFilter('body.a=1').matches(toFilterSubject(request, { type: 'invoice.paid' }));
 * ```
 */
export function toFilterSubject(
  { method, target, headers, body }: FilteredRequest,
  event: { readonly type?: string | undefined; readonly provider?: string | undefined } = {},
): FilterSubject {
  const split = target.indexOf('?');
  const path = split < 0 ? target : target.slice(0, split);
  let parsed: { readonly value: unknown } | undefined;
  return {
    type: event.type,
    provider: event.provider,
    method,
    path,
    query: split < 0 ? {} : readForm(target.slice(split + 1)),
    headers,
    get body() {
      parsed ??= { value: readBody(headers, body) };
      return parsed.value;
    },
  };
}

function readBody(headers: FilteredRequest['headers'], body: Uint8Array): unknown {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const text = new TextDecoder().decode(body);
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return readForm(text);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A name that stands several times has a list. */
function readForm(text: string): Record<string, string | readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return Object.fromEntries(
    Array.from(fields, ([name, values]) => [name, values.length > 1 ? values : (values[0] as string)]),
  );
}
