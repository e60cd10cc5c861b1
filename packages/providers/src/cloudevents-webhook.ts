import {
  defineProvider,
  fieldAt,
  token,
  type ProviderFactory,
  type ProviderOptions,
  type Scheme,
} from '@hooklatch/core/provider';
import { cloudEventId, consent, splitArray, toCloudEventId } from './lib/cloud-events.ts';

/** Options of {@link cloudeventsWebhook}. */
export interface CloudeventsWebhookOptions extends ProviderOptions {
  /** Who may send events: `eventemitter.example.com`. (nobody who asks first) */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** How many requests a minute are welcome. (as many as are asked for) */
  readonly rate?: number | '*' | undefined;
}

/** Events whose attributes are headers have their id there too. */
function withHeaderId<Key>(scheme: Scheme<Key>): Scheme<Key> {
  return {
    ...scheme,
    read(head) {
      const claim = scheme.read(head);
      const id = head.headers.get('ce-id');
      if (id) claim.id = toCloudEventId(head.headers.get('ce-source'), id);
      return claim;
    },
  };
}

const itemOf = (payload: unknown) => ({
  id: cloudEventId(payload),
  type: fieldAt(payload, 'type') ?? '',
  payload,
});

/**
 * CloudEvents over HTTP webhooks: a bearer token, which proves the sender and not the body. The question that a sender
 * asks first is answered for origins that are allowed; its callback URL is never called.
 *
 * Source: https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { cloudeventsWebhook } from '@hooklatch/providers/cloudevents-webhook';
 *
 * const webhook = createWebhook(
 *   cloudeventsWebhook({ secret: 'a long random text', allowedOrigins: ['eventemitter.example.com'] }),
 *   { on: { 'com.example.created': (event) => console.log(event.payload) } },
 * );
 * ```
 */
export const cloudeventsWebhook: ProviderFactory<object, CloudeventsWebhookOptions> = defineProvider(
  ({ allowedOrigins = [], rate }: CloudeventsWebhookOptions) => ({
    name: 'cloudevents-webhook',
    env: [],
    schemes: [
      withHeaderId(token({ header: 'authorization', prefix: 'Bearer ' })) as Scheme,
      withHeaderId(token({ query: 'access_token' })) as Scheme,
    ],
    id: [{ claim: 'id' }, cloudEventId],
    type: [{ header: 'ce-type' }, { field: 'type' }],
    batch: splitArray(itemOf),
    handshake: {
      methods: ['OPTIONS'],
      isUnsigned: ({ method }) => method === 'OPTIONS',
      answerUnsigned({ head: { headers } }) {
        const origin = headers.get('webhook-request-origin') ?? '';
        // Whoever is not let in is told nothing.
        if (!allowedOrigins.includes(origin)) return { status: 405, headers: {}, body: '' };
        const asked = headers.get('webhook-request-rate');
        const welcome = rate === undefined ? asked : `${rate}`;
        return consent(origin, asked === undefined && rate === undefined ? undefined : welcome);
      },
    },
    facts: {
      sources: ['https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md'],
      confirmed: true,
      checked: '2026-11-22',
      successStatuses: [200, 201, 202, 204],
    },
  }),
);
