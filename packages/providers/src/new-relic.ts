import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import { callerScheme, type CallerOptions } from './lib/caller.ts';

/** Options of {@link newRelic}. */
export type NewRelicOptions = CallerOptions;

/**
 * New Relic's webhook destinations. New Relic signs nothing: a delivery proves itself by a bearer token, HTTP Basic, a custom
 * header or a parameter of the URL, as the user has set it in the destination, who also writes the payload. The `id` of the
 * default payload is an issue's, which several events are about, so that an event has none; its type is the issue's `state`.
 *
 * Source: https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/
 *
 * @throws TypeError where more than one of `header`, `basic` and `query` is given, or `publicUrl` has a query of its own
 * beside `query`
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { newRelic } from '@hooklatch/providers/new-relic';
 *
 * // Reads NEW_RELIC_WEBHOOK_SECRET.
 * const webhook = createWebhook(newRelic(), {
 *   on: { '*': (event) => console.log(event.type, event.payload) },
 * });
 * ```
 */
export const newRelic: ProviderFactory<object, NewRelicOptions> = defineProvider((options) => {
  const { id, type = [{ field: 'type' }, { field: 'state' }] } = options;
  return {
    name: 'new-relic',
    env: [],
    schemes: [callerScheme(options)],
    ...(id !== undefined && { id }),
    type,
    facts: {
      sources: ['https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/'],
      confirmed: true,
      checked: '2026-11-22',
    },
  };
});
