import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import { withPublicKeys } from './lib/standard-public.ts';
import { standardSchemes } from './lib/standard.ts';

/**
 * Any service that follows Standard Webhooks, under the `webhook-*` or the `svix-*` names. The secret is a shared one
 * (`whsec_…`) or a public key (`whpk_…`); it says which signatures count.
 *
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
 *
 * const webhook = createWebhook(standardWebhooks<{ 'order.paid': { data: { id: string } } }>(), {
 *   on: { 'order.paid': (event) => console.log(event.payload.data.id) },
 * });
 * ```
 */
export const standardWebhooks: ProviderFactory<object> = defineProvider({
  name: 'standard-webhooks',
  env: ['STANDARD_WEBHOOKS_SECRET'],
  schemes: standardSchemes({ publicKeys: withPublicKeys }),
  id: { claim: 'id' },
  type: { field: 'type' },
  notSecrets: { whpk_: '' },
  facts: {
    sources: ['https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md'],
    confirmed: true,
    checked: '2026-11-22',
    keepsId: true,
  },
});
