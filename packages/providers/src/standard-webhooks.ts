import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import { standardSchemes } from './lib/standard.ts';

/**
 * Any service that follows Standard Webhooks, under the `webhook-*` or the `svix-*` names.
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
  schemes: standardSchemes(),
  id: { claim: 'id' },
  type: { field: 'type' },
  facts: {
    sources: ['https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md'],
    confirmed: true,
    checked: '2026-11-22',
  },
});
