import {
  asymmetric,
  defineProvider,
  fieldAt,
  keySource,
  parseJson,
  readPublicKeys,
  toBytes,
  type FetchedKeyOptions,
  type ProviderFactory,
} from '@hooklatch/core/provider';

/** Options of {@link manus}. */
export interface ManusOptions extends FetchedKeyOptions {
  /** The API key that the public key is fetched with; without it `publicKey` is needed. */
  readonly apiKey?: string;
}

/**
 * Manus. The URL is signed, with the time and a hash of the body, so that `publicUrl` is needed.
 *
 * Source: https://open.manus.ai/docs/v2/webhooks-security
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { manus } from '@hooklatch/providers/manus';
 *
 * const provider = manus({ apiKey: 'an API key', publicUrl: 'https://example.com/webhooks/manus' });
 * const webhook = createWebhook(provider, {
 *   on: { '*': (event) => console.log(event.id, event.payload) },
 * });
 * ```
 */
export const manus: ProviderFactory<object, ManusOptions> = defineProvider(({ apiKey, fetch }) => ({
  name: 'manus',
  key: apiKey === undefined ? 'public' : 'fetched',
  env: [],
  schemes: [
    asymmetric({
      algorithm: 'rsa-sha256',
      content: '{timestamp}.{url}.{sha256}',
      timestamp: { header: 'x-webhook-timestamp' },
      signature: { header: 'x-webhook-signature' },
      source: keySource({
        url: 'https://api.manus.ai/v2/webhook.publicKey',
        fetch,
        request: () => ({ headers: { 'x-manus-api-key': apiKey ?? '' } }),
        read: (text) => readPublicKeys(fieldAt(parseJson(toBytes(text)), 'public_key') ?? ''),
      }),
    }),
  ],
  id: { field: 'event_id' },
  type: { field: 'event_type' },
  facts: {
    sources: [
      'https://open.manus.ai/docs/v2/webhooks-security',
      'https://open.manus.ai/docs/v2/webhook.publicKey',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt:
      'Whether what is signed is hashed once, as is done here, or twice; and where id and type of the event stand.',
  },
}));
