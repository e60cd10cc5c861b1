import {
  defineProvider,
  fieldAt,
  hashOf,
  isEqual,
  parseForm,
  parseJson,
  queryOf,
  toBytes,
  type Claim,
  type DeliveryHead,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { codeHmac } from './lib/code-hmac.ts';
import type { TwilioEvents } from './lib/events/twilio.ts';
import { formPairs, sortedForm } from './lib/signed-form.ts';

export type * from './lib/events/twilio.ts';

const hashField = 'bodySHA256';
const formType = 'application/x-www-form-urlencoded';

/** The URL as it was called, without its port, and with the port that is usual: Twilio signs any of them. */
function urlsOf(url: string): readonly string[] {
  const [, scheme, before = '', host = '', port, rest = ''] =
    /^(https?):\/\/([^/?#]*@)?([^/?#@]*?)(:\d+)?([/?#].*)?$/is.exec(url) ?? [];
  if (scheme === undefined) return [url];
  const usual = scheme.toLowerCase() === 'https' ? ':443' : ':80';
  return [url, `${scheme}://${before}${host}${port === undefined ? usual : ''}${rest}`].flatMap(
    querySpellings,
  );
}

/** The query as it was called, and as URL parsers write it: what Twilio signs is not always the first. */
function querySpellings(url: string): readonly string[] {
  const at = url.indexOf('?');
  if (at < 0) return [url];
  const query = url.slice(at + 1);
  const pairs = [...new URLSearchParams(query)].map((pair) => pair.map(encodeURIComponent).join('='));
  const spelled = [query, query.replaceAll("'", '%27'), pairs.join('&')];
  return [...new Set(spelled)].map((one) => url.slice(0, at + 1) + one);
}

async function toContents(_claim: unknown, head: DeliveryHead, body: Uint8Array): Promise<readonly string[]> {
  const urls = urlsOf(head.url);
  const hash = queryOf({ url: head.url }).get(hashField);
  if (hash !== null) return isEqual(hash, await hashOf('sha256', body, 'hex')) ? urls : [];
  if (body.length === 0) return urls;
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(head.headers.get('content-type') ?? formType);
  const pairs = isForm ? formPairs(body) : undefined;
  return pairs ? urls.map((url) => url + sortedForm(pairs)) : [];
}

const signed = codeHmac({
  shape: { algorithm: 'sha1', signature: { header: 'x-twilio-signature', encoding: 'base64' } },
  covers: { id: false, body: true, url: true },
  toContents,
  around: (_claim, { url }) => ({ before: url, after: '' }),
  async write({ url, body }, sign) {
    const isJson = parseJson(body) !== undefined;
    const called = new URL(url);
    if (isJson) called.searchParams.set(hashField, await hashOf('sha256', body, 'hex'));
    const fields = isJson ? '' : sortedForm(formPairs(body) ?? []);
    const contentType = isJson ? 'application/json' : formType;
    return {
      url: called.href,
      headers: { 'x-twilio-signature': await sign(called.href + fields), 'content-type': contentType },
    };
  },
});

/** Read as it was signed: JSON where the URL holds its hash, else a form. By GET, the fields stand in the URL. */
function parse(body: Uint8Array, head: DeliveryHead): unknown {
  const query = queryOf({ url: head.url });
  if (query.has(hashField)) return parseJson(body) ?? parseForm(body);
  return parseForm(body.length === 0 ? toBytes(`${query}`) : body);
}

/** Deliveries that ask what a call is to do next. */
const asking = new WeakSet<Claim>();

const scheme: Scheme = {
  ...signed,
  async verify(claim, key, body, head, clock) {
    const fits = await signed.verify(claim, key, body, head, clock);
    if (fits && eventType(parse(body, head)) === 'call.incoming') asking.add(claim);
    return fits;
  },
  // Whoever presses a key twice makes the same bytes twice, and each time Twilio wants to be told what is next.
  content: (claim, head) => (asking.has(claim) ? undefined : signed.content(claim, head)),
};

/** Twilio names no event: the fields tell which one it is. */
function eventType(payload: unknown): string | undefined {
  const has = (name: string): boolean => fieldAt(payload, name) !== undefined;
  if (has('CallSid')) return has('CallbackSource') || has('SequenceNumber') ? 'call.status' : 'call.incoming';
  if (!has('MessageSid')) return undefined;
  const received = ['SmsStatus', 'MessageStatus'].some((name) => fieldAt(payload, name) === 'received');
  if (received && Object.hasOwn(Object(payload) as object, 'Body')) return 'message.received';
  return has('MessageStatus') ? 'message.status' : undefined;
}

/**
 * Twilio: messages and calls. The URL is signed, with the fields of the form or with a hash of the body in it, so that
 * `publicUrl` is needed. The key is the account's auth token.
 *
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { twilio } from '@hooklatch/providers/twilio';
 *
 * const webhook = createWebhook(twilio({ publicUrl: 'https://example.com/webhooks/twilio' }), {
 *   on: { 'message.received': (event) => console.log(event.payload.Body) },
 * });
 * ```
 */
export const twilio: ProviderFactory<TwilioEvents> = defineProvider({
  name: 'twilio',
  env: ['TWILIO_AUTH_TOKEN'],
  schemes: [scheme],
  methods: ['POST', 'GET'],
  id: { header: 'i-twilio-idempotency-token' },
  type: eventType,
  parse,
  notSecrets: { AC: 'an account SID', SK: 'the SID of an API key' },
  facts: {
    sources: [
      'https://www.twilio.com/docs/usage/webhooks/webhooks-security',
      'https://www.npmjs.com/package/twilio',
      'https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 15_000,
    retries: { attempts: 1 },
  },
});
