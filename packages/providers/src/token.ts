import {
  defineProvider,
  token as tokenScheme,
  type ProviderFactory,
  type ProviderOptions,
  type Scheme,
  type Source,
} from '@hooklatch/core/provider';

/** Options of {@link token}. */
export interface TokenProviderOptions extends ProviderOptions {
  /** The header that holds the token. (`authorization`, behind `Bearer `) */
  readonly header?: string;
  /** What stands before the token in the header. (`Bearer ` in `authorization`, else nothing) */
  readonly prefix?: string;
  /** The parameter of the URL's query that holds the token, in the header's place. */
  readonly query?: string;
  /** The dotted path in the JSON body where the token stands, in the header's place. */
  readonly field?: string;
  /** A header that identifies the delivery, for idempotency. */
  readonly idHeader?: string;
  /** Where the event's type stands. (the payload's `type`) */
  readonly type?: Source;
  /** The provider's name, in events, keys and reports. (`token`) */
  readonly name?: string;
}

function toScheme(options: TokenProviderOptions): Scheme {
  const { header, prefix, query, field } = options;
  if ([header, query, field].filter((place) => place !== undefined).length > 1)
    throw new TypeError('Give one of header, query and field.');
  if (query !== undefined) return tokenScheme({ query });
  if (field !== undefined) return tokenScheme({ field });
  const name = (header ?? 'authorization').toLowerCase();
  return tokenScheme({ header: name, prefix: prefix ?? (name === 'authorization' ? 'Bearer ' : '') });
}

/**
 * Any service that sends a static token, in a header, in the URL's query or in the body. A token proves the caller, not
 * the body.
 *
 * @throws TypeError where more than one of `header`, `query` and `field` is given
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { token } from '@hooklatch/providers/token';
 *
 * const webhook = createWebhook(token({ header: 'x-api-token', secret: 'a long random text' }), {
 *   on: { '*': (event) => console.log(event.type, event.payload) },
 * });
 * ```
 */
export const token: ProviderFactory<object, TokenProviderOptions> = defineProvider((options) => {
  const { name = 'token', idHeader, type = { field: 'type' } } = options;
  return {
    name,
    env: [],
    schemes: [toScheme(options)],
    ...(idHeader !== undefined && { id: { header: idHeader.toLowerCase() } }),
    type,
    facts: { sources: [], confirmed: true, checked: '2026-11-22' },
  };
});
