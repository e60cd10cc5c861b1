import { basic, defineProvider, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Chargebee signs nothing: a delivery proves itself by HTTP Basic, with `user:password` as the secret.
 *
 * Source: https://www.chargebee.com/docs/2.0/webhook_settings.html
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { chargebee } from '@hooklatch/providers/chargebee';
 *
 * const webhook = createWebhook(chargebee(), {
 *   on: { subscription_created: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const chargebee: ProviderFactory<object> = defineProvider({
  name: 'chargebee',
  env: [],
  schemes: [basic()],
  id: { field: 'id' },
  type: { field: 'event_type' },
  facts: {
    sources: [
      'https://github.com/chargebee/chargebee-node/blob/master/src/resources/webhook/auth.ts',
      'https://www.chargebee.com/docs/2.0/webhook_settings.html',
      'https://chargebee.com/docs/2.0/site-configuration/articles-and-faq/at-which-rate-can-we-expect-the-webhook-calls-in-chargebee-will-there-be-any-performance-disruption.html',
      'https://chargebee.com/docs/1.0/site-configuration/articles-and-faq/how-would-i-know-if-the-configured-webhook-url-in-my-chargebee-site-is-failing.html',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt: 'Where the id and the type stand in the payload was not read in an official source.',
    retries: { attempts: 7, hours: 72 },
  },
});
