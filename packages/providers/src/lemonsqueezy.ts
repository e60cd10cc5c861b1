import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import type { LemonsqueezyEvents } from './lib/events/lemonsqueezy.ts';

export type * from './lib/events/lemonsqueezy.ts';

/**
 * Lemon Squeezy. No event has an id: `data.id` is that of what the event is about.
 *
 * Source: https://docs.lemonsqueezy.com/help/webhooks/signing-requests
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { lemonsqueezy } from '@hooklatch/providers/lemonsqueezy';
 *
 * const webhook = createWebhook(lemonsqueezy({ secret: 'a long random text' }), {
 *   on: { order_created: (event) => console.log(event.payload.data.id) },
 * });
 * ```
 */
export const lemonsqueezy: ProviderFactory<LemonsqueezyEvents> = defineProvider({
  name: 'lemonsqueezy',
  env: [],
  schemes: [hmac({ signature: { header: 'x-signature' } })],
  type: [{ field: 'meta.event_name' }, { header: 'x-event-name' }],
  facts: {
    sources: [
      'https://docs.lemonsqueezy.com/help/webhooks/signing-requests',
      'https://github.com/lmsqueezy/nextjs-billing',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
