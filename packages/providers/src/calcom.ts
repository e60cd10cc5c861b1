import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import type { CalcomEvents } from './lib/events/calcom.ts';

export type * from './lib/events/calcom-booking.ts';
export type * from './lib/events/calcom.ts';

/**
 * Cal.com. What it sends for a webhook without a secret is never accepted. A booking keeps its `uid` in all of its
 * events, so that none has an id.
 *
 * Source: https://cal.com/docs/developing/guides/automation/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { calcom } from '@hooklatch/providers/calcom';
 *
 * const webhook = createWebhook(calcom({ secret: 'a long random text' }), {
 *   on: { BOOKING_CREATED: (event) => console.log(event.payload.createdAt) },
 * });
 * ```
 */
export const calcom: ProviderFactory<CalcomEvents> = defineProvider({
  name: 'calcom',
  env: [],
  schemes: [hmac({ signature: { header: 'x-cal-signature-256' } })],
  type: { field: 'triggerEvent' },
  notSecrets: { 'no-secret-provided': 'what Cal.com sends where there is none' },
  facts: {
    sources: [
      'https://cal.com/docs/developing/guides/automation/webhooks',
      'https://github.com/calcom/cal.com',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
