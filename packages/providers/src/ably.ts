import { defineProvider, fieldAt, hmac, toBytes, type ProviderFactory } from '@hooklatch/core/provider';
import { inItems, objectsIn, propertyOf } from './lib/items.ts';

/** Deliveries of several events hold them in `items`; their `webhookId` is the webhook's, so that none has an id. */
const items = inItems((payload) =>
  objectsIn(propertyOf(payload, 'items'))?.map((item) => ({
    id: undefined,
    type: fieldAt(item, 'name') ?? fieldAt(item, 'source') ?? '',
    payload: item,
  })),
);

/**
 * Ably: outbound webhooks in batches, which are the ones that it signs. The secret is an API key whole
 * (`appId.keyId:keyValue`), or the part after the colon.
 *
 * Source: https://ably.com/docs/platform/integrations/webhooks#security
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { ably } from '@hooklatch/providers/ably';
 *
 * const webhook = createWebhook(ably(), {
 *   on: { 'channel.message': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const ably: ProviderFactory<object> = defineProvider({
  name: 'ably',
  env: [],
  schemes: [
    hmac({
      signature: { header: 'x-ably-signature', encoding: 'base64' },
      secret: (key) => {
        const value = toBytes(key.slice(key.indexOf(':') + 1));
        return value.length === 0 ? 'is the name of a key without its value' : [value];
      },
    }),
  ],
  ...items,
  type: [items.type, { field: 'source' }].flat(),
  facts: {
    sources: ['https://ably.com/docs/platform/integrations/webhooks#security'],
    confirmed: true,
    checked: '2026-11-22',
  },
});
