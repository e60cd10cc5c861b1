import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * ClickUp. The secret stands in the answer to the request that made the webhook. An event may have several
 * `history_items`, so that no id of theirs is its own.
 *
 * Source: https://developer.clickup.com/docs/webhooksignature
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { clickup } from '@hooklatch/providers/clickup';
 *
 * const webhook = createWebhook(clickup(), {
 *   on: { taskCreated: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const clickup: ProviderFactory<object> = defineProvider({
  name: 'clickup',
  env: [],
  schemes: [hmac({ signature: { header: 'x-signature' } })],
  type: { field: 'event' },
  facts: {
    sources: [
      'https://developer.clickup.com/docs/webhooksignature',
      'https://developer.clickup.com/docs/webhookhealth',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 7000,
    retries: { attempts: 5 },
  },
});
