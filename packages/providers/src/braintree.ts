import {
  defineProvider,
  fromBase64,
  fromHex,
  hashOf,
  hmacOf,
  isEqual,
  parseForm,
  queryOf,
  toBase64,
  toBytes,
  toText,
  WebhookError,
  type Provider,
  type ProviderFactory,
  type ProviderOptions,
  type Scheme,
} from '@hooklatch/core/provider';
import { textReply } from './lib/reply.ts';

/** Options of {@link braintree}. */
export interface BraintreeOptions extends ProviderOptions {
  /** The API key's public part, with `privateKey`, in place of `secret`. */
  readonly publicKey?: string;
  /** The API key's private part. */
  readonly privateKey?: string;
}

/** A notification: its XML, and what stands at its top. */
export interface BraintreeNotification {
  readonly kind: string | undefined;
  /** When it was made: ISO 8601. */
  readonly timestamp: string | undefined;
  /** The whole notification. */
  readonly xml: string;
}

interface ApiKey {
  readonly publicKey: string;
  readonly privateKey: string;
}

function readApiKey(secret: string): ApiKey | string {
  const [publicKey, privateKey, ...rest] = secret.split(' ');
  return publicKey && privateKey && rest.length === 0
    ? { publicKey, privateKey }
    : 'is no public and private key with a space between them';
}

/** The key of the HMAC is the SHA-1 of the private key. */
async function sign({ privateKey }: ApiKey, content: string): Promise<string> {
  return hmacOf('sha1', fromHex(await hashOf('sha1', privateKey, 'hex')) as Uint8Array, content, 'hex');
}

/** The text of a notification, or undefined where a payload is none. */
function decode(payload: string): string | undefined {
  try {
    const text = toText(fromBase64(payload.replaceAll('\n', '')) ?? new Uint8Array());
    // Braintree signs challenges with the same key: they would be notifications too, but for this.
    return text.startsWith('<') ? text : undefined;
  } catch {
    return undefined;
  }
}

function parse(body: Uint8Array): BraintreeNotification | undefined {
  const xml = decode(parseForm(body)?.bt_payload ?? '');
  if (xml === undefined) return undefined;
  const [start, end] = [xml.indexOf('<subject>'), xml.lastIndexOf('</subject>')];
  const top = start >= 0 && end > start ? xml.slice(0, start) + xml.slice(end) : xml;
  const [, kind] = /<kind>([^<]{1,200})<\/kind>/.exec(top) ?? [];
  const [, timestamp] = /<timestamp[^<>]{0,100}>([^<]{1,100})<\/timestamp>/.exec(top) ?? [];
  return { kind, timestamp, xml };
}

const scheme: Scheme<ApiKey> = {
  headers: [],
  covers: { id: false, body: true, url: false },
  keys(secret) {
    const key = readApiKey(secret);
    return typeof key === 'string' ? key : [key];
  },
  read: () => ({ signatures: [] }),
  async verify(_claim, key, body) {
    const { bt_signature: signatures, bt_payload: payload } = parseForm(body) ?? {};
    if (!signatures) throw new WebhookError('signature_missing', 'bt_signature');
    if (!payload || decode(payload) === undefined) return false;
    const own = signatures.split('&').find((pair) => pair.startsWith(`${key.publicKey}|`));
    if (own === undefined) return false;
    const given = own.slice(key.publicKey.length + 1);
    // The line break at the end is signed, and gets lost on the way.
    const whole = isEqual(given, await sign(key, payload));
    return isEqual(given, await sign(key, `${payload}\n`)) || whole;
  },
  content: () => ({ before: '', after: '' }),
  async write({ body }, secret) {
    const key = readApiKey(secret);
    if (typeof key === 'string') throw new TypeError(`The secret ${key}.`);
    const given = body[0] === 0x3c ? body : toBytes('<notification></notification>');
    const payload = `${toBase64(given)}\n`;
    const signature = `${key.publicKey}|${await sign(key, payload)}`;
    const form = new URLSearchParams({ bt_signature: signature, bt_payload: payload });
    return {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: toBytes(form.toString()),
    };
  },
};

const define = defineProvider<Record<string, BraintreeNotification>>({
  name: 'braintree',
  env: [['BRAINTREE_PUBLIC_KEY', 'BRAINTREE_PRIVATE_KEY']],
  schemes: [scheme],
  type: { field: 'kind' },
  parse,
  handshake: {
    methods: ['GET'],
    isUnsigned: (head) => head.method === 'GET' && queryOf(head).has('bt_challenge'),
    async answerUnsigned({ head, keys }) {
      const [challenge = '', another] = queryOf(head).getAll('bt_challenge');
      if (another !== undefined || !/^[a-f0-9]{20,32}$/.test(challenge)) return undefined;
      const [key] = (await keys()) as readonly [ApiKey];
      return textReply(`${key.publicKey}|${await sign(key, challenge)}`);
    },
  },
  facts: {
    sources: [
      'https://developer.paypal.com/braintree/docs/guides/webhooks/parse',
      'https://www.npmjs.com/package/braintree',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});

/**
 * Braintree: a form whose signature is that of one API key. The secret is its public and its private part, with a
 * space between them. The payload is the notification's XML.
 *
 * Source: https://developer.paypal.com/braintree/docs/guides/webhooks/parse
 *
 * @throws TypeError where only one of `publicKey` and `privateKey` is given
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { braintree } from '@hooklatch/providers/braintree';
 *
 * const webhook = createWebhook(braintree({ publicKey: 'integration_public', privateKey: 'integration_private' }), {
 *   on: { subscription_went_past_due: (event) => console.log(event.payload.xml) },
 * });
 * ```
 */
export const braintree: ProviderFactory<Record<string, BraintreeNotification>, BraintreeOptions> = <
  Known extends object = Record<string, BraintreeNotification>,
>({ publicKey, privateKey, ...options }: BraintreeOptions = {}): Provider<Known> => {
  if ((publicKey === undefined) !== (privateKey === undefined))
    throw new TypeError('Give both publicKey and privateKey, or the secret.');
  return define<Known>({
    ...options,
    ...(publicKey !== undefined && { secret: `${publicKey} ${privateKey}` }),
  });
};
