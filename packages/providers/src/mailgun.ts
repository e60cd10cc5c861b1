import {
  defineProvider,
  fieldAt,
  parseJson,
  toBytes,
  WebhookError,
  type ProviderFactory,
} from '@hooklatch/core/provider';
import { bodyHmac, type BodyProof } from './lib/body-hmac.ts';
import { propertyOf } from './lib/items.ts';
import { parseAnyForm } from './lib/multipart.ts';

/** Webhooks are JSON; routes and older webhooks are forms, with files or without. */
function parse(body: Uint8Array): unknown {
  return parseJson(body) ?? parseAnyForm(body);
}

/** The proof that stands in an object, or undefined where there is none. */
function proofIn(object: unknown): BodyProof | undefined {
  const [timestamp, token, signature] = ['timestamp', 'token', 'signature'].map((name) =>
    fieldAt(object, name),
  );
  if (signature === undefined) return undefined;
  // Nothing stands between them: a digit must not go from one to the other.
  if (!/^\d{10}$/.test(timestamp ?? '') || !/^[\w-]{1,256}$/.test(token ?? '')) return undefined;
  const claim = { id: token, timestamp, time: 1000 * Number(timestamp) };
  return { signature, content: `${timestamp}${token}`, claim };
}

const scheme = bodyHmac({
  algorithm: 'sha256',
  covers: { id: true, body: false, url: false },
  toProofs(body) {
    const payload = parse(body);
    const places = [propertyOf(payload, 'signature'), payload, propertyOf(payload, 'parent-signature')];
    const proofs = places.map(proofIn).filter((proof) => proof !== undefined);
    if (proofs.length === 0) throw new WebhookError('signature_missing', 'signature');
    return [proofs];
  },
  async write({ body, id, time }, sign) {
    const timestamp = `${Math.floor(time / 1000)}`;
    const token = id.replaceAll(/[^\w-]/g, '');
    const signature = { timestamp, token, signature: await sign(timestamp + token) };
    return { headers: {}, body: toBytes(JSON.stringify({ ...Object(parseJson(body)), signature })) };
  },
});

/**
 * Mailgun. Only a timestamp and a token are signed, not the event: the token is its id, so that a delivery counts once.
 * The signature of a parent account counts too.
 *
 * Source: https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { mailgun } from '@hooklatch/providers/mailgun';
 *
 * const webhook = createWebhook(mailgun(), {
 *   on: { delivered: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const mailgun: ProviderFactory<object> = defineProvider({
  name: 'mailgun',
  env: ['MAILGUN_WEBHOOK_SIGNING_KEY'],
  schemes: [scheme],
  id: { claim: 'id' },
  type: [{ field: 'event-data.event' }, { field: 'event' }],
  parse,
  facts: {
    sources: [
      'https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks',
      'https://github.com/mailgun/mailgun-php/blob/master/src/Api/Webhook.php',
      'https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhook-retries',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt: 'How old a timestamp may be is not stated: 300 seconds is a choice.',
    successStatuses: [200],
    retries: { attempts: 6, hours: 8, delaysInSeconds: [300, 600, 900, 3600, 7200, 14_400] },
  },
});
