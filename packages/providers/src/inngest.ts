import { defineProvider, hmac, toBytes, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Inngest: its calls of the functions that an application serves. The key is the text of the signing key behind
 * `signkey-prod-`, not decoded.
 *
 * Source: https://www.inngest.com/docs/platform/signing-keys
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { inngest } from '@hooklatch/providers/inngest';
 *
 * const webhook = createWebhook(inngest(), {
 *   on: { 'app/user.created': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const inngest: ProviderFactory<object> = defineProvider({
  name: 'inngest',
  env: ['INNGEST_SIGNING_KEY'],
  schemes: [
    hmac({
      content: '{body}{timestamp}',
      timestamp: { field: 't' },
      signature: { header: 'x-inngest-signature', list: { separator: '&', pair: '=', field: 's' } },
      secret: (key) => {
        const text = key.replace(/^signkey-\w+-/, '');
        return text === '' ? 'is no whole signing key' : [toBytes(text)];
      },
    }),
  ],
  type: { field: 'event.name' },
  facts: {
    sources: ['https://www.inngest.com/docs/platform/signing-keys', 'https://www.npmjs.com/package/inngest'],
    confirmed: true,
    checked: '2026-11-22',
  },
});
