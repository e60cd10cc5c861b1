import { defineProvider, fieldAt, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import { inItems, objectsIn, propertyOf } from './lib/items.ts';

/** What the console sends to verify a URL holds no event. */
const items = inItems((payload) =>
  objectsIn(propertyOf(payload, 'events'))?.map((item) => ({
    id: fieldAt(item, 'webhookEventId'),
    type: fieldAt(item, 'type') ?? '',
    payload: item,
  })),
);

/**
 * LINE: the Messaging API. The secret is the channel secret.
 *
 * Source: https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { line } from '@hooklatch/providers/line';
 *
 * const webhook = createWebhook(line(), {
 *   on: { message: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const line: ProviderFactory<object> = defineProvider({
  name: 'line',
  env: [],
  schemes: [hmac({ signature: { header: 'x-line-signature', encoding: 'base64' } })],
  ...items,
  facts: {
    sources: [
      'https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/',
      'https://www.npmjs.com/package/@line/bot-sdk',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
