import { createWebhook } from '@hooklatch/koa';
import { shopify } from '@hooklatch/providers/shopify';
import { logDelivery } from './log-delivery.ts';

/** Reads SHOPIFY_API_SECRET. */
export const shopifyWebhook = createWebhook(shopify(), {
  on: { '*': (event) => console.log(`shopify: ${event.type}`) },
  onDelivery: logDelivery,
});
