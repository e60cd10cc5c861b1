import { defineProvider, fieldAt, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import { inItems, objectsIn, propertyOf } from './lib/items.ts';

/** What happens to a payment is `payments.confirmed`, `payments.failed`, ... */
const items = inItems((payload) =>
  objectsIn(propertyOf(payload, 'events'))?.map((item) => ({
    id: fieldAt(item, 'id'),
    type: [fieldAt(item, 'resource_type'), fieldAt(item, 'action')]
      .filter((part) => part !== undefined)
      .join('.'),
    payload: item,
  })),
);

/**
 * GoCardless. A delivery carries up to 250 events.
 *
 * Source: https://developer.gocardless.com/api-reference/#webhooks-signing-webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { gocardless } from '@hooklatch/providers/gocardless';
 *
 * const webhook = createWebhook(gocardless(), {
 *   on: { 'payments.confirmed': (event) => console.log(event.id) },
 * });
 * ```
 */
export const gocardless: ProviderFactory<object> = defineProvider({
  name: 'gocardless',
  env: [],
  schemes: [hmac({ signature: { header: 'webhook-signature' } })],
  ...items,
  facts: {
    sources: [
      'https://developer.gocardless.com/api-reference/#webhooks-signing-webhooks',
      'https://www.npmjs.com/package/gocardless-nodejs',
      'https://support.gocardless.com/hc/en-nz/articles/360000989989-Webhook-retries-failures',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 10_000,
    retries: { attempts: 8 },
  },
});
