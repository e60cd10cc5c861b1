import {
  defineProvider,
  fieldAt,
  parseJson,
  toBytes,
  WebhookError,
  type ProviderFactory,
} from '@hooklatch/core/provider';
import { bodyHmac } from './lib/body-hmac.ts';
import { parseAnyForm, writeMultipart } from './lib/multipart.ts';
import { textReply } from './lib/reply.ts';

/** The event stands as JSON in a field of a form. */
function parse(body: Uint8Array): unknown {
  const json = parseAnyForm(body)?.json;
  return json === undefined ? undefined : parseJson(toBytes(json));
}

const typeGrammar = /^[a-z]\w{0,100}$/i;

const scheme = bodyHmac({
  algorithm: 'sha256',
  covers: { id: false, body: false, url: false },
  toProofs(body) {
    const payload = parse(body);
    const [time, type, signature] = ['event_time', 'event_type', 'event_hash'].map((name) =>
      fieldAt(payload, `event.${name}`),
    );
    if (signature === undefined) throw new WebhookError('signature_missing', 'event_hash');
    // Nothing stands between them, so that each has to have its own form.
    if (!/^\d{1,12}$/.test(time ?? '') || !typeGrammar.test(type ?? '')) return [];
    return [[{ signature, content: `${time}${type}`, claim: { time: 1000 * Number(time) } }]];
  },
  async write({ body, time }, sign) {
    const payload = Object(parseJson(body)) as { event?: object };
    const stamp = `${Math.floor(time / 1000)}`;
    const wanted = fieldAt(payload, 'event.event_type') ?? '';
    const type = typeGrammar.test(wanted) ? wanted : 'callback_test';
    const hash = await sign(stamp + type);
    const event = { ...payload.event, event_time: stamp, event_type: type, event_hash: hash };
    const form = writeMultipart({ json: JSON.stringify({ ...payload, event }) });
    const boundary = 'multipart/form-data; boundary=hooklatch-form-boundary';
    return { headers: { 'content-type': boundary }, body: form };
  },
});

/** The hash is the same for everything of a kind in one second, so that what it was about is added. */
function eventId(payload: unknown): string | undefined {
  const hash = fieldAt(payload, 'event.event_hash');
  const paths = [
    'event.event_metadata.related_signature_id',
    'signature_request.signature_request_id',
    'template.template_id',
    'account.account_id',
    'event.event_metadata.reported_for_account_id',
    'event.event_metadata.reported_for_app_id',
  ];
  return hash && [hash, ...paths.map((path) => fieldAt(payload, path) ?? '')].join(':');
}

/**
 * Dropbox Sign, which was HelloSign. The key is the API key; only the event's time and type are signed, not what
 * happened to which document, and no age is refused unless `toleranceInSeconds` says so.
 *
 * Source: https://developers.hellosign.com/docs/events/walkthrough/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { dropboxSign } from '@hooklatch/providers/dropbox-sign';
 *
 * const webhook = createWebhook(dropboxSign(), {
 *   on: { signature_request_signed: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const dropboxSign: ProviderFactory<object> = defineProvider({
  name: 'dropbox-sign',
  env: [],
  schemes: [scheme],
  id: eventId,
  type: { field: 'event.event_type' },
  parse,
  toleranceInSeconds: Number.MAX_SAFE_INTEGER,
  success: textReply('Hello API Event Received'),
  facts: {
    sources: [
      'https://developers.hellosign.com/docs/events/walkthrough/',
      'https://developers.hellosign.com/api/manual-reference-pages/glossary/callbacks-events',
      'https://github.com/hellosign/dropbox-sign-node',
    ],
    confirmed: true,
    checked: '2026-11-22',
    retries: { hours: 72 },
  },
});
