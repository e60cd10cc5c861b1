import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import { mayRepeat } from './lib/may-repeat.ts';

/**
 * Storyblok: HMAC-SHA1 of the body. An event has no id and no time, so that publishing a story twice is the same body
 * twice: both are handled. Storyblok sends nothing again.
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
  schemes: [mayRepeat(hmac({ algorithm: 'sha1', signature: { header: 'webhook-signature' } }))],
  type: { field: 'action' },
  facts: {
    sources: [
      'https://www.storyblok.com/tp/webhook-secret-with-different-technologies',
      'https://www.storyblok.com/docs/concepts/webhooks',
      'https://www.storyblok.com/docs/Guides/using-storyblok-webhooks',
    ],
    confirmed: true,
    checked: '2026-11-22',
    retries: { attempts: 0 },
  },
});
