import { defineProvider, hmac, toBytes, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * EasyPost. The key is the secret in Unicode's normal form NFKD.
 *
 * Source: https://docs.easypost.com/guides/webhooks-guide
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { easypost } from '@hooklatch/providers/easypost';
 *
 * const webhook = createWebhook(easypost({ secret: 'a long random text' }), {
 *   on: { 'tracker.updated': (event) => console.log(event.id) },
 * });
 * ```
 */
export const easypost: ProviderFactory<object> = defineProvider({
  name: 'easypost',
  env: [],
  schemes: [
    hmac({
      signature: { header: 'x-hmac-signature', prefix: 'hmac-sha256-hex=' },
      secret: (secret) => [toBytes(secret.normalize('NFKD'))],
    }),
  ],
  id: { field: 'id' },
  type: { field: 'description' },
  facts: {
    sources: [
      'https://docs.easypost.com/guides/webhooks-guide',
      'https://www.npmjs.com/package/@easypost/api',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
