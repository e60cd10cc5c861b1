import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import { withPublicKeys } from './lib/standard-public.ts';
import { standardSchemes } from './lib/standard.ts';

/**
 * Any service that sends through Svix: Standard Webhooks under the `svix-*` names. The secret is a shared one
 * (`whsec_…`) or a public key (`whpk_…`); it says which signatures count.
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
  schemes: standardSchemes({ family: 'svix', publicKeys: withPublicKeys }),
  id: { claim: 'id' },
  type: [{ field: 'type' }, { field: 'eventType' }, { field: 'event_type' }],
  notSecrets: { sk_: 'an API key', ep_: "the endpoint's id", whpk_: '' },
  facts: {
    sources: [
      'https://docs.svix.com/receiving/verifying-payloads/how-manual',
      'https://docs.svix.com/retries',
      'https://docs.svix.com/receiving/source-ips',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 15_000,
    retries: { attempts: 7, delaysInSeconds: [5, 300, 1800, 7200, 18_000, 36_000, 36_000] },
    keepsId: true,
    ipRanges: 'https://docs.svix.com/receiving/source-ips',
  },
});
