import {
  defineProvider,
  hmac,
  hmacWith,
  queryOf,
  WebhookError,
  type ProviderFactory,
} from '@hooklatch/core/provider';
import { jsonReply } from './lib/reply.ts';

/**
 * The same key signs bodies: a token that could be read as a body with an event in it would be a way to have one signed
 * by us.
 */
const tokenGrammar = /^[\w.~+/=:-]{1,256}$/;

/**
 * X. Its challenge (CRC) is a GET with `crc_token`, at the start and again and again, and is answered here. An event has no
 * id, and its type is the field that ends with `_events`.
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
  schemes: [
    hmac({ signature: { header: 'x-twitter-webhooks-signature', prefix: 'sha256=', encoding: 'base64' } }),
  ],
  type: (payload) => Object.keys(Object(payload) as object).find((name) => name.endsWith('_events')),
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
    sources: ['https://docs.x.com/x-api/webhooks/quickstart'],
    confirmed: true,
    checked: '2026-11-22',
  },
});
