import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * CircleCI: outbound webhooks. The header lists signatures by version, of which only `v1` is known.
 *
 * Source: https://circleci.com/docs/outbound-webhooks/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { circleci } from '@hooklatch/providers/circleci';
 *
 * const webhook = createWebhook(circleci({ secret: 'a long random text' }), {
 *   on: { 'workflow-completed': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const circleci: ProviderFactory<object> = defineProvider({
  name: 'circleci',
  env: [],
  schemes: [
    hmac({
      signature: { header: 'circleci-signature', list: { separator: ',', pair: '=', field: 'v1' } },
    }),
  ],
  id: { field: 'id' },
  type: [{ field: 'type' }, { header: 'circleci-event-type' }],
  facts: {
    sources: ['https://circleci.com/docs/outbound-webhooks/', 'https://github.com/circleci/circleci-docs'],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 10_000,
    keepsId: true,
  },
});
