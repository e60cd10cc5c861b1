import {
  asymmetric,
  defineProvider,
  type ProviderFactory,
  type PublicKeyOptions,
} from '@hooklatch/core/provider';

/**
 * Telnyx: webhooks of its API v2. The public key is the account's.
 *
 * Source: https://developers.telnyx.com/docs/development/api-fundamentals/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { telnyx } from '@hooklatch/providers/telnyx';
 *
 * const webhook = createWebhook(telnyx(), {
 *   on: { 'message.received': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const telnyx: ProviderFactory<object, PublicKeyOptions> = defineProvider({
  name: 'telnyx',
  key: 'public',
  env: ['TELNYX_PUBLIC_KEY'],
  schemes: [
    asymmetric({
      algorithm: 'ed25519',
      content: '{timestamp}|{body}',
      timestamp: { header: 'telnyx-timestamp' },
      signature: { header: 'telnyx-signature-ed25519' },
    }),
  ],
  id: { field: 'data.id' },
  type: { field: 'data.event_type' },
  facts: {
    sources: [
      'https://developers.telnyx.com/docs/development/api-fundamentals/webhooks',
      'https://www.npmjs.com/package/telnyx',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
