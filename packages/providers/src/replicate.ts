import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import { standardSchemes } from './lib/standard.ts';

/**
 * Replicate: Standard Webhooks. The payload is the prediction, and the event's type its status.
 *
 * Source: https://replicate.com/docs/topics/webhooks/verify-webhook
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { replicate } from '@hooklatch/providers/replicate';
 *
 * const webhook = createWebhook(replicate(), {
 *   on: { succeeded: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const replicate: ProviderFactory<object> = defineProvider({
  name: 'replicate',
  env: ['REPLICATE_WEBHOOK_SIGNING_SECRET'],
  schemes: standardSchemes(),
  id: { claim: 'id' },
  type: { field: 'status' },
  notSecrets: { r8_: 'an API token' },
  facts: {
    sources: ['https://replicate.com/docs/topics/webhooks/verify-webhook'],
    confirmed: true,
    checked: '2026-11-22',
    keepsId: true,
  },
});
