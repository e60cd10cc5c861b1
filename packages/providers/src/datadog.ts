import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import { callerScheme, type CallerOptions } from './lib/caller.ts';

/** Options of {@link datadog}. */
export type DatadogOptions = CallerOptions;

/**
 * Datadog's Webhooks integration. Datadog signs nothing: a delivery proves itself by a custom header, as the user has set it
 * in the webhook, who also writes the payload. The type is the payload's `type`, else its `event_type`.
 *
 * Source: https://docs.datadoghq.com/api/latest/webhooks-integration/
 *
 * @throws TypeError where more than one of `header`, `basic` and `query` is given, or `publicUrl` has a query of its own
 * beside `query`
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { datadog } from '@hooklatch/providers/datadog';
 *
 * // Reads DATADOG_WEBHOOK_SECRET.
 * const webhook = createWebhook(datadog(), {
 *   on: { '*': (event) => console.log(event.type, event.payload) },
 * });
 * ```
 */
export const datadog: ProviderFactory<object, DatadogOptions> = defineProvider((options) => {
  const { id = { field: 'id' }, type = [{ field: 'type' }, { field: 'event_type' }] } = options;
  return {
    name: 'datadog',
    env: [],
    schemes: [callerScheme(options)],
    id,
    type,
    facts: {
      sources: ['https://docs.datadoghq.com/api/latest/webhooks-integration/'],
      confirmed: true,
      checked: '2026-11-22',
      doubt: 'That a user and a password may stand in the URL was not read in an official source.',
    },
  };
});
