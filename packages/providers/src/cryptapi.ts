import {
  asymmetric,
  defineProvider,
  fieldAt,
  keySource,
  parseForm,
  parseJson,
  queryOf,
  toBytes,
  type DeliveryHead,
  type FetchedKeyOptions,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { textReply } from './lib/reply.ts';

/** By GET the URL is signed, by POST the body. */
function cryptapiScheme({ fetch }: FetchedKeyOptions): Scheme {
  const signed = (content: string): Scheme =>
    asymmetric({
      algorithm: 'rsa-sha256',
      content,
      signature: { header: 'x-ca-signature' },
      source: keySource({ url: 'https://api.cryptapi.io/pubkey/', fetch }),
    });
  const [byUrl, byBody] = [signed('{url}'), signed('{body}')];
  const schemeOf = ({ method = 'POST' }: { readonly method?: string }): Scheme =>
    method === 'GET' ? byUrl : byBody;
  return {
    ...byBody,
    covers: { id: false, body: true, url: true },
    // The keys of both are the same but for where they are fetched.
    // A body beside a URL is nothing that was sent: with its end in it, a shorter URL would make the same text.
    verify: (claim, key, body, head, clock) =>
      (head.method !== 'GET' || body.length === 0) && schemeOf(head).verify(claim, key, body, head, clock),
    content: (claim, head) => schemeOf(head).content(claim, head),
    async write(draft, secret) {
      return { headers: {}, ...(await schemeOf(draft).write?.(draft, secret)) };
    },
  };
}

/** What was signed, and nothing else: by GET the URL, by POST the body. */
function parse(body: Uint8Array, { method, url }: DeliveryHead): unknown {
  if (method === 'GET') return parseForm(toBytes(`${queryOf({ url })}`));
  return parseJson(body) ?? parseForm(body);
}

function eventType(payload: unknown): string | undefined {
  const pending = fieldAt(payload, 'pending');
  if (pending === undefined) return undefined;
  return pending === '1' ? 'pending' : 'confirmed';
}

/**
 * CryptAPI: callbacks by GET, whose URL is signed, or by POST, whose body is; so `publicUrl` is needed. The key is
 * fetched unless it is given. A payment is `pending` first and `confirmed` then; both are answered with `*ok*`.
 *
 * Source: https://docs.cryptapi.io/webhooks/verify-webhook-signature
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { cryptapi } from '@hooklatch/providers/cryptapi';
 *
 * const webhook = createWebhook(cryptapi({ publicUrl: 'https://example.com/webhooks/cryptapi' }), {
 *   on: { confirmed: (event) => console.log(event.id, event.payload) },
 * });
 * ```
 */
export const cryptapi: ProviderFactory<object, FetchedKeyOptions> = defineProvider((options) => ({
  name: 'cryptapi',
  key: 'fetched',
  env: [],
  schemes: [cryptapiScheme(options)],
  methods: ['POST', 'GET'],
  id: (payload) => {
    const uuid = fieldAt(payload, 'uuid');
    return uuid && `${uuid}:${eventType(payload) ?? ''}`;
  },
  type: eventType,
  parse,
  success: textReply('*ok*'),
  facts: {
    sources: [
      'https://docs.cryptapi.io/webhooks/verify-webhook-signature',
      'https://docs.cryptapi.io/webhooks',
    ],
    confirmed: true,
    checked: '2026-11-22',
    successStatuses: [200],
  },
}));
