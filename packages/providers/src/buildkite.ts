import { defineProvider, hmac, token, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Buildkite. A webhook's token either signs the body, or stands in a header as it is: then it only shows that the
 * caller knows it.
 *
 * Source: https://buildkite.com/docs/apis/webhooks/pipelines
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { buildkite } from '@hooklatch/providers/buildkite';
 *
 * const webhook = createWebhook(buildkite({ secret: 'a long random text' }), {
 *   on: { 'build.finished': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const buildkite: ProviderFactory<object> = defineProvider({
  name: 'buildkite',
  env: [],
  schemes: [
    hmac({
      content: '{timestamp}.{body}',
      timestamp: { field: 'timestamp' },
      signature: {
        header: 'x-buildkite-signature',
        list: { separator: ',', pair: '=', field: 'signature' },
      },
    }),
    token({ header: 'x-buildkite-token' }),
  ],
  id: { header: 'x-buildkite-request' },
  type: [{ field: 'event' }, { header: 'x-buildkite-event' }],
  facts: {
    sources: [
      'https://buildkite.com/docs/apis/webhooks/pipelines',
      'https://buildkite.com/docs/apis/rest-api/meta',
    ],
    confirmed: true,
    checked: '2026-11-22',
    ipRanges: 'https://buildkite.com/docs/apis/rest-api/meta',
  },
});
