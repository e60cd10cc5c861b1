import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Mux. Several `v1` may stand in the header.
 *
 * Source: https://www.mux.com/docs/core/verify-webhook-signatures
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { mux } from '@hooklatch/providers/mux';
 *
 * const webhook = createWebhook(mux(), {
 *   on: { '*': (event) => console.log(event.type, event.payload) },
 * });
 * ```
 */
export const mux: ProviderFactory<object> = defineProvider({
  name: 'mux',
  env: [],
  schemes: [
    hmac({
      content: '{timestamp}.{body}',
      timestamp: { field: 't' },
      signature: { header: 'mux-signature', list: { separator: ',', pair: '=', field: 'v1' } },
    }),
  ],
  id: { field: 'id' },
  type: { field: 'type' },
  facts: {
    sources: [
      'https://www.mux.com/docs/core/verify-webhook-signatures',
      'https://docs.mux.com/guides/system/listen-for-webhooks',
      'https://docs.mux.com/docs/webhooks',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 5000,
    retries: { hours: 24 },
  },
});
