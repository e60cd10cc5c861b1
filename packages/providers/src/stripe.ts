import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import type { StripeEvents } from './lib/events/stripe.ts';

export type * from './lib/events/stripe-account.ts';
export type * from './lib/events/stripe-billing.ts';
export type * from './lib/events/stripe-charge.ts';
export type * from './lib/events/stripe-checkout.ts';
export type * from './lib/events/stripe-common.ts';
export type * from './lib/events/stripe-invoice.ts';
export type * from './lib/events/stripe-payment.ts';
export type * from './lib/events/stripe.ts';

/**
 * Stripe. The key is the whole secret, with `whsec_`; each active secret signs a `v1` while one is rolled.
 *
 * Source: https://docs.stripe.com/webhooks/signature
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { stripe } from '@hooklatch/providers/stripe';
 *
 * const webhook = createWebhook(stripe({ secret: 'whsec_4f1c0d2e9b7a8635' }), {
 *   on: { 'invoice.paid': (event) => console.log(event.payload.data.object.id) },
 * });
 * ```
 */
export const stripe: ProviderFactory<StripeEvents> = defineProvider({
  name: 'stripe',
  env: [],
  schemes: [
    hmac({
      content: '{timestamp}.{body}',
      timestamp: { field: 't' },
      signature: { header: 'stripe-signature', list: { separator: ',', pair: '=', field: 'v1' } },
    }),
  ],
  id: { field: 'id' },
  type: { field: 'type' },
  notSecrets: {
    sk_: 'an API key',
    rk_: 'an API key',
    we_: 'an endpoint id',
  },
  facts: {
    sources: [
      'https://docs.stripe.com/webhooks/signature',
      'https://docs.stripe.com/webhooks/process-undelivered-events',
    ],
    confirmed: true,
    checked: '2026-11-22',
    retries: { hours: 72 },
  },
});
