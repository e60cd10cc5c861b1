import {
  defineProvider,
  parseForm,
  WebhookError,
  type ProviderFactory,
  type Question,
  type Reply,
  type Scheme,
} from '@hooklatch/core/provider';
import { callerScheme, type CallerOptions } from './lib/caller.ts';
import { textReply } from './lib/reply.ts';

/** Options of {@link mailchimp}. */
export type MailchimpOptions = CallerOptions;

/** Mailchimp looks at a URL before it saves it; the answer shows that the secret in it is right. */
async function answerLook(scheme: Scheme, { head, body, keys }: Question): Promise<Reply> {
  const claim = scheme.read(head);
  const clock = { now: Date.now, toleranceInSeconds: 0 };
  let found = false;
  for (const key of await keys()) found = (await scheme.verify(claim, key, body, head, clock)) || found;
  if (!found) throw new WebhookError('signature_mismatch');
  return textReply('');
}

/**
 * Mailchimp's audience webhooks, which are forms. Mailchimp signs nothing and sends no headers of the user's: a delivery
 * proves itself by a secret in the URL's query. The GET that tries a new URL is answered here. An event has no id.
 *
 * Source: https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/
 *
 * @throws TypeError where more than one of `header`, `basic` and `query` is given, or `publicUrl` has a query of its own
 * beside `query`
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { mailchimp } from '@hooklatch/providers/mailchimp';
 *
 * // For https://example.com/webhooks/mailchimp?secret=...
 * const webhook = createWebhook(mailchimp(), {
 *   on: { subscribe: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const mailchimp: ProviderFactory<object, MailchimpOptions> = defineProvider((options) => {
  const { header, basic, query, id, type = { field: 'type' } } = options;
  const isSet = (header ?? basic ?? query) !== undefined;
  const scheme = callerScheme(isSet ? options : { query: 'secret' });
  return {
    name: 'mailchimp',
    env: [],
    schemes: [scheme],
    ...(id !== undefined && { id }),
    type,
    parse: parseForm,
    handshake: {
      methods: ['GET'],
      isUnsigned: ({ method }) => method === 'GET',
      answerUnsigned: (question) => answerLook(scheme, question),
    },
    facts: {
      sources: ['https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/'],
      confirmed: false,
      checked: '2026-11-22',
      doubt:
        'That a secret stands in the URL, and that a GET comes first, was not read in an official source.',
      deadlineMs: 10_000,
    },
  };
});
