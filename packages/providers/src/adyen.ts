import {
  decodeSecret,
  defineProvider,
  fieldAt,
  fromHex,
  hmac,
  parseJson,
  toBytes,
  WebhookError,
  type BatchItem,
  type ProviderFactory,
} from '@hooklatch/core/provider';
import { bodyHmac, type BodyProof } from './lib/body-hmac.ts';
import { inItems, objectsIn, propertyOf } from './lib/items.ts';
import { textReply } from './lib/reply.ts';

const secret = decodeSecret({ decode: fromHex, leastBytes: 32 });
const mostItems = 100;
const signatureField = 'additionalData.hmacSignature';

/** The notifications of a payload, or undefined where it is another webhook's. */
function notificationsIn(payload: unknown): readonly object[] | undefined {
  return objectsIn(propertyOf(payload, 'notificationItems'))?.map(
    (item) => Object(propertyOf(item, 'NotificationRequestItem')) as object,
  );
}

/** What is signed of a notification; a field that is missing is empty. */
const signedFields = [
  'pspReference',
  'originalReference',
  'merchantAccountCode',
  'merchantReference',
  'amount.value',
  'amount.currency',
  'eventCode',
  'success',
];

/** A field's text. `success` is one in what Adyen sends, and a boolean in what is made by hand. */
function textAt(notification: object, path: string): string {
  const value = propertyOf(notification, path);
  return typeof value === 'boolean' ? String(value) : (fieldAt(notification, path) ?? '');
}

/**
 * Undefined where more than the merchant's own reference holds what stands between the fields: the same text would be
 * signed of other fields.
 */
function contentOf(notification: object): string | undefined {
  const texts = signedFields.map((path) => textAt(notification, path));
  const isMovable = texts.some((text, at) => signedFields[at] !== 'merchantReference' && text.includes(':'));
  return isMovable ? undefined : texts.join(':');
}

function toItem(notification: object): BatchItem {
  const parts = ['pspReference', 'eventCode', 'success'].map((name) => textAt(notification, name));
  return { id: parts.join(':'), type: fieldAt(notification, 'eventCode') ?? '', payload: notification };
}

function toProofs(body: Uint8Array): readonly (readonly BodyProof[])[] {
  const notifications = notificationsIn(parseJson(body)) ?? [];
  const one = notifications.length === 1;
  if (notifications.length === 0) throw new WebhookError('signature_missing', 'hmacsignature');
  if (notifications.length > mostItems) throw new WebhookError('header_malformed', signatureField);
  return notifications.map((notification) => {
    const signature = fieldAt(notification, signatureField);
    if (signature === undefined) throw new WebhookError('signature_missing', signatureField);
    const content = contentOf(notification);
    if (content === undefined) return [];
    return [{ signature, content, claim: one ? { id: toItem(notification).id } : {} }];
  });
}

/** Payments: the signature stands in each notification, over eight of its fields. */
const notifications = bodyHmac({
  algorithm: 'sha256',
  encoding: 'base64',
  secret,
  covers: { id: true, body: false, url: false },
  toProofs,
  async write({ body }, sign) {
    const payload = parseJson(body);
    const signed = (notificationsIn(payload) ?? [Object(payload) as object]).map(async (notification) => {
      const data = Object(propertyOf(notification, 'additionalData')) as object;
      const additionalData = { ...data, hmacSignature: await sign(contentOf(notification) ?? '') };
      return { NotificationRequestItem: { ...notification, additionalData } };
    });
    const written = { live: 'false', ...Object(payload), notificationItems: await Promise.all(signed) };
    return { headers: {}, body: toBytes(JSON.stringify(written)) };
  },
});

const items = inItems((payload) => notificationsIn(payload)?.map(toItem));

/**
 * Adyen. Of payments' notifications eight fields are signed, and nothing else: references, merchant account, amount,
 * event code and success. The webhooks of platforms sign the whole body in a header. Both are answered with `[accepted]`.
 *
 * Source: https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { adyen } from '@hooklatch/providers/adyen';
 *
 * const webhook = createWebhook(adyen(), {
 *   on: { AUTHORISATION: (event) => console.log(event.id, event.payload) },
 * });
 * ```
 */
export const adyen: ProviderFactory<object> = defineProvider({
  name: 'adyen',
  env: ['ADYEN_HMAC_KEY'],
  schemes: [hmac({ secret, signature: { header: 'hmacsignature', encoding: 'base64' } }), notifications],
  batch: items.batch,
  id: { claim: 'id' },
  type: [items.type, { field: 'type' }].flat(),
  success: textReply('[accepted]'),
  facts: {
    sources: [
      'https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures',
      'https://www.npmjs.com/package/@adyen/api-library',
      'https://docs.adyen.com/development-resources/webhooks/troubleshoot',
    ],
    confirmed: true,
    checked: '2026-11-22',
    retries: { hours: 720 },
  },
});
