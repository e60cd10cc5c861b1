import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import { callerScheme, type CallerOptions } from './lib/caller.ts';

/** Options of {@link pipedream}. */
export type PipedreamOptions = CallerOptions;

/**
 * Pipedream's workflows. Their HTTP requests are not signed: a delivery proves itself by a header, HTTP Basic or a parameter
 * of the URL, as the user has set it in the workflow, who also writes the payload.
 *
 * Source: https://pipedream.com/docs/workflows/data-management/destinations/http
 *
 * @throws TypeError where more than one of `header`, `basic` and `query` is given, or `publicUrl` has a query of its own
 * beside `query`
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { pipedream } from '@hooklatch/providers/pipedream';
 *
 * // Reads PIPEDREAM_WEBHOOK_SECRET.
 * const webhook = createWebhook(pipedream(), {
 *   on: { '*': (event) => console.log(event.type, event.payload) },
 * });
 * ```
 */
export const pipedream: ProviderFactory<object, PipedreamOptions> = defineProvider((options) => {
  const { id = { field: 'id' }, type = { field: 'type' } } = options;
  return {
    name: 'pipedream',
    env: [],
    schemes: [callerScheme(options)],
    id,
    type,
    facts: {
      sources: [
        'https://pipedream.com/docs/workflows/data-management/destinations/http',
        'https://pipedream.com/docs/connect/webhooks',
      ],
      confirmed: true,
      checked: '2026-11-22',
      doubt: 'Webhooks of deployed triggers may be signed; no official page that says how was read.',
      deadlineMs: 5000,
      retries: { attempts: 0 },
    },
  };
});
