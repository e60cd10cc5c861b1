import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import { headQuestion } from './lib/head-question.ts';

/**
 * Trello: HMAC-SHA1 of the body and the callback URL, so give `publicUrl` exactly as the webhook was made with. The HEAD
 * that Trello asks with when a webhook is made is answered here. Not confirmed by an official source that could be read
 * whole.
 *
 * Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { trello } from '@hooklatch/providers/trello';
 *
 * const webhook = createWebhook(trello({ publicUrl: 'https://example.com/webhooks/trello' }), {
 *   on: { updateCard: (event) => console.log(event.id) },
 * });
 * ```
 */
export const trello: ProviderFactory<object> = defineProvider({
  name: 'trello',
  env: ['TRELLO_API_SECRET'],
  schemes: [
    hmac({
      algorithm: 'sha1',
      content: '{body}{url}',
      signature: { header: 'x-trello-webhook', encoding: 'base64' },
    }),
  ],
  id: { field: 'action.id' },
  type: { field: 'action.type' },
  handshake: headQuestion,
  facts: {
    sources: ['https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/'],
    confirmed: false,
    checked: '2026-11-22',
    doubt: 'How a body with characters outside of ASCII is read before it is signed.',
  },
});
