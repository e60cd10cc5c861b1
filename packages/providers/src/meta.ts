import {
  defineProvider,
  hmac,
  isSameSecret,
  queryOf,
  type DeliveryHead,
  type ProviderFactory,
  type ProviderOptions,
  type Reply,
} from '@hooklatch/core/provider';
import type { MetaEvents } from './lib/events/meta.ts';
import { inItems } from './lib/items.ts';
import { readMetaItems } from './lib/meta-items.ts';
import { textReply } from './lib/reply.ts';

export type * from './lib/events/meta-whatsapp.ts';
export type * from './lib/events/meta.ts';

/** Options of {@link meta}. */
export interface MetaOptions extends ProviderOptions {
  /** What you entered as verify token where the webhook was set up. (without it that question is refused) */
  readonly verifyToken?: string | undefined;
}

function isQuestion(head: DeliveryHead): boolean {
  return head.method === 'GET' && queryOf(head).get('hub.mode') === 'subscribe';
}

/** Echoes the challenge to who knows the token, and to nobody else. */
async function answerTo(head: DeliveryHead, verifyToken: string): Promise<Reply | undefined> {
  const query = queryOf(head);
  const [token, challenge] = ['hub.verify_token', 'hub.challenge'].map((name) => {
    const [value, another] = query.getAll(name);
    return another === undefined ? value : undefined;
  });
  if (!token || !challenge) return undefined;
  return (await isSameSecret(token, verifyToken)) ? textReply(challenge) : textReply('', 403);
}

/**
 * Meta: Facebook, Messenger, Instagram, WhatsApp, Threads. The secret is the app secret. A delivery carries many events,
 * each named after its object and its field, such as `whatsapp_business_account.messages`.
 *
 * Source: https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 *
 * @throws TypeError where `verifyToken` is blank
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { meta } from '@hooklatch/providers/meta';
 *
 * const webhook = createWebhook(meta({ verifyToken: 'another long random text' }), {
 *   on: { 'page.leadgen': (event) => console.log(event.payload.value.leadgen_id) },
 * });
 * ```
 */
export const meta: ProviderFactory<MetaEvents, MetaOptions> = defineProvider(({ verifyToken }) => {
  if (verifyToken?.trim() === '') throw new TypeError('verifyToken of meta is empty.');
  return {
    name: 'meta',
    env: [],
    schemes: [hmac({ signature: { header: 'x-hub-signature-256', prefix: 'sha256=' } })],
    ...inItems(readMetaItems),
    handshake: {
      methods: ['GET'],
      isUnsigned: isQuestion,
      answerUnsigned: ({ head }) => (verifyToken === undefined ? undefined : answerTo(head, verifyToken)),
    },
    facts: {
      sources: [
        'https://developers.facebook.com/docs/graph-api/webhooks/getting-started',
        'https://developers.facebook.com/docs/messenger-platform/webhooks#validate-payloads',
      ],
      confirmed: true,
      checked: '2026-11-22',
    },
  };
});
