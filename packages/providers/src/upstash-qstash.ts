import { hashOf, defineProvider, type ProviderFactory, type Scheme } from '@hooklatch/core/provider';
import { holdsHash, isSameUrl, toBase64url } from './lib/claims.ts';
import { jwt } from './lib/jwt.ts';

const signed = jwt({
  header: 'upstash-signature',
  algorithms: ['HS256'],
  covers: { id: false, body: true, url: true },
  requiredClaims: ['exp', 'nbf'],
  leewayInSeconds: 0,
  async check({ iss, sub, body: hash }, { head, body }) {
    if (iss !== 'Upstash' || !isSameUrl(sub, head.url)) return false;
    const unpadded = typeof hash === 'string' ? hash.replace(/=+$/, '') : hash;
    return holdsHash(unpadded, body, 'base64url');
  },
  async claims({ url, body, time, id }) {
    const now = Math.floor(time / 1000);
    const hash = toBase64url(await hashOf('sha256', body, 'base64'));
    return { iss: 'Upstash', sub: url, iat: now, nbf: now, exp: now + 300, jti: id, body: hash };
  },
});

const scheme: Scheme = {
  ...signed,
  // Both variables make one text: the current key and the next one.
  keys(secret, secretIndex) {
    const texts = secret.split(' ').filter((text) => text !== '');
    const keys = texts.map((one) => signed.keys(one, secretIndex));
    return keys.find((one) => typeof one === 'string') ?? keys.flat();
  },
  write: (draft, secret) => signed.write?.(draft, secret.split(' ')[0] as string) ?? { headers: {} },
  // A schedule sends the same body again and again: only the id, which is not signed, tells its messages apart.
  content: (_claim, { headers }) => ({ before: headers.get('upstash-message-id') ?? '', after: '' }),
} as Scheme;

/**
 * Upstash QStash and Workflow: a token that holds the body's hash and the endpoint's URL. The secret is the current and
 * the next signing key, as a list; any of them will do. What is sent is the application's own, so that an event has no
 * type.
 *
 * Source: https://upstash.com/docs/qstash/howto/signature
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { upstashQstash } from '@hooklatch/providers/upstash-qstash';
 *
 * const webhook = createWebhook(upstashQstash({ publicUrl: 'https://example.com/jobs' }), {
 *   on: { '*': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const upstashQstash: ProviderFactory<object> = defineProvider({
  name: 'upstash-qstash',
  env: [['QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY'], 'QSTASH_CURRENT_SIGNING_KEY'],
  methods: ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'],
  schemes: [scheme],
  id: { header: 'upstash-message-id' },
  facts: {
    sources: [
      'https://upstash.com/docs/qstash/howto/signature',
      'https://upstash.com/docs/qstash/features/security',
      'https://upstash.com/docs/qstash/features/retry',
    ],
    confirmed: true,
    checked: '2026-11-22',
    retries: { delaysInSeconds: [12, 148, 1808, 22_026, 86_400, 86_400] },
    keepsId: true,
  },
});
