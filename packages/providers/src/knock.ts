import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Knock: outbound webhooks.
 *
 * Source: https://docs.knock.app/developer-tools/outbound-webhooks/overview
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { knock } from '@hooklatch/providers/knock';
 *
 * const webhook = createWebhook(knock({ secret: 'a long random text' }), {
 *   on: { 'message.undelivered': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const knock: ProviderFactory<object> = defineProvider({
  name: 'knock',
  env: [],
  schemes: [
    hmac({
      content: '{timestamp}.{body}',
      timestamp: { field: 't', unit: 'ms' },
      signature: {
        header: 'x-knock-signature',
        encoding: 'base64',
        list: { separator: ',', pair: '=', field: 's' },
      },
    }),
  ],
  type: [{ field: 'type' }, { header: 'x-knock-event' }],
  facts: {
    sources: [
      'https://docs.knock.app/developer-tools/outbound-webhooks/overview',
      'https://github.com/knocklabs/docs',
    ],
    confirmed: true,
    checked: '2026-11-22',
    retries: { attempts: 7 },
    ipRanges: 'https://docs.knock.app/developer-tools/outbound-webhooks/overview',
  },
});
