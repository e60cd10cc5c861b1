import {
  defineProvider,
  fieldAt,
  type FetchedKeyOptions,
  type ProviderFactory,
} from '@hooklatch/core/provider';
import { googleIssuers, googleKeys, googleToken } from './lib/google-token.ts';
import { needs } from './lib/needs.ts';

/** Options of {@link googleChat}: one of the two, as the app is set up. */
export interface GoogleChatOptions extends FetchedKeyOptions {
  /** The URL of the HTTP endpoint, where that is the app's authentication audience. (`publicUrl`) */
  readonly audience?: string | readonly string[] | undefined;
  /** The project number, where that is the app's authentication audience. */
  readonly projectNumber?: string | undefined;
}

const chat = 'chat@system.gserviceaccount.com';
const chatKeys = `https://www.googleapis.com/service_accounts/v1/jwk/${chat}`;

/** A classic event says what it is; one of an add-on holds a payload that is named after it. */
function eventType(payload: unknown): string | undefined {
  const event = Object((payload as { chat?: unknown } | undefined)?.chat) as object;
  return fieldAt(payload, 'type') ?? Object.keys(event).find((name) => name.endsWith('Payload'));
}

/** Only a new message is named by its message: a click on it names the same one. */
function eventId(payload: unknown): string | undefined {
  const isMessage = fieldAt(payload, 'type') === 'MESSAGE';
  return fieldAt(payload, isMessage ? 'message.name' : 'chat.messagePayload.message.name');
}

/**
 * Google Chat apps with an HTTP endpoint: a token that Google signs for Chat's own service account. It proves the
 * sender, not the body.
 *
 * Source: https://developers.google.com/workspace/chat/verify-requests-from-chat
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { googleChat } from '@hooklatch/providers/google-chat';
 *
 * const webhook = createWebhook(googleChat({ audience: 'https://example.com/chat' }), {
 *   on: { MESSAGE: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const googleChat: ProviderFactory<object, GoogleChatOptions> = defineProvider(
  ({ publicUrl, audience = publicUrl, projectNumber, fetch }: GoogleChatOptions) => {
    const token =
      projectNumber === undefined
        ? googleToken({ audience, emails: [chat], issuers: googleIssuers, keys: googleKeys, fetch })
        : googleToken({ audience: projectNumber, issuers: [chat], keys: chatKeys, fetch });
    return {
      name: 'google-chat',
      key: 'fetched',
      env: [],
      schemes: [needs(token, { audience: projectNumber ?? audience })],
      id: eventId,
      type: eventType,
      refusalStatus: 401,
      facts: {
        sources: ['https://developers.google.com/workspace/chat/verify-requests-from-chat'],
        confirmed: true,
        checked: '2026-11-22',
        deadlineMs: 30_000,
      },
    };
  },
);
