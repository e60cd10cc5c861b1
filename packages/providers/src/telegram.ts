import { defineProvider, token, type ProviderFactory } from '@hooklatch/core/provider';
import type { TelegramEvents } from './lib/events/telegram.ts';

export type * from './lib/events/telegram-chat.ts';
export type * from './lib/events/telegram-common.ts';
export type * from './lib/events/telegram-message.ts';
export type * from './lib/events/telegram-update.ts';
export type * from './lib/events/telegram.ts';

const header = token({ header: 'x-telegram-bot-api-secret-token' });

const scheme: typeof header = {
  ...header,
  keys: (secret) =>
    /^[\w-]{1,256}$/.test(secret) ? [secret] : 'is no secret_token: 1 to 256 letters, digits, _ and -',
};

function updateType(payload: unknown): string | undefined {
  const names = Object.keys(Object(payload) as object);
  return names.includes('update_id') ? names.find((name) => name !== 'update_id') : undefined;
}

/**
 * Telegram's bots: the `secret_token` of `setWebhook` in a header. It proves the caller, not the body. The event's type is
 * the one field of the update beside its id.
 *
 * Source: https://core.telegram.org/bots/api#setwebhook
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { telegram } from '@hooklatch/providers/telegram';
 *
 * const webhook = createWebhook(telegram(), {
 *   on: { message: (event) => console.log(event.payload.message.text) },
 * });
 * ```
 */
export const telegram: ProviderFactory<TelegramEvents> = defineProvider({
  name: 'telegram',
  env: ['TELEGRAM_WEBHOOK_SECRET_TOKEN'],
  schemes: [scheme],
  id: { field: 'update_id' },
  type: updateType,
  facts: {
    sources: ['https://core.telegram.org/bots/api#setwebhook', 'https://github.com/tdlib/telegram-bot-api'],
    confirmed: true,
    checked: '2026-11-22',
    keepsId: true,
  },
});
