import {
  asymmetric,
  defineProvider,
  fieldAt,
  type ProviderFactory,
  type PublicKeyOptions,
} from '@hooklatch/core/provider';
import type { SendgridEvents } from './lib/events/sendgrid.ts';
import { inItems, objectsIn } from './lib/items.ts';

export type * from './lib/events/sendgrid.ts';

/**
 * SendGrid: the Event Webhook, whose deliveries hold several events. The public key is that of one webhook.
 *
 * Source: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { sendgrid } from '@hooklatch/providers/sendgrid';
 *
 * const webhook = createWebhook(sendgrid(), {
 *   on: { bounce: (event) => console.log(event.payload.email) },
 * });
 * ```
 */
export const sendgrid: ProviderFactory<SendgridEvents, PublicKeyOptions> = defineProvider({
  name: 'sendgrid',
  key: 'public',
  env: [],
  schemes: [
    asymmetric({
      algorithm: 'ecdsa-p256-sha256',
      content: '{timestamp}{body}',
      timestamp: { header: 'x-twilio-email-event-webhook-timestamp' },
      signature: { header: 'x-twilio-email-event-webhook-signature', der: true },
    }),
  ],
  ...inItems((payload) =>
    objectsIn(payload)?.map((item) => ({
      id: fieldAt(item, 'sg_event_id'),
      type: fieldAt(item, 'event') ?? '',
      payload: item,
    })),
  ),
  facts: {
    sources: [
      'https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features',
      'https://www.npmjs.com/package/@sendgrid/eventwebhook',
      'https://docs.sendgrid.com/for-developers/tracking-events/troubleshooting',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt: 'How old a timestamp may be is not stated: 300 seconds is a choice.',
    retries: { hours: 24 },
    keepsId: true,
  },
});
