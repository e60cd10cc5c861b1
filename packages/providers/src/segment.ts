import {
  defineProvider,
  fieldAt,
  hmac,
  type HmacScheme,
  type ProviderFactory,
  type ProviderOptions,
} from '@hooklatch/core/provider';
import { inItems, objectsIn } from './lib/items.ts';

/** Options of {@link segment}. */
export interface SegmentOptions extends ProviderOptions {
  /**
   * Accepts batches, of which Segment signs the first event alone: whoever has seen one signature can put other events
   * behind that first one, so that no payload counts as signed. (false)
   */
  readonly batches?: boolean;
}

const plain = hmac({ algorithm: 'sha1', signature: { header: 'x-signature' } });

/** The whole body, or the bytes of the first item of a batch: they are never serialised anew. */
const batched: HmacScheme = {
  ...plain,
  covers: { ...plain.covers, body: false },
  async verify(claim, key, body, head, clock) {
    const whole = await plain.verify(claim, key, body, head, clock);
    // Loaded by those alone who accept batches.
    const { sliceJson } = await import('./lib/json-slice.ts');
    const first = sliceJson(body);
    return (first !== undefined && (await plain.verify(claim, key, first, head, clock))) || whole;
  },
};

const items = inItems((payload) =>
  objectsIn(payload)?.map((item) => ({
    id: fieldAt(item, 'messageId'),
    type: fieldAt(item, 'type') ?? '',
    payload: item,
  })),
);

/**
 * Segment's webhooks, classic and actions, with a shared secret. Batches are refused unless `batches` is set.
 *
 * Source: https://www.twilio.com/docs/segment/connections/destinations/catalog/actions-webhook
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { segment } from '@hooklatch/providers/segment';
 *
 * const webhook = createWebhook(segment(), {
 *   on: { track: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const segment: ProviderFactory<object, SegmentOptions> = defineProvider(({ batches = false }) => ({
  name: 'segment',
  env: [],
  schemes: [batches ? batched : plain],
  methods: ['POST', 'PUT', 'PATCH'],
  id: [{ field: 'messageId' }, items.id].flat(),
  type: [{ field: 'type' }, items.type].flat(),
  batch: items.batch,
  facts: {
    sources: [
      'https://www.twilio.com/docs/segment/connections/destinations/catalog/actions-webhook',
      'https://www.twilio.com/docs/segment/connections/destinations/catalog/webhooks',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
}));
