import {
  defineProvider,
  hmac,
  hmacWith,
  queryOf,
  toText,
  WebhookError,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { jsonReply } from './lib/reply.ts';

/**
 * The same key signs bodies: a token that could be read as a body with an event in it would be a way to have one signed
 * by us.
 */
const tokenGrammar = /^[\w.~+/=:-]{1,256}$/;
const longestToken = 256;

const signed = hmac({
  signature: { header: 'x-twitter-webhooks-signature', prefix: 'sha256=', encoding: 'base64' },
});

/** Whether a body is a text that anybody may have had signed by asking. X sends objects, which are none. */
function isToken(body: Uint8Array): boolean {
  try {
    return body.length <= longestToken && tokenGrammar.test(toText(body));
  } catch {
    return false;
  }
}

const scheme: Scheme = {
  ...signed,
  verify: (claim, key, body, ...rest) => !isToken(body) && signed.verify(claim, key, body, ...rest),
};

/** `tweet_create_events` and the like; `user_event` where a user has taken back the app's access. */
function accountEvent(payload: unknown): string | undefined {
  return Object.keys(Object(payload) as object).find((name) => /_events?$/.test(name));
}

/**
 * X. Its challenge (CRC) is a GET with `crc_token`, at the start and again and again, and is answered here. An event of the
 * Account Activity API has no id, and its type is the field that ends with `_events`; one of the X Activity API names both.
 *
 * Source: https://docs.x.com/x-api/webhooks/quickstart
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { x } from '@hooklatch/providers/x';
 *
 * const webhook = createWebhook(x(), {
 *   on: { tweet_create_events: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const x: ProviderFactory<object> = defineProvider({
  name: 'x',
  env: ['X_CONSUMER_SECRET', 'TWITTER_CONSUMER_SECRET'],
  schemes: [scheme],
  id: { field: 'data.event_uuid' },
  type: [accountEvent, { field: 'data.event_type' }],
  handshake: {
    methods: ['GET'],
    isUnsigned: (head) => head.method === 'GET' && queryOf(head).has('crc_token'),
    async answerUnsigned({ head, keys }) {
      const tokens = queryOf(head).getAll('crc_token');
      if (tokens.length !== 1 || !tokenGrammar.test(tokens[0] as string))
        throw new WebhookError('header_malformed', 'crc_token');
      const [key] = await keys();
      const signature = await hmacWith(key, tokens[0] as string, 'base64');
      return jsonReply({ response_token: `sha256=${signature}` });
    },
  },
  facts: {
    sources: [
      'https://docs.x.com/x-api/webhooks/quickstart',
      'https://docs.x.com/x-api/activity/event-payloads',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
