import {
  basic as basicScheme,
  defineProvider,
  type ProviderFactory,
  type ProviderOptions,
  type Source,
} from '@hooklatch/core/provider';

/** Options of {@link basic}. */
export interface BasicProviderOptions extends ProviderOptions {
  /** A header that identifies the delivery, for idempotency. */
  readonly idHeader?: string;
  /** Where the event's type stands. (the payload's `type`) */
  readonly type?: Source;
  /** The provider's name, in events, keys and reports. (`basic`) */
  readonly name?: string;
}

/**
 * Any service that sends a user and a password by HTTP Basic (RFC 7617); the secret is `user:password`. They prove the
 * caller, not the body.
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { basic } from '@hooklatch/providers/basic';
 *
 * const webhook = createWebhook(basic({ name: 'acme', secret: 'acme:a long random text' }), {
 *   on: { '*': (event) => console.log(event.type, event.payload) },
 * });
 * ```
 */
export const basic: ProviderFactory<object, BasicProviderOptions> = defineProvider((options) => {
  const { name = 'basic', idHeader, type = { field: 'type' } } = options;
  return {
    name,
    env: [],
    schemes: [basicScheme()],
    ...(idHeader !== undefined && { id: { header: idHeader.toLowerCase() } }),
    type,
    facts: { sources: [], confirmed: true, checked: '2026-11-22' },
  };
});
