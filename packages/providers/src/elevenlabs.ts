import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * ElevenLabs. A delivery may be half an hour old, as ElevenLabs's own library has it. A conversation may have several
 * events, so that its id is none of theirs.
 *
 * Source: https://elevenlabs.io/docs/product-guides/administration/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { elevenlabs } from '@hooklatch/providers/elevenlabs';
 *
 * const webhook = createWebhook(elevenlabs(), {
 *   on: { post_call_transcription: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const elevenlabs: ProviderFactory<object> = defineProvider({
  name: 'elevenlabs',
  env: [],
  schemes: [
    hmac({
      content: '{timestamp}.{body}',
      timestamp: { field: 't' },
      signature: { header: 'elevenlabs-signature', list: { separator: ',', pair: '=', field: 'v0' } },
    }),
  ],
  type: { field: 'type' },
  toleranceInSeconds: 1800,
  notSecrets: { sk_: 'an API key' },
  facts: {
    sources: [
      'https://elevenlabs.io/docs/product-guides/administration/webhooks',
      'https://www.npmjs.com/package/@elevenlabs/elevenlabs-js',
      'https://elevenlabs.io/docs/eleven-api/resources/webhooks',
    ],
    confirmed: true,
    checked: '2026-11-22',
    retries: { attempts: 5 },
  },
});
