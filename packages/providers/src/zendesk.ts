import {
  defineProvider,
  fieldAt,
  hmac,
  iso8601,
  type Claim,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';

/** What users write may have an id of something else. */
function eventId(payload: unknown): string | undefined {
  const isOwn = fieldAt(payload, 'type')?.startsWith('zen:event-type:') ?? false;
  return isOwn ? fieldAt(payload, 'id') : undefined;
}

const signed = hmac({
  content: '{timestamp}{body}',
  timestamp: { header: 'x-zendesk-webhook-signature-timestamp', unit: iso8601 },
  signature: { header: 'x-zendesk-webhook-signature', encoding: 'base64' },
});

/** Deliveries without a body. */
const bare = new WeakSet<Claim>();

const scheme: Scheme = {
  ...signed,
  verify(claim, key, body, ...rest) {
    if (body.length === 0) bare.add(claim);
    return signed.verify(claim, key, body, ...rest);
  },
  // Without a body, a second is all that is signed: what happened in it is told apart by the URL.
  content(claim, head) {
    const { before, after } = signed.content(claim, head);
    return { before, after: bare.has(claim) ? `${after} ${head.method} ${head.url}` : after };
  },
  signedAs: signed,
};

/**
 * Zendesk, of event subscriptions and of triggers, with any method and perhaps without a body. The id of a trigger's webhook
 * comes from an unsigned header, because users write its body.
 *
 * Source: https://developer.zendesk.com/documentation/webhooks/verifying/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { zendesk } from '@hooklatch/providers/zendesk';
 *
 * const webhook = createWebhook(zendesk(), {
 *   on: { 'zen:event-type:ticket.created': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const zendesk: ProviderFactory<object> = defineProvider({
  name: 'zendesk',
  env: ['ZENDESK_WEBHOOK_SIGNING_SECRET'],
  schemes: [scheme],
  methods: ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'],
  id: [eventId, { header: 'x-zendesk-webhook-invocation-id' }],
  type: { field: 'type' },
  facts: {
    sources: ['https://developer.zendesk.com/documentation/webhooks/verifying/'],
    confirmed: true,
    checked: '2026-11-22',
    doubt: 'How old a signature may be is not documented; 300 seconds are a choice.',
  },
});
