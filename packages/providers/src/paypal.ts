import {
  isSignedBy,
  defineProvider,
  fromBase64,
  importPublicKey,
  iso8601,
  keySource,
  makeKeyPair,
  readPublicKeys,
  required,
  signWith,
  toBase64,
  toBytes,
  WebhookError,
  type Claim,
  type FetchedKeyOptions,
  type KeySource,
  type Provider,
  type ProviderOptions,
  type PublicKey,
  type Scheme,
} from '@hooklatch/core/provider';
import { crc32 } from './lib/crc32.ts';
import type { PaypalEvents } from './lib/events/paypal.ts';

export type * from './lib/events/paypal-billing.ts';
export type * from './lib/events/paypal-common.ts';
export type * from './lib/events/paypal.ts';

/** Options of {@link paypal}. */
export interface PaypalOptions extends FetchedKeyOptions {
  /** The id of the webhook, which is signed: of sandbox and live in one list, where both come here. (`PAYPAL_WEBHOOK_ID`) */
  readonly webhookId?: ProviderOptions['secret'];
}

/** A webhook's id, and the key where it is given and not fetched. */
interface PaypalKey {
  readonly webhookId: string;
  readonly given?: PublicKey;
}

const algorithm = 'rsa-sha256';
const algorithmName = 'SHA256withRSA';
const names = {
  signature: 'paypal-transmission-sig',
  id: 'paypal-transmission-id',
  time: 'paypal-transmission-time',
  certificate: 'paypal-cert-url',
  algorithm: 'paypal-auth-algo',
} as const;

const hosts = [
  'api.paypal.com',
  'api-m.paypal.com',
  'api.sandbox.paypal.com',
  'api-m.sandbox.paypal.com',
] as const;
const certificateUrl =
  /^https:\/\/api(?:-m)?(?:\.sandbox)?\.paypal\.com\/v1\/notifications\/certs\/[\w-]{1,128}$/;

/** The webhook's id stands before a space, where a key is given with it. */
function splitKey(text: string): readonly [webhookId: string, key: string | undefined] {
  const at = text.indexOf(' ');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function signedBytes({ id = '', timestamp = '' }: Claim, webhookId: string, body: Uint8Array): Uint8Array {
  return toBytes(`${id}|${timestamp}|${webhookId}|${crc32(body)}`);
}

function readKeys(text: string): readonly PaypalKey[] | string {
  const [webhookId, key] = splitKey(text);
  if (!/^[\w-]{1,64}$/.test(webhookId)) return 'is no webhook id';
  if (key === undefined) return [{ webhookId }];
  const keys = readPublicKeys(key);
  return typeof keys === 'string' ? keys : keys.map((given) => ({ webhookId, given }));
}

function schemeOf(source: KeySource): Scheme<PaypalKey> {
  return {
    headers: Object.values(names),
    // What is signed of the body is a checksum, which somebody who has seen one delivery can keep in another body.
    covers: { id: false, body: false, url: false },
    keys: readKeys,
    read(head) {
      const malformed = (name: string): WebhookError => new WebhookError('header_malformed', name);
      const signature = required(head, names.signature);
      const [id, timestamp] = [required(head, names.id), required(head, names.time)];
      if (!/^[\w-]{1,128}$/.test(id)) throw malformed(names.id);
      const time = iso8601.read(timestamp);
      if (Number.isNaN(time)) throw malformed(names.time);
      if (!certificateUrl.test(required(head, names.certificate))) throw malformed(names.certificate);
      if (required(head, names.algorithm) !== algorithmName) throw malformed(names.algorithm);
      return { signatures: [signature], id, timestamp, time };
    },
    async verify(claim, { webhookId, given }, body, head) {
      const proof = fromBase64(claim.signatures[0] as string);
      if (!proof) return false;
      const [key] = given ? [given] : await source.keys(required(head, names.certificate));
      if (!key) return false;
      const imported = await importPublicKey(key, algorithm);
      return isSignedBy(imported, algorithm, proof, signedBytes(claim, webhookId, body));
    },
    content: () => undefined,
    async write({ id, time, body }, secret) {
      const [webhookId, key = ''] = splitKey(secret);
      const timestamp = iso8601.write(time);
      const bytes = signedBytes({ signatures: [], id, timestamp }, webhookId, body);
      return {
        headers: {
          [names.signature]: toBase64(await signWith(key, algorithm, bytes)),
          [names.id]: id,
          [names.time]: timestamp,
          [names.certificate]: `https://${hosts[2]}/v1/notifications/certs/CERT-test`,
          [names.algorithm]: algorithmName,
        },
      };
    },
    async makeKeys() {
      const { privateKey, publicKey } = await makeKeyPair(algorithm);
      return { privateKey: `TEST ${privateKey}`, publicKey: `TEST ${publicKey}` };
    },
  };
}

const define = defineProvider<PaypalEvents, PaypalOptions>(({ fetch }) => {
  const source = keySource({
    url: (id = '') => (certificateUrl.test(id) ? id : undefined),
    hosts,
    fetch,
    // The first certificate is the signer's; those after it are its issuers'.
    read(text) {
      const keys = readPublicKeys(text);
      return typeof keys === 'string' ? keys : keys.slice(0, 1);
    },
  });
  return {
    name: 'paypal',
    key: 'public',
    env: ['PAYPAL_WEBHOOK_ID'],
    schemes: [schemeOf(source) as Scheme],
    id: { field: 'id' },
    type: { field: 'event_type' },
    // No window is documented. Retries go on for three days, and may come with the time of the first attempt.
    toleranceInSeconds: 3 * 86_400 + 3600,
    facts: {
      sources: [
        'https://developer.paypal.com/api/rest/webhooks/rest/',
        'https://developer.paypal.com/api/webhooks/v1/definitions/verify_webhook_signature',
      ],
      confirmed: true,
      checked: '2026-11-22',
    },
  };
});

const joined = /^\w[\w-]* /;

/** The id and the key that goes with it in one text, as the ring takes them. */
function joinKey({ webhookId, publicKey }: PaypalOptions): ProviderOptions['secret'] {
  if (webhookId === undefined || publicKey === undefined) return publicKey ?? webhookId;
  if (typeof webhookId === 'function' || typeof publicKey === 'function')
    throw new TypeError(
      'paypal takes webhookId and publicKey together as texts, or one of them as a resolver.',
    );
  const ids = [webhookId].flat();
  return [publicKey].flat().flatMap((key) => (joined.test(key) ? key : ids.map((id) => `${id} ${key}`)));
}

/**
 * PayPal: an RSA signature over the id and time of the transmission, the webhook's id and a checksum of the body. The
 * certificate is fetched from PayPal's API hosts alone. A checksum is no hash: before money moves, ask PayPal's API for
 * the resource.
 *
 * Source: https://developer.paypal.com/api/rest/webhooks/rest/
 *
 * @param options - the webhook's id, and the key where it is not to be fetched
 * @returns the provider
 * @throws TypeError where both are given, and one is a resolver
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { paypal } from '@hooklatch/providers/paypal';
 *
 * const webhook = createWebhook(paypal({ webhookId: '4JH86294D6297924G' }), {
 *   on: { 'PAYMENT.CAPTURE.COMPLETED': (event) => console.log(event.payload.resource.id) },
 * });
 * ```
 */
export function paypal<Events extends object = PaypalEvents>(options: PaypalOptions = {}): Provider<Events> {
  return define<Events>({ ...options, publicKey: joinKey(options) });
}
