import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import type { SquareEvents } from './lib/events/square.ts';

export type * from './lib/events/square-billing.ts';
export type * from './lib/events/square-common.ts';
export type * from './lib/events/square-payment.ts';
export type * from './lib/events/square.ts';

/**
 * Square. The URL is signed as it is configured there, so that `publicUrl` has to be that text.
 *
 * Source: https://developer.squareup.com/docs/webhooks/step3validate
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { square } from '@hooklatch/providers/square';
 *
 * const webhook = createWebhook(square({ publicUrl: 'https://example.com/webhooks/square' }), {
 *   on: { 'payment.created': (event) => console.log(event.payload.event_id) },
 * });
 * ```
 */
export const square: ProviderFactory<SquareEvents> = defineProvider({
  name: 'square',
  env: ['SQUARE_WEBHOOK_SIGNATURE_KEY'],
  schemes: [
    hmac({
      content: '{url}{body}',
      signature: { header: 'x-square-hmacsha256-signature', encoding: 'base64' },
    }),
  ],
  id: { field: 'event_id' },
  type: { field: 'type' },
  facts: {
    sources: [
      'https://developer.squareup.com/docs/webhooks/step3validate',
      'https://developer.squareup.com/docs/webhooks/troubleshooting',
      'https://developer.squareup.com/docs/webhooks/overview',
    ],
    confirmed: true,
    checked: '2026-11-22',
    keepsId: true,
  },
});
