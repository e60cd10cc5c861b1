import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import { callerScheme, type CallerOptions } from './lib/caller.ts';

/** Options of {@link brevo}. */
export type BrevoOptions = CallerOptions;

/**
 * Brevo. Brevo signs nothing: a delivery proves itself by a bearer token, HTTP Basic or a header of one's own, as the user has
 * set it for the webhook. The `id` in the payload is the webhook's, so that an event has none.
 *
 * Source: https://developers.brevo.com/docs/username-and-password-authentication
 *
 * @throws TypeError where more than one of `header`, `basic` and `query` is given, or `publicUrl` has a query of its own
 * beside `query`
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { brevo } from '@hooklatch/providers/brevo';
 *
 * // Reads BREVO_WEBHOOK_SECRET.
 * const webhook = createWebhook(brevo(), {
 *   on: { delivered: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const brevo: ProviderFactory<object, BrevoOptions> = defineProvider((options) => {
  const { id, type = { field: 'event' } } = options;
  return {
    name: 'brevo',
    env: [],
    schemes: [callerScheme(options)],
    ...(id !== undefined && { id }),
    type,
    facts: {
      sources: [
        'https://developers.brevo.com/docs/username-and-password-authentication',
        'https://developers.brevo.com/docs/secured-webhooks',
        'https://developers.brevo.com/docs/retry-mechanism',
      ],
      confirmed: true,
      checked: '2026-11-22',
      doubt: 'That the token is sent as a bearer token is implied, not spelled out.',
      retries: { attempts: 4, delaysInSeconds: [600, 3600, 7200, 28_800] },
    },
  };
});
