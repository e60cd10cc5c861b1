import { defineProvider, either, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Hookdeck: what it passes on from another provider. The payload is that provider's; the second header is there while
 * the signing secret is rolled.
 *
 * Source: https://hookdeck.com/docs/authentication#hookdeck-webhook-signature-verification
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { hookdeck } from '@hooklatch/providers/hookdeck';
 *
 * const webhook = createWebhook(hookdeck(), {
 *   on: { 'invoice.paid': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const hookdeck: ProviderFactory<object> = defineProvider({
  name: 'hookdeck',
  env: [],
  schemes: [
    either(
      hmac({ signature: { header: 'x-hookdeck-signature', encoding: 'base64' } }),
      hmac({ signature: { header: 'x-hookdeck-signature-2', encoding: 'base64' } }),
    ),
  ],
  id: { header: 'x-hookdeck-eventid' },
  type: { field: 'type' },
  facts: {
    sources: [
      'https://hookdeck.com/docs/authentication#hookdeck-webhook-signature-verification',
      'https://github.com/hookdeck/webhook-skills',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt: 'The name of the second header was not read in a source of Hookdeck.',
  },
});
