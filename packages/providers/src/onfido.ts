import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Onfido. An event has no id of its own.
 *
 * Source: https://documentation.onfido.com/api/latest/#verifying-webhook-signatures
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { onfido } from '@hooklatch/providers/onfido';
 *
 * const webhook = createWebhook(onfido(), {
 *   on: { 'check.completed': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const onfido: ProviderFactory<object> = defineProvider({
  name: 'onfido',
  env: ['ONFIDO_WEBHOOK_TOKEN'],
  schemes: [hmac({ signature: { header: 'x-sha2-signature' } })],
  type: { field: 'payload.action' },
  facts: {
    sources: [
      'https://documentation.onfido.com/api/latest/#verifying-webhook-signatures',
      'https://github.com/onfido/onfido-node',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
