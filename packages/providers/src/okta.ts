import {
  defineProvider,
  fieldAt,
  isSameSecret,
  required,
  token,
  WebhookError,
  type ProviderFactory,
  type ProviderOptions,
  type Question,
} from '@hooklatch/core/provider';
import { inItems, objectsIn, propertyOf } from './lib/items.ts';
import { jsonReply } from './lib/reply.ts';

/** Options of {@link okta}. */
export interface OktaOptions extends ProviderOptions {
  /** The header that holds the secret: the hook's authentication field. (`authorization`) */
  readonly header?: string;
}

const batched = inItems((payload) =>
  objectsIn(propertyOf(propertyOf(payload, 'data'), 'events'))?.map((item) => ({
    id: fieldAt(item, 'uuid'),
    type: fieldAt(item, 'eventType') ?? '',
    payload: item,
  })),
);

const challengeHeader = 'x-okta-verification-challenge';

/**
 * The question comes with the header of every event. One that is there has to be right; without it nothing is given away
 * by sending back what was asked.
 */
async function answerChallenge(
  { head, keys }: Question,
  header: string,
): Promise<ReturnType<typeof jsonReply>> {
  const verification = required(head, challengeHeader);
  if (!head.headers.has(header)) return jsonReply({ verification });
  const given = required(head, header);
  let found = false;
  for (const key of (await keys()) as readonly string[]) found = (await isSameSecret(given, key)) || found;
  if (!found) throw new WebhookError('signature_mismatch');
  return jsonReply({ verification });
}

/**
 * Okta's event hooks and inline hooks: no signature, but a value in a header, as the user has set it. An event hook's
 * delivery carries several events. The one-time question about the URL is answered here.
 *
 * Source: https://developer.okta.com/docs/concepts/event-hooks/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { okta } from '@hooklatch/providers/okta';
 *
 * const webhook = createWebhook(okta(), {
 *   on: { 'user.lifecycle.create': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const okta: ProviderFactory<object, OktaOptions> = defineProvider((options) => {
  const header = (options.header ?? 'authorization').toLowerCase();
  return {
    name: 'okta',
    env: [],
    schemes: [token({ header })],
    ...batched,
    id: [batched.id, { field: 'eventId' } as const].flat(),
    type: [batched.type, { field: 'eventType' } as const].flat(),
    handshake: {
      methods: ['GET'],
      isUnsigned: ({ method, headers }) => method === 'GET' && headers.has(challengeHeader),
      answerUnsigned: (question) => answerChallenge(question, header),
    },
    facts: {
      sources: [
        'https://developer.okta.com/docs/concepts/event-hooks/',
        'https://developer.okta.com/docs/guides/event-hook-implementation/',
      ],
      confirmed: true,
      checked: '2026-11-22',
      deadlineMs: 3000,
      successStatuses: [200, 204],
      retries: { attempts: 1 },
    },
  };
});
