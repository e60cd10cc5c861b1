import {
  defineProvider,
  hashOf,
  parseJson,
  queryOf,
  type DeliveryHead,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { holdsHash } from './lib/claims.ts';
import { jwt } from './lib/jwt.ts';

/** What is hashed: the body, or the parameters of the query, as JSON and in their order, where there is none. */
function hashedOf(head: Pick<DeliveryHead, 'url'>, body: Uint8Array): string | Uint8Array {
  const parameters = Object.fromEntries(queryOf(head));
  return body.length === 0 && Object.keys(parameters).length > 0 ? JSON.stringify(parameters) : body;
}

/** What was hashed, read. */
function parse(body: Uint8Array, head: DeliveryHead): unknown {
  return body.length === 0 ? Object.fromEntries(queryOf(head)) : parseJson(body);
}

const token = jwt({
  header: 'authorization',
  prefix: 'Bearer ',
  algorithms: ['HS256'],
  covers: { id: true, body: true, url: false },
  fresh: true,
  check: async ({ iss, payload_hash }, { head, body }) => {
    const hashed = hashedOf(head, body);
    // Without the claim, a token says nothing of what came with it.
    if (iss !== 'Vonage' || (hashed.length > 0 && payload_hash === undefined)) return false;
    return payload_hash === undefined || holdsHash(payload_hash, hashed, 'hex');
  },
  claims: async (draft) => ({
    iss: 'Vonage',
    iat: Math.floor(draft.time / 1000),
    jti: draft.id,
    payload_hash: await hashOf('sha256', hashedOf(draft, draft.body), 'hex'),
  }),
});

const scheme: typeof token = {
  ...token,
  // What tells one GET from another, where a token has no id.
  content: ({ time }, head) => ({
    before: `${time}${head.method === 'GET' ? JSON.stringify([...queryOf(head)]) : ''}`,
    after: '',
  }),
};

/**
 * Vonage's signed webhooks (Messages, Voice, Verify): a token that holds the hash of the body, or of the query where
 * the webhook is a GET. The signatures of the SMS API are another scheme.
 *
 * Source: https://developer.vonage.com/en/getting-started/concepts/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { vonage } from '@hooklatch/providers/vonage';
 *
 * const webhook = createWebhook(vonage(), {
 *   on: { '*': (event) => console.log(event.type, event.payload) },
 * });
 * ```
 */
export const vonage: ProviderFactory<object> = defineProvider({
  name: 'vonage',
  env: ['VONAGE_SIGNATURE_SECRET'],
  methods: ['POST', 'GET'],
  schemes: [scheme as Scheme],
  id: { claim: 'id' },
  type: [{ field: 'status' }, { field: 'message_type' }],
  parse,
  facts: {
    sources: [
      'https://developer.vonage.com/en/getting-started/concepts/webhooks#decoding-signed-webhooks',
      'https://api.support.vonage.com/hc/en-us/articles/360028543292',
      'https://api.support.vonage.com/hc/en-us/articles/226572227-What-are-Vonage-s-HTTP-session-time-out-limits-for-a-webhook-response',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 15_000,
    retries: { hours: 24 },
  },
});
