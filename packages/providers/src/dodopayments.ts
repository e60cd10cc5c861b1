import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import type { DodopaymentsEvents } from './lib/events/dodopayments.ts';
import { standardSchemes } from './lib/standard.ts';

export type * from './lib/events/dodopayments-common.ts';
export type * from './lib/events/dodopayments.ts';

/**
 * Dodo Payments: Standard Webhooks.
 *
 * Source: https://docs.dodopayments.com/developer-resources/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { dodopayments } from '@hooklatch/providers/dodopayments';
 *
 * const webhook = createWebhook(dodopayments(), {
 *   on: { 'payment.succeeded': (event) => console.log(event.payload.data.payment_id) },
 * });
 * ```
 */
export const dodopayments: ProviderFactory<DodopaymentsEvents> = defineProvider({
  name: 'dodopayments',
  env: ['DODO_PAYMENTS_WEBHOOK_KEY', 'DODO_PAYMENTS_WEBHOOK_SECRET'],
  schemes: standardSchemes(),
  id: { claim: 'id' },
  type: { field: 'type' },
  facts: {
    sources: ['https://docs.dodopayments.com/developer-resources/webhooks'],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 15_000,
    keepsId: true,
  },
});
