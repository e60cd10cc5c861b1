import {
  defineProvider,
  fieldAt,
  parseJson,
  type ProviderFactory,
  type Reply,
  type Scheme,
} from '@hooklatch/core/provider';
import { isSameUrl } from './lib/claims.ts';
import { jwt } from './lib/jwt.ts';
import { jsonReply } from './lib/reply.ts';

const scheme = jwt({
  header: 'authorization',
  algorithms: ['HS256'],
  covers: { id: false, body: false, url: true },
  requiredClaims: ['exp', 'aud'],
  leewayInSeconds: 0,
  check: ({ aud }, { head }) => isSameUrl(aud, head.url) || isSameUrl(aud, head.url.replace(/[?#].*$/s, '')),
  claims({ url, time }) {
    const now = Math.floor(time / 1000);
    return { aud: url, iat: now, exp: now + 300 };
  },
});

const longestChallenge = 1024;

/** A body that holds a challenge and nothing else is a question, not an event. */
function answer(payload: unknown): Reply | undefined {
  const challenge = fieldAt(payload, 'challenge');
  const isQuestion = Object.keys(Object(payload) as object).length === 1;
  return isQuestion && challenge !== undefined && challenge.length <= longestChallenge
    ? jsonReply({ challenge })
    : undefined;
}

/**
 * monday.com: a token in `Authorization`, without `Bearer`, for the endpoint's URL. It proves the sender, not the body.
 * The secret is the app's signing secret, or its client secret for the events of the app's lifecycle. Webhooks that are
 * made with a personal token are not signed. The question that comes when a webhook is made is answered here.
 *
 * Source: https://developer.monday.com/apps/docs/authorization-header
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { monday } from '@hooklatch/providers/monday';
 *
 * const webhook = createWebhook(monday({ publicUrl: 'https://example.com/webhooks/monday' }), {
 *   on: { create_pulse: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const monday: ProviderFactory<object> = defineProvider({
  name: 'monday',
  env: ['MONDAY_SIGNING_SECRET'],
  schemes: [scheme as Scheme],
  id: { field: 'event.triggerUuid' },
  type: [{ field: 'event.type' }, { field: 'type' }],
  handshake: {
    isUnsigned: ({ method, headers }) => method === 'POST' && !headers.has('authorization'),
    answerUnsigned: ({ body }) => answer(parseJson(body)),
    answer,
  },
  facts: {
    sources: [
      'https://developer.monday.com/apps/docs/authorization-header',
      'https://developer.monday.com/api-reference/docs/webhooks',
      'https://developer.monday.com/apps/changelog/webhook-integration-new-3-minute-timeout-policy',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 180_000,
  },
});
