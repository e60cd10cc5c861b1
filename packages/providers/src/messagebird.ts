import {
  defineProvider,
  hashOf,
  parseJson,
  queryOf,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { holdsHash } from './lib/claims.ts';
import { jwt } from './lib/jwt.ts';

const scheme = jwt({
  header: 'messagebird-signature-jwt',
  algorithms: ['HS256', 'HS384', 'HS512'],
  covers: { id: true, body: true, url: true },
  requiredClaims: ['exp', 'nbf', 'jti'],
  leewayInSeconds: 5,
  async check({ iss, url_hash, payload_hash }, { head, body }) {
    if (iss !== 'MessageBird' || !(await holdsHash(url_hash, head.url, 'hex'))) return false;
    // The claim is there where there is a body, and nowhere else: either one without the other was changed on its way.
    return body.length === 0 ? payload_hash === undefined : holdsHash(payload_hash, body, 'hex');
  },
  async claims({ url, body, time, id }) {
    const now = Math.floor(time / 1000);
    return {
      iss: 'MessageBird',
      nbf: now,
      exp: now + 60,
      jti: id,
      url_hash: await hashOf('sha256', url, 'hex'),
      ...(body.length > 0 && { payload_hash: await hashOf('sha256', body, 'hex') }),
    };
  },
});

/**
 * MessageBird (Bird): a token that holds the hashes of the URL and of the body, good for a minute. What is sent depends
 * on the product, so that an event has no type.
 *
 * Source: https://developers.messagebird.com/api/#verifying-http-requests
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { messagebird } from '@hooklatch/providers/messagebird';
 *
 * const webhook = createWebhook(messagebird({ publicUrl: 'https://example.com/webhooks/messagebird' }), {
 *   on: { '*': (event) => console.log(event.id, event.payload) },
 * });
 * ```
 */
export const messagebird: ProviderFactory<object> = defineProvider({
  name: 'messagebird',
  env: ['MESSAGEBIRD_SIGNING_KEY'],
  methods: ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'],
  schemes: [scheme as Scheme],
  id: { claim: 'id' },
  // Without a body, what it tells stands in the URL, which is signed.
  parse: (body, { url }) => (body.length === 0 ? Object.fromEntries(queryOf({ url })) : parseJson(body)),
  facts: {
    sources: [
      'https://developers.messagebird.com/api/#verifying-http-requests',
      'https://github.com/messagebird/messagebird-nodejs',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
