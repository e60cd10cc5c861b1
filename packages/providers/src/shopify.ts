import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import type { ShopifyEvents } from './lib/events/shopify.ts';

export type * from './lib/events/shopify-common.ts';
export type * from './lib/events/shopify-order.ts';
export type * from './lib/events/shopify-product.ts';
export type * from './lib/events/shopify-shop.ts';
export type * from './lib/events/shopify.ts';

/**
 * Shopify. Only the body is signed; the topic and the event's id come from unsigned headers. A delivery that fails
 * verification is answered 401, as Shopify demands.
 *
 * Source: https://shopify.dev/docs/apps/build/webhooks/subscribe/https
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { shopify } from '@hooklatch/providers/shopify';
 *
 * const webhook = createWebhook(shopify({ secret: 'hush-hush-hush-hush' }), {
 *   on: { 'orders/create': (event) => console.log(event.payload.id) },
 * });
 * ```
 */
export const shopify: ProviderFactory<ShopifyEvents> = defineProvider({
  name: 'shopify',
  env: ['SHOPIFY_API_SECRET', 'SHOPIFY_API_SECRET_KEY'],
  schemes: [
    hmac({ signature: { header: 'x-shopify-hmac-sha256', encoding: 'base64' } }),
    hmac({ signature: { header: 'shopify-hmac-sha256', encoding: 'base64' } }),
  ],
  id: [
    { header: 'x-shopify-event-id' },
    { header: 'shopify-event-id' },
    { header: 'x-shopify-webhook-id' },
    { header: 'shopify-webhook-id' },
  ],
  type: [{ header: 'x-shopify-topic' }, { header: 'shopify-topic' }],
  refusalStatus: 401,
  facts: {
    sources: [
      'https://shopify.dev/docs/apps/build/webhooks/subscribe/https',
      'https://shopify.dev/changelog/updates-to-webhook-retry-mechanism',
      'https://shopify.dev/apps/build/webhooks/ignore-duplicates',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 5000,
    retries: { attempts: 8, hours: 4 },
    keepsId: true,
  },
});
