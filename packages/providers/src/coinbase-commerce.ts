import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Coinbase Commerce. The event stands in the body's `event`.
 *
 * Source: https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { coinbaseCommerce } from '@hooklatch/providers/coinbase-commerce';
 *
 * const webhook = createWebhook(coinbaseCommerce(), {
 *   on: { 'charge:confirmed': (event) => console.log(event.id) },
 * });
 * ```
 */
export const coinbaseCommerce: ProviderFactory<object> = defineProvider({
  name: 'coinbase-commerce',
  env: [],
  schemes: [hmac({ signature: { header: 'x-cc-webhook-signature' } })],
  id: { field: 'event.id' },
  type: { field: 'event.type' },
  facts: {
    sources: [
      'https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security',
      'https://www.npmjs.com/package/coinbase-commerce-node',
      'https://docs.cloud.coinbase.com/commerce-onchain/docs/webhooks',
    ],
    confirmed: true,
    checked: '2026-11-22',
    retries: { hours: 72 },
  },
});
