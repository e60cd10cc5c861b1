import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import { standardSchemes } from './lib/standard.ts';

/**
 * Liveblocks: Standard Webhooks.
 *
 * Source: https://liveblocks.io/docs/platform/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { liveblocks } from '@hooklatch/providers/liveblocks';
 *
 * const webhook = createWebhook(liveblocks(), {
 *   on: { storageUpdated: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const liveblocks: ProviderFactory<object> = defineProvider({
  name: 'liveblocks',
  env: [],
  schemes: standardSchemes(),
  id: { claim: 'id' },
  type: { field: 'type' },
  notSecrets: { sk_: 'an API key' },
  facts: {
    sources: [
      'https://liveblocks.io/docs/platform/webhooks',
      'https://www.npmjs.com/package/@liveblocks/node',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
