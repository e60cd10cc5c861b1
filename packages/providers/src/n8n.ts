import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import { callerScheme, type CallerOptions } from './lib/caller.ts';

/** Options of {@link n8n}. */
export type N8nOptions = CallerOptions;

/**
 * n8n's HTTP Request node. n8n signs nothing: a delivery proves itself by a header, HTTP Basic or a parameter of the URL, as
 * the user has set it in the node, who also writes the payload.
 *
 * Source: https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.httprequest/
 *
 * @throws TypeError where more than one of `header`, `basic` and `query` is given, or `publicUrl` has a query of its own
 * beside `query`
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { n8n } from '@hooklatch/providers/n8n';
 *
 * // Reads N8N_WEBHOOK_SECRET.
 * const webhook = createWebhook(n8n(), {
 *   on: { '*': (event) => console.log(event.type, event.payload) },
 * });
 * ```
 */
export const n8n: ProviderFactory<object, N8nOptions> = defineProvider((options) => {
  const { id = { field: 'id' }, type = { field: 'type' } } = options;
  return {
    name: 'n8n',
    env: [],
    schemes: [callerScheme(options)],
    id,
    type,
    facts: {
      sources: ['https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.httprequest/'],
      confirmed: true,
      checked: '2026-11-22',
    },
  };
});
