import {
  asymmetric,
  defineProvider,
  deliveryHeaders,
  fieldAt,
  fromBase64,
  hashOf,
  keySource,
  parseJson,
  queryOf,
  readPublicKeys,
  required,
  toBase64,
  toBytes,
  WebhookError,
  type DeliveryHead,
  type FetchedKeyOptions,
  type Handshake,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { isUuid } from './lib/is-uuid.ts';
import { jsonReply } from './lib/reply.ts';

/** Options of {@link ebay}. */
export interface EbayOptions extends FetchedKeyOptions {
  /** The application token that keys are fetched with, or what gives it; without it `publicKey` is needed. */
  readonly accessToken?: string | (() => string | Promise<string>);
  /** Fetches the keys of the sandbox. (false) */
  readonly sandbox?: boolean;
  /** The verification token of the endpoint: without it the question for it is not answered. */
  readonly verificationToken?: string;
  /** The endpoint's URL exactly as it was entered at eBay. (`publicUrl`, or the URL that was called) */
  readonly endpoint?: string;
}

const header = 'x-ebay-signature';
const keyHeader = 'x-ebay-signature-kid';

/** What stands in the header, as headers of their own. */
function unwrap(head: DeliveryHead): DeliveryHead {
  const { method, url } = head;
  const value = required(head, header);
  const fields = value.length <= 8192 ? parseJson(fromBase64(value) ?? new Uint8Array()) : undefined;
  const [kid, signature] = ['kid', 'signature'].map((name) => fieldAt(fields, name));
  if (kid === undefined || signature === undefined) throw new WebhookError('header_malformed', header);
  return { method, url, headers: deliveryHeaders([[header, signature] as const, [keyHeader, kid] as const]) };
}

function ebayScheme({ fetch = globalThis.fetch, accessToken, sandbox = false }: EbayOptions): Scheme {
  const host = sandbox ? 'api.sandbox.ebay.com' : 'api.ebay.com';
  const scheme: Scheme = asymmetric({
    algorithm: 'ecdsa-p256-sha1',
    signature: { header, der: true },
    keyId: { header: keyHeader },
    source: keySource({
      url: (id) => (isUuid(id) ? `https://${host}/commerce/notification/v1/public_key/${id}` : undefined),
      hosts: [host],
      async fetch(url, init) {
        const token = typeof accessToken === 'function' ? await accessToken() : accessToken;
        return fetch(url, { ...init, headers: { authorization: `Bearer ${token}` } });
      },
      read(text, id) {
        const keys = readPublicKeys(fieldAt(parseJson(toBytes(text)), 'key') ?? '');
        return typeof keys === 'string' ? keys : keys.map((key) => ({ ...key, id }));
      },
    }),
  });
  return {
    ...scheme,
    headers: [header],
    read: (head) => scheme.read(unwrap(head)),
    verify: (claim, key, body, head, clock) => scheme.verify(claim, key, body, unwrap(head), clock),
    async write(draft, secret) {
      const { [header]: signature, [keyHeader]: kid } = (await scheme.write?.(draft, secret))?.headers ?? {};
      const fields = JSON.stringify({ alg: 'ecdsa', kid, signature, digest: 'SHA1' });
      return { headers: { [header]: toBase64(toBytes(fields)) } };
    },
  };
}

function challenge({ verificationToken, endpoint }: EbayOptions): Handshake {
  return {
    methods: ['GET'],
    isUnsigned: (head) => head.method === 'GET' && queryOf(head).has('challenge_code'),
    async answerUnsigned({ head }) {
      const [code, another] = queryOf(head).getAll('challenge_code');
      const place = endpoint ?? head.url.replace(/[?#].*$/s, '');
      if (!code || code.length > 256 || another !== undefined || !place.includes('://')) return undefined;
      return jsonReply({
        challengeResponse: await hashOf('sha256', `${code}${verificationToken}${place}`, 'hex'),
      });
    },
  };
}

/**
 * eBay: event notifications, such as those of account deletion. Each key is fetched by its id, with `accessToken`; the
 * question with `challenge_code` is answered where `verificationToken` is given.
 *
 * Source: https://developer.ebay.com/marketplace-account-deletion
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { ebay } from '@hooklatch/providers/ebay';
 *
 * const provider = ebay({
 *   accessToken: async () => 'an application token',
 *   verificationToken: 'between 32 and 80 characters long',
 *   endpoint: 'https://example.com/webhooks/ebay',
 * });
 * const webhook = createWebhook(provider, {
 *   on: { MARKETPLACE_ACCOUNT_DELETION: (event) => console.log(event.id) },
 * });
 * ```
 */
export const ebay: ProviderFactory<object, EbayOptions> = defineProvider((options) => ({
  name: 'ebay',
  key: options.accessToken === undefined ? 'public' : 'fetched',
  env: [],
  schemes: [ebayScheme(options)],
  id: { field: 'notification.notificationId' },
  type: { field: 'metadata.topic' },
  ...(options.verificationToken !== undefined && {
    handshake: challenge(options),
  }),
  facts: {
    sources: [
      'https://developer.ebay.com/marketplace-account-deletion',
      'https://github.com/eBay/event-notification-nodejs-sdk',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
}));
