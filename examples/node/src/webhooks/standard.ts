import { createWebhook } from '@hooklatch/node';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { logDelivery } from './log-delivery.ts';

/** Reads STANDARD_WEBHOOKS_SECRET. For any sender that follows standardwebhooks.com. */
export const standardWebhook = createWebhook(standardWebhooks(), {
  on: { '*': (event) => console.log(`standard: ${event.type}`) },
  name: 'standard',
  onDelivery: logDelivery,
});
