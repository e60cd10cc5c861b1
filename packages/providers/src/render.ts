import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import { standardSchemes } from './lib/standard.ts';

/**
 * Render: Standard Webhooks.
 *
 * Source: https://render.com/docs/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { render } from '@hooklatch/providers/render';
 *
 * const webhook = createWebhook(render(), {
 *   on: { deploy_ended: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const render: ProviderFactory<object> = defineProvider({
  name: 'render',
  env: [],
  schemes: standardSchemes(),
  id: { claim: 'id' },
  type: { field: 'type' },
  notSecrets: { rnd_: 'an API key' },
  facts: {
    sources: ['https://render.com/docs/webhooks'],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 15_000,
  },
});
