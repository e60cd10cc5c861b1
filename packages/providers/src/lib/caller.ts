import { basic, token, type ProviderOptions, type Scheme, type Source } from '@hooklatch/core/provider';

/** Options of the providers of services that sign nothing: how the caller proves itself, as the user has set it. */
export interface CallerOptions extends ProviderOptions {
  /** The header that holds the secret. (`authorization`, behind `Bearer `) */
  readonly header?: string;
  /** What stands before the secret in the header. (`Bearer ` in `authorization`, else nothing) */
  readonly prefix?: string;
  /** Whether the secret is `user:password`, by HTTP Basic. (false) */
  readonly basic?: boolean;
  /** The parameter of the URL's query that holds the secret. URLs are logged in more places than headers. */
  readonly query?: string;
  /** Where the event's id stands: another one for each event. (the payload's `id`; none of `new-relic`) */
  readonly id?: Source;
  /** Where the event's type stands. (the payload's `type`) */
  readonly type?: Source;
}

/**
 * The one scheme that a caller follows: a header, HTTP Basic or a parameter of the query.
 *
 * @throws TypeError where more than one is given
 */
export function callerScheme(options: CallerOptions): Scheme {
  const { header, prefix, basic: isBasic = false, query } = options;
  if ([header !== undefined, isBasic, query !== undefined].filter(Boolean).length > 1)
    throw new TypeError('Give one of header, basic and query.');
  if (isBasic) return basic();
  if (query !== undefined) return token({ query });
  const name = (header ?? 'authorization').toLowerCase();
  return token({ header: name, prefix: prefix ?? (name === 'authorization' ? 'Bearer ' : '') });
}
