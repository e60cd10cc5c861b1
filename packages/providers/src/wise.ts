import {
  asymmetric,
  defineProvider,
  type ProviderFactory,
  type PublicKeyOptions,
} from '@hooklatch/core/provider';

/**
 * Wise. Production and sandbox have a public key each, which Wise publishes in its documentation. The older signature
 * in `x-signature` is not looked at.
 *
 * Source: https://docs.wise.com/guides/developer/webhooks/event-handling
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { wise } from '@hooklatch/providers/wise';
 *
 * const webhook = createWebhook(wise(), {
 *   on: { 'transfers#state-change': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const wise: ProviderFactory<object, PublicKeyOptions> = defineProvider({
  name: 'wise',
  key: 'public',
  env: [],
  schemes: [asymmetric({ algorithm: 'rsa-sha256', signature: { header: 'x-signature-sha256' } })],
  id: { header: 'x-delivery-id' },
  type: { field: 'event_type' },
  facts: {
    sources: [
      'https://docs.wise.com/guides/developer/webhooks/event-handling',
      'https://github.com/transferwise/digital-signatures-examples',
      'https://docs.wise.com/api-docs/features/webhooks-notifications/event-handling',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 5000,
    retries: { attempts: 25, hours: 336 },
  },
});
