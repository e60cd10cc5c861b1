import { createWebhook } from '@hooklatch/workers';
import { shopify } from '@hooklatch/providers/shopify';
import { logDelivery } from './log-delivery.ts';

/** The secret is the binding SHOPIFY_API_SECRET. */
export const shopifyWebhook = createWebhook(shopify(), {
  on: { '*': (event) => console.log(`shopify: ${event.type}`) },
  onDelivery: logDelivery,
});
