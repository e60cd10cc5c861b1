import {
  asymmetric,
  defineProvider,
  keySource,
  parseJson,
  readPublicKeys,
  toBytes,
  type FetchedKeyOptions,
  type ProviderFactory,
} from '@hooklatch/core/provider';

/** The key as PEM, under whatever name it stands in the JSON: the documentation does not say. */
function pemIn(text: string): string {
  const values = Object.values(Object(parseJson(toBytes(text))) as object) as unknown[];
  const pem = values.find((value) => typeof value === 'string' && value.includes('PUBLIC KEY-----'));
  return (pem as string | undefined) ?? text;
}

/**
 * Dyte. The key is fetched unless it is given; it is that of all accounts.
 *
 * Source: https://docs.dyte.io/guides/capabilities/webhooks/signatures
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { dyte } from '@hooklatch/providers/dyte';
 *
 * const webhook = createWebhook(dyte(), {
 *   on: { 'meeting.ended': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const dyte: ProviderFactory<object, FetchedKeyOptions> = defineProvider(({ fetch }) => ({
  name: 'dyte',
  key: 'fetched',
  env: [],
  schemes: [
    asymmetric({
      algorithm: 'rsa-sha256',
      signature: { header: 'dyte-signature' },
      source: keySource({
        url: 'https://api.dyte.io/.well-known/webhooks.json',
        fetch,
        read: (text) => readPublicKeys(pemIn(text)),
      }),
    }),
  ],
  type: { field: 'event' },
  facts: {
    sources: ['https://docs.dyte.io/guides/capabilities/webhooks/signatures'],
    confirmed: true,
    checked: '2026-11-22',
    doubt:
      'Whether the body as sent is signed, or its JSON serialised anew; and how the key stands in its document.',
  },
}));
