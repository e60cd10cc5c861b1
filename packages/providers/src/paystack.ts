import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Paystack: HMAC-SHA512 whose key is the account's secret key, of the API. An event has no id of its own.
 *
 * Source: https://paystack.com/docs/payments/webhooks/#verify-event-origin
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { paystack } from '@hooklatch/providers/paystack';
 *
 * const webhook = createWebhook(paystack(), {
 *   on: { 'charge.success': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const paystack: ProviderFactory<object> = defineProvider({
  name: 'paystack',
  env: ['PAYSTACK_SECRET_KEY'],
  schemes: [hmac({ algorithm: 'sha512', signature: { header: 'x-paystack-signature' } })],
  type: { field: 'event' },
  notSecrets: { pk_: 'a public key' },
  facts: {
    sources: [
      'https://github.com/PaystackOSS/doc-code-snippets/blob/main/doc/payments/webhooks/verifying-transactions.js',
      'https://paystack.com/docs/payments/webhooks/#verify-event-origin',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
