import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import { mayRepeat } from './lib/may-repeat.ts';

/**
 * Novu's Push Webhook. A notification has no id and no time: the same one twice is two events, and both are handled. What Novu's platform sends follows Standard Webhooks: use `standard-webhooks` for it.
 *
 * Source: https://docs.novu.co/platform/integrations/push/push-webhook
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { novu } from '@hooklatch/providers/novu';
 *
 * const webhook = createWebhook(novu(), {
 *   on: { '*': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const novu: ProviderFactory<object> = defineProvider({
  name: 'novu',
  env: [],
  schemes: [mayRepeat(hmac({ signature: { header: 'x-novu-signature' } }))],
  facts: {
    sources: ['https://docs.novu.co/platform/integrations/push/push-webhook'],
    confirmed: true,
    checked: '2026-11-22',
  },
});
