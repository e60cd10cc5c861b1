import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Storyblok: HMAC-SHA1 of the body. An event has no id.
 *
 * Source: https://www.storyblok.com/docs/concepts/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { storyblok } from '@hooklatch/providers/storyblok';
 *
 * const webhook = createWebhook(storyblok(), {
 *   on: { published: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const storyblok: ProviderFactory<object> = defineProvider({
  name: 'storyblok',
  env: [],
  schemes: [hmac({ algorithm: 'sha1', signature: { header: 'webhook-signature' } })],
  type: { field: 'action' },
  facts: {
    sources: [
      'https://www.storyblok.com/tp/webhook-secret-with-different-technologies',
      'https://www.storyblok.com/docs/concepts/webhooks',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
