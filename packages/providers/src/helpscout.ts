import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Help Scout: HMAC-SHA1 of the body. The event's name comes from an unsigned header.
 *
 * Source: https://developer.helpscout.com/webhooks/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { helpscout } from '@hooklatch/providers/helpscout';
 *
 * const webhook = createWebhook(helpscout({ secret: 'a long random text' }), {
 *   on: { 'convo.created': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const helpscout: ProviderFactory<object> = defineProvider({
  name: 'helpscout',
  env: [],
  schemes: [hmac({ algorithm: 'sha1', signature: { header: 'x-helpscout-signature', encoding: 'base64' } })],
  type: { header: 'x-helpscout-event' },
  facts: {
    sources: ['https://developer.helpscout.com/webhooks/', 'https://github.com/helpscout/helpscout-api-php'],
    confirmed: true,
    checked: '2026-11-22',
  },
});
