import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Heroku's app webhooks.
 *
 * Source: https://devcenter.heroku.com/articles/app-webhooks#using-the-signature-header
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { heroku } from '@hooklatch/providers/heroku';
 *
 * const webhook = createWebhook(heroku(), {
 *   on: { 'api:release': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const heroku: ProviderFactory<object> = defineProvider({
  name: 'heroku',
  env: [],
  schemes: [hmac({ signature: { header: 'heroku-webhook-hmac-sha256', encoding: 'base64' } })],
  id: { field: 'webhook_metadata.delivery.id' },
  type: { field: 'webhook_metadata.event.include' },
  facts: {
    sources: [
      'https://github.com/heroku/webhooks-demo',
      'https://devcenter.heroku.com/articles/app-webhooks#using-the-signature-header',
      'https://devcenter.heroku.com/changelog-items/1966',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt: 'Where the id and the type stand in the payload was not read in an official source.',
    retries: { hours: 72 },
  },
});
