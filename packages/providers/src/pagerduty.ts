import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * PagerDuty's V3 webhooks. The header holds a `v1` for each active secret.
 *
 * Source: https://developer.pagerduty.com/docs/verifying-webhook-signatures
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { pagerduty } from '@hooklatch/providers/pagerduty';
 *
 * const webhook = createWebhook(pagerduty(), {
 *   on: { 'incident.triggered': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const pagerduty: ProviderFactory<object> = defineProvider({
  name: 'pagerduty',
  env: [],
  schemes: [
    hmac({
      signature: { header: 'x-pagerduty-signature', list: { separator: ',', pair: '=', field: 'v1' } },
    }),
  ],
  id: { field: 'event.id' },
  type: { field: 'event.event_type' },
  facts: {
    sources: [
      'https://developer.pagerduty.com/docs/verifying-webhook-signatures',
      'https://github.com/PagerDuty/developer-docs/blob/master/docs/webhooks/02-Behavior.md',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 5000,
    keepsId: true,
    largestBodyBytes: 262_144,
  },
});
