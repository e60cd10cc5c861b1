import {
  decodeSecret,
  defineProvider,
  fieldAt,
  hmac,
  iso8601,
  toBytes,
  type ProviderFactory,
} from '@hooklatch/core/provider';
import type { TwitchEvents } from './lib/events/twitch.ts';
import { textReply } from './lib/reply.ts';

export type * from './lib/events/twitch-channel.ts';
export type * from './lib/events/twitch-chat.ts';
export type * from './lib/events/twitch-common.ts';
export type * from './lib/events/twitch-interaction.ts';
export type * from './lib/events/twitch.ts';

/** The header that names the kind of message is not signed; what the message holds is. */
function hasEvent(payload: unknown): boolean {
  const message = Object(payload) as object;
  return Object.hasOwn(message, 'event') || Object.hasOwn(message, 'events');
}

function eventType(payload: unknown): string | undefined {
  const type = fieldAt(payload, 'subscription.type');
  return type === undefined || hasEvent(payload) ? type : 'revocation';
}

/**
 * Twitch's EventSub. The challenge of a new subscription is answered here, once its signature is proved; the end of a
 * subscription is the event `revocation`.
 *
 * Source: https://dev.twitch.tv/docs/eventsub/handling-webhook-events/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { twitch } from '@hooklatch/providers/twitch';
 *
 * const webhook = createWebhook(twitch(), {
 *   on: { 'channel.follow': (event) => console.log(event.payload.event.user_name) },
 * });
 * ```
 */
export const twitch: ProviderFactory<TwitchEvents> = defineProvider({
  name: 'twitch',
  env: [],
  schemes: [
    hmac({
      content: '{id}{timestamp}{body}',
      id: { header: 'twitch-eventsub-message-id' },
      timestamp: { header: 'twitch-eventsub-message-timestamp', unit: iso8601 },
      signature: { header: 'twitch-eventsub-message-signature', prefix: 'sha256=' },
      secret: decodeSecret({ decode: toBytes, leastBytes: 10 }),
    }),
  ],
  id: { claim: 'id' },
  type: [eventType, { header: 'twitch-eventsub-subscription-type' }],
  toleranceInSeconds: 600,
  handshake: {
    answer(payload) {
      const challenge = hasEvent(payload) ? undefined : fieldAt(payload, 'challenge');
      return challenge === undefined ? undefined : textReply(challenge);
    },
  },
  facts: {
    sources: [
      'https://dev.twitch.tv/docs/eventsub/handling-webhook-events/',
      'https://dev.twitch.tv/docs/eventsub/',
    ],
    confirmed: true,
    checked: '2026-11-22',
    keepsId: true,
  },
});
