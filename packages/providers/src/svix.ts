import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import { standardSchemes } from './lib/standard.ts';

/**
 * Any service that sends through Svix: Standard Webhooks under the `svix-*` names.
 *
 * Source: https://docs.svix.com/receiving/verifying-payloads/how-manual
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { svix } from '@hooklatch/providers/svix';
 *
 * const webhook = createWebhook(svix<{ 'order.paid': { data: { id: string } } }>(), {
 *   on: { 'order.paid': (event) => console.log(event.payload.data.id) },
 * });
 * ```
 */
export const svix: ProviderFactory<object> = defineProvider({
  name: 'svix',
  env: [],
  schemes: standardSchemes({ family: 'svix' }),
  id: { claim: 'id' },
  type: [{ field: 'type' }, { field: 'eventType' }, { field: 'event_type' }],
  notSecrets: { sk_: 'an API key', ep_: "the endpoint's id" },
  facts: {
    sources: ['https://docs.svix.com/receiving/verifying-payloads/how-manual'],
    confirmed: true,
    checked: '2026-11-22',
  },
});
