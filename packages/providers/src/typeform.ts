import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Typeform.
 *
 * Source: https://www.typeform.com/developers/webhooks/secure-your-webhooks/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { typeform } from '@hooklatch/providers/typeform';
 *
 * const webhook = createWebhook(typeform(), {
 *   on: { form_response: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const typeform: ProviderFactory<object> = defineProvider({
  name: 'typeform',
  env: [],
  schemes: [hmac({ signature: { header: 'typeform-signature', prefix: 'sha256=', encoding: 'base64' } })],
  id: { field: 'event_id' },
  type: { field: 'event_type' },
  facts: {
    sources: [
      'https://www.typeform.com/developers/webhooks/secure-your-webhooks/',
      'https://www.typeform.com/developers/webhooks/',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt: 'Where the id and the type stand in the payload was not read in an official source.',
    deadlineMs: 30_000,
    retries: { hours: 10 },
  },
});
