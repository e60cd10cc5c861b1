import { defineProvider, hmac, queryOf, type ProviderFactory } from '@hooklatch/core/provider';
import { firstKey } from './lib/first-key.ts';
import { propertyOf } from './lib/items.ts';
import { mayRepeat } from './lib/may-repeat.ts';
import { textReply } from './lib/reply.ts';

const longestChallenge = 1024;

/** Beside `list_folder` stands `delta`, which is its older form, before it or behind it. */
function eventType(payload: unknown): string | undefined {
  return propertyOf(payload, 'list_folder') === undefined ? firstKey(payload) : 'list_folder';
}

/**
 * Dropbox. A delivery tells only whose files have changed, under `list_folder`: two of them may be the same, and both
 * are handled. The question that Dropbox asks when a webhook is set up is answered here.
 *
 * Source: https://www.dropbox.com/developers/reference/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { dropbox } from '@hooklatch/providers/dropbox';
 *
 * const webhook = createWebhook(dropbox(), {
 *   on: { list_folder: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const dropbox: ProviderFactory<object> = defineProvider({
  name: 'dropbox',
  env: [],
  schemes: [mayRepeat(hmac({ signature: { header: 'x-dropbox-signature' } }))],
  type: eventType,
  handshake: {
    methods: ['GET'],
    isUnsigned: (head) => head.method === 'GET' && queryOf(head).has('challenge'),
    answerUnsigned({ head }) {
      const [challenge = '', another] = queryOf(head).getAll('challenge');
      const isOne = challenge !== '' && challenge.length <= longestChallenge && another === undefined;
      return isOne ? textReply(challenge) : undefined;
    },
  },
  facts: {
    sources: [
      'https://www.dropbox.com/developers/reference/webhooks',
      'https://github.com/dropbox/mdwebhook',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
