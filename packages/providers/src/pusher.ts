import { defineProvider, fieldAt, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import { inItems, objectsIn, propertyOf } from './lib/items.ts';

/**
 * Pusher Channels: a delivery carries several events. The secret is the one of the app's key that `x-pusher-key` names; give
 * those of several keys as a list.
 *
 * Source: https://pusher.com/docs/channels/server_api/webhooks/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { pusher } from '@hooklatch/providers/pusher';
 *
 * const webhook = createWebhook(pusher(), {
 *   on: { channel_occupied: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const pusher: ProviderFactory<object> = defineProvider({
  name: 'pusher',
  env: [],
  schemes: [hmac({ signature: { header: 'x-pusher-signature' } })],
  ...inItems((payload) =>
    objectsIn(propertyOf(payload, 'events'))?.map((item) => ({
      id: undefined,
      type: fieldAt(item, 'name') ?? '',
      payload: item,
    })),
  ),
  facts: {
    sources: [
      'https://pusher.com/docs/channels/server_api/webhooks/',
      'https://docs.bird.com/pusher/channels/channels/webhooks/channels-webhook-timeouts-and-retries',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 4000,
  },
});
