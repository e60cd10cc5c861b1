import {
  defineProvider,
  fieldAt,
  hmacOf,
  isEqual,
  parseForm,
  parseJson,
  toBytes,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { headQuestion } from './lib/head-question.ts';
import { codeHmac } from './lib/code-hmac.ts';
import { inItems, objectsIn } from './lib/items.ts';
import { textReply } from './lib/reply.ts';
import { formPairs, sortedForm } from './lib/signed-form.ts';

const eventsField = 'mandrill_events';

/** The events stand as JSON in a field of a form. */
function parse(body: Uint8Array): unknown {
  const events = parseForm(body)?.[eventsField];
  return events === undefined ? undefined : parseJson(toBytes(events));
}

/** Undefined without events: nothing stands between a name and its value, so that another split is the same text. */
function contentOf(url: string, body: Uint8Array): string | undefined {
  const pairs = formPairs(body);
  return pairs?.some(([name]) => name === eventsField) ? url + sortedForm(pairs) : undefined;
}

const signed = codeHmac({
  shape: { algorithm: 'sha1', signature: { header: 'x-mandrill-signature', encoding: 'base64' } },
  covers: { id: false, body: true, url: true },
  toContents: (_claim, { url }, body) => [contentOf(url, body) ?? []].flat(),
  around: (_claim, { url }) => ({ before: url, after: '' }),
  async write({ url, body }, sign) {
    const events = parseJson(body) ?? [];
    const form = new URLSearchParams({ [eventsField]: JSON.stringify([events].flat()) }).toString();
    return {
      body: toBytes(form),
      headers: {
        'x-mandrill-signature': await sign(contentOf(url, toBytes(form)) as string),
        'content-type': 'application/x-www-form-urlencoded',
      },
    };
  },
});

const testKey = toBytes('test-webhook');

/** A URL that is tried has no key yet: the question holds no event, and is signed with a key that everybody knows. */
const scheme: Scheme = {
  ...signed,
  async verify(claim, key, body, head, clock) {
    if (await signed.verify(claim, key, body, head, clock)) return true;
    const [[name, value] = [], ...rest] = formPairs(body) ?? [];
    if (name !== eventsField || value !== '[]' || rest.length > 0) return false;
    const expected = await hmacOf('sha1', testKey, contentOf(head.url, body) ?? '', 'base64');
    return isEqual(claim.signatures[0] as string, expected);
  },
};

/**
 * Mandrill, Mailchimp's transactional mail. The URL is signed exactly as it was entered there, with the form's fields,
 * so that `publicUrl` is needed. What tries whether the URL exists is answered here.
 *
 * Source: https://mandrill.zendesk.com/hc/en-us/articles/360039232513-How-to-Authenticate-Webhook-Requests
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { mandrill } from '@hooklatch/providers/mandrill';
 *
 * const webhook = createWebhook(mandrill({ publicUrl: 'https://example.com/webhooks/mandrill' }), {
 *   on: { hard_bounce: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const mandrill: ProviderFactory<object> = defineProvider({
  name: 'mandrill',
  env: [],
  schemes: [scheme],
  // `_id` is the message's: all that happens to it has the same.
  ...inItems((payload) =>
    objectsIn(payload)?.map((item) => ({
      id: undefined,
      type: fieldAt(item, 'event') ?? '',
      payload: item,
    })),
  ),
  parse,
  handshake: {
    ...headQuestion,
    answer: (payload) => (Array.isArray(payload) && payload.length === 0 ? textReply('') : undefined),
  },
  facts: {
    sources: [
      'https://mandrill.zendesk.com/hc/en-us/articles/360039232513-How-to-Authenticate-Webhook-Requests',
      'https://mandrill.zendesk.com/hc/en-us/articles/360038740014-Why-can-t-my-webhook-or-inbound-route-URL-be-verified',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
