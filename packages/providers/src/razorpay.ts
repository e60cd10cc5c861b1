import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import type { RazorpayEvents } from './lib/events/razorpay.ts';

export type * from './lib/events/razorpay-billing.ts';
export type * from './lib/events/razorpay-common.ts';
export type * from './lib/events/razorpay.ts';

/**
 * Razorpay. Only the body is signed; the event's id comes from an unsigned header.
 *
 * Source: https://razorpay.com/docs/webhooks/validate-test/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { razorpay } from '@hooklatch/providers/razorpay';
 *
 * const webhook = createWebhook(razorpay(), {
 *   on: { 'order.paid': (event) => console.log(event.payload.account_id) },
 * });
 * ```
 */
export const razorpay: ProviderFactory<RazorpayEvents> = defineProvider({
  name: 'razorpay',
  env: [],
  schemes: [hmac({ signature: { header: 'x-razorpay-signature' } })],
  id: { header: 'x-razorpay-event-id' },
  type: { field: 'event' },
  facts: {
    sources: [
      'https://razorpay.com/docs/webhooks/validate-test/',
      'https://razorpay.com/docs/webhooks/best-practices',
      'https://razorpay.com/docs/security/whitelists',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 5000,
    retries: { hours: 24 },
    keepsId: true,
    ipRanges: 'https://razorpay.com/docs/security/whitelists',
  },
});
