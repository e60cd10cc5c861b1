import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Checkr. The key of a partner's webhooks is the secret of its OAuth client.
 *
 * Source: https://github.com/checkr/oauth-reference-integration
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { checkr } from '@hooklatch/providers/checkr';
 *
 * const webhook = createWebhook(checkr(), {
 *   on: { 'report.completed': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const checkr: ProviderFactory<object> = defineProvider({
  name: 'checkr',
  env: [],
  schemes: [hmac({ signature: { header: 'x-checkr-signature' } })],
  id: { field: 'id' },
  type: { field: 'type' },
  facts: {
    sources: [
      'https://github.com/checkr/oauth-reference-integration',
      'https://docs.checkr.com/apis/webhooks',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt: 'That the key of direct customers is their API key was not read in an official source.',
  },
});
