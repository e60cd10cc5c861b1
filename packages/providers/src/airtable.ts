import {
  decodeSecret,
  defineProvider,
  fromBase64,
  hmac,
  type ProviderFactory,
} from '@hooklatch/core/provider';

/**
 * Airtable. The secret is the `macSecretBase64` of the webhook. A delivery tells only that there is something to fetch: it
 * has no event in it, no id and no type.
 *
 * Source: https://airtable.com/developers/web/api/webhooks-overview
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { airtable } from '@hooklatch/providers/airtable';
 *
 * const webhook = createWebhook(airtable(), {
 *   on: { '*': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const airtable: ProviderFactory<object> = defineProvider({
  name: 'airtable',
  env: ['AIRTABLE_MAC_SECRET'],
  schemes: [
    hmac({
      signature: { header: 'x-airtable-content-mac', prefix: 'hmac-sha256=' },
      secret: decodeSecret({ decode: fromBase64 }),
    }),
  ],
  facts: {
    sources: ['https://airtable.com/developers/web/api/webhooks-overview'],
    confirmed: false,
    checked: '2026-11-22',
    doubt: 'The scheme was read in the forum of the vendor, not in its documentation.',
  },
});
