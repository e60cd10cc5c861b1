import {
  defineProvider,
  hmac,
  parseForm,
  toBytes,
  type ProviderFactory,
  type SecretDecoder,
} from '@hooklatch/core/provider';
import type { WoocommerceEvents } from './lib/events/woocommerce.ts';
import { textReply } from './lib/reply.ts';

export type * from './lib/events/woocommerce-order.ts';
export type * from './lib/events/woocommerce.ts';

const header = 'x-wc-webhook-signature';

const entities: readonly (readonly [RegExp, string])[] = [
  [/&lt;/g, '<'],
  [/&gt;/g, '>'],
  [/&quot;/g, '"'],
  [/&#0*39;|&#x0*27;/gi, "'"],
  [/&amp;/g, '&'],
];

/** WordPress stores a secret with entities and signs without them. */
const decode: SecretDecoder = (secret) => {
  const plain = entities.reduce((text, [entity, character]) => text.replace(entity, character), secret);
  return plain === secret ? [toBytes(secret)] : [toBytes(secret), toBytes(plain)];
};

function isPing(body: Uint8Array): boolean {
  const { webhook_id, ...others } = parseForm(body) ?? {};
  return /^\d{1,20}$/.test(webhook_id ?? '') && Object.keys(others).length === 0;
}

/**
 * WooCommerce. Only the body is signed; the topic comes from an unsigned header. The ping of a new webhook is an unsigned
 * form and is answered here. The delivery's id is the same for two within a second, so that an event has none:
 * equal bodies count as one event, whatever topic the header names, because anybody could write another one.
 *
 * Source: https://woocommerce.com/document/webhooks/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { woocommerce } from '@hooklatch/providers/woocommerce';
 *
 * const webhook = createWebhook(woocommerce(), {
 *   on: { 'order.created': (event) => console.log(event.payload.id) },
 * });
 * ```
 */
export const woocommerce: ProviderFactory<WoocommerceEvents> = defineProvider({
  name: 'woocommerce',
  env: [],
  schemes: [hmac({ signature: { header, encoding: 'base64' }, secret: decode })],
  type: { header: 'x-wc-webhook-topic' },
  handshake: {
    isUnsigned: ({ method, headers }) => method === 'POST' && !headers.has(header),
    answerUnsigned: ({ body }) => (isPing(body) ? textReply('') : undefined),
  },
  notSecrets: { ck_: 'a consumer key', cs_: 'a consumer secret' },
  facts: {
    sources: [
      'https://woocommerce.com/document/webhooks/',
      'https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/class-wc-webhook.php',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 60_000,
    retries: { attempts: 0 },
  },
});
