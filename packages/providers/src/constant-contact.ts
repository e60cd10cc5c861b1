import {
  batchOf,
  defineProvider,
  fieldAt,
  keySource,
  type FetchedKeyOptions,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { detachedJws } from './lib/detached-jws.ts';

/**
 * Constant Contact: a detached JWS over the body as it is, with the time in its header. A delivery is a list of events,
 * which have no ids.
 *
 * Source: https://v3.developer.constantcontact.com/api_guide/webhook_authenticity.html
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { constantContact } from '@hooklatch/providers/constant-contact';
 *
 * const webhook = createWebhook(constantContact(), {
 *   on: { 'user.trial.end': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const constantContact: ProviderFactory<object, FetchedKeyOptions> = defineProvider(
  ({ fetch }: FetchedKeyOptions) => ({
    name: 'constant-contact',
    key: 'fetched',
    env: [],
    schemes: [
      detachedJws({
        header: 'x-ctct-webhook-sig',
        algorithms: ['RS256'],
        unencoded: true,
        source: keySource({ url: 'https://developer.constantcontact.com/.well-known/jwks.json', fetch }),
        check({ ts }, _head, claim) {
          if (!Number.isSafeInteger(ts)) return false;
          claim.time = (ts as number) * 1000;
          return true;
        },
        others: ({ time }) => ({ protectedHeader: { ts: Math.floor(time / 1000) } }),
      }) as Scheme,
    ],
    type: { field: 'event_type' },
    batch: (event) =>
      Array.isArray(event.payload)
        ? batchOf(
            event,
            (event.payload as unknown[]).map((payload) => ({
              id: undefined,
              type: fieldAt(payload, 'event_type') ?? '',
              payload,
            })),
          )
        : [event],
    facts: {
      sources: ['https://v3.developer.constantcontact.com/api_guide/webhook_authenticity.html'],
      confirmed: true,
      checked: '2026-11-22',
      doubt: 'How old a delivery may be is not stated.',
    },
  }),
);
