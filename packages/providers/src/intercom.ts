import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import { headQuestion } from './lib/head-question.ts';
import type { IntercomEvents } from './lib/events/intercom.ts';

export type * from './lib/events/intercom-common.ts';
export type * from './lib/events/intercom-conversation.ts';
export type * from './lib/events/intercom.ts';

/**
 * Intercom: HMAC-SHA1 of the body. A HEAD to the URL, when a webhook is made, is answered here.
 *
 * Source: https://developers.intercom.com/docs/references/webhooks/webhook-models#signed-notifications
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { intercom } from '@hooklatch/providers/intercom';
 *
 * const webhook = createWebhook(intercom(), {
 *   on: { 'conversation.user.created': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const intercom: ProviderFactory<IntercomEvents> = defineProvider({
  name: 'intercom',
  env: ['INTERCOM_CLIENT_SECRET'],
  schemes: [hmac({ algorithm: 'sha1', signature: { header: 'x-hub-signature', prefix: 'sha1=' } })],
  id: { field: 'id' },
  type: { field: 'topic' },
  handshake: headQuestion,
  facts: {
    sources: [
      'https://developers.intercom.com/intercom-api-reference/v1.0/reference/signed-notifications',
      'https://developers.intercom.com/docs/references/webhooks/webhook-models#signed-notifications',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt:
      "The page read is of the API's version 1.0, whose key is the subscription's; that it is the app's client secret now, and that a HEAD comes first, was not read in an official source.",
  },
});
