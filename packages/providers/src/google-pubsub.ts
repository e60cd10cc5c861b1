import {
  defineProvider,
  fieldAt,
  fromBase64,
  parseJson,
  type FetchedKeyOptions,
  type ProviderFactory,
} from '@hooklatch/core/provider';
import { googleIssuers, googleKeys, googleToken } from './lib/google-token.ts';
import { needs } from './lib/needs.ts';

/** Options of {@link googlePubsub}. */
export interface GooglePubsubOptions extends FetchedKeyOptions {
  /** The audience of the push subscription. (`publicUrl`) */
  readonly audience?: string | readonly string[] | undefined;
  /** The e-mail address of the subscription's service account. */
  readonly serviceAccountEmail?: string | readonly string[] | undefined;
}

const playNotifications = [
  'subscriptionNotification',
  'oneTimeProductNotification',
  'voidedPurchaseNotification',
  'testNotification',
];

/** In base64: one of Google Play is a few hundred characters; what else is published is not decoded to find its type. */
const longestNotification = 65_536;

/** Google Play names its notifications inside the message; what else is published is the application's own. */
function eventType(payload: unknown): string | undefined {
  const text = fieldAt(payload, 'message.data') ?? '';
  const data = text.length <= longestNotification ? fromBase64(text) : undefined;
  const message = Object((data && parseJson(data)) ?? payload) as object;
  return playNotifications.find((name) => Object.hasOwn(message, name));
}

/**
 * Pushes of Google Cloud Pub/Sub, such as Google Play's real-time developer notifications: a token that Google signs.
 * It proves the sender, not the body. The payload is as it was sent: `message.data` is base64. A type is
 * the kind of a Google Play notification.
 *
 * Source: https://docs.cloud.google.com/pubsub/docs/authenticate-push-subscriptions
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { googlePubsub } from '@hooklatch/providers/google-pubsub';
 *
 * const webhook = createWebhook(
 *   googlePubsub({
 *     audience: 'https://example.com/webhooks/pubsub',
 *     serviceAccountEmail: 'push@my-project.iam.gserviceaccount.com',
 *   }),
 *   { on: { '*': (event) => console.log(event.id, event.payload) } },
 * );
 * ```
 */
export const googlePubsub: ProviderFactory<object, GooglePubsubOptions> = defineProvider(
  ({ publicUrl, audience = publicUrl, serviceAccountEmail, fetch }: GooglePubsubOptions) => {
    const emails = [serviceAccountEmail ?? []].flat();
    const token = googleToken({ audience, emails, issuers: googleIssuers, keys: googleKeys, fetch });
    return {
      name: 'google-pubsub',
      key: 'fetched',
      env: [],
      schemes: [needs(token, { audience, serviceAccountEmail })],
      id: [
        { field: 'message.messageId' },
        { field: 'message.message_id' },
        { header: 'x-goog-pubsub-message-id' },
      ],
      type: eventType,
      facts: {
        sources: [
          'https://docs.cloud.google.com/pubsub/docs/authenticate-push-subscriptions',
          'https://docs.cloud.google.com/pubsub/docs/payload-unwrapping',
          'https://developer.android.com/google/play/billing/rtdn-reference',
        ],
        confirmed: true,
        checked: '2026-11-22',
        successStatuses: [102, 200, 201, 202, 204],
        keepsId: true,
      },
    };
  },
);
