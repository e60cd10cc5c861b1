import {
  defineProvider,
  token as tokenScheme,
  type ProviderFactory,
  type ProviderOptions,
  type Source,
} from '@hooklatch/core/provider';

/** Options of {@link token}. */
export interface TokenProviderOptions extends ProviderOptions {
  /** The header that holds the token. (`authorization`, behind `Bearer `) */
  readonly header?: string;
  /** What stands before the token. (`Bearer ` in `authorization`, else nothing) */
  readonly prefix?: string;
  /** A header that identifies the delivery, for idempotency. */
  readonly idHeader?: string;
  /** Where the event's type stands. (the payload's `type`) */
  readonly type?: Source;
  /** The provider's name, in events, keys and reports. (`token`) */
  readonly name?: string;
}

/**
 * Any service that sends a static token in a header. A token proves the caller, not the body.
 *
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
  const header = (options.header ?? 'authorization').toLowerCase();
  const prefix = options.prefix ?? (header === 'authorization' ? 'Bearer ' : '');
  return {
    name,
    env: [],
    schemes: [tokenScheme({ header, prefix })],
    ...(idHeader !== undefined && { id: { header: idHeader.toLowerCase() } }),
    type,
    facts: { sources: [], confirmed: true, checked: '2026-11-22' },
  };
});
