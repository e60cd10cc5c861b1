import { defineProvider, toBytes, type ProviderFactory } from '@hooklatch/core/provider';
import { standardSchemes } from './lib/standard.ts';

/**
 * BigCommerce: Standard Webhooks whose key is the app's client secret as it is, not decoded.
 *
 * Source: https://developer.bigcommerce.com/docs/integrations/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { bigcommerce } from '@hooklatch/providers/bigcommerce';
 *
 * const webhook = createWebhook(bigcommerce(), {
 *   on: { 'store/order/created': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const bigcommerce: ProviderFactory<object> = defineProvider({
  name: 'bigcommerce',
  env: [],
  schemes: standardSchemes({ secret: (secret) => [toBytes(secret)] }),
  id: { claim: 'id' },
  type: { field: 'scope' },
  facts: {
    sources: ['https://developer.bigcommerce.com/docs/integrations/webhooks'],
    confirmed: true,
    checked: '2026-11-22',
    retries: {
      hours: 48,
      delaysInSeconds: [60, 180, 180, 300, 600, 900, 1800, 3600, 7200, 21_600, 50_400, 86_400],
    },
    keepsId: true,
  },
});
