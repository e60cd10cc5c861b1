import {
  asymmetric,
  defineProvider,
  fieldAt,
  type ProviderFactory,
  type PublicKeyOptions,
} from '@hooklatch/core/provider';
import type { DiscordEvents } from './lib/events/discord.ts';
import { propertyOf } from './lib/items.ts';
import { jsonReply } from './lib/reply.ts';

export type * from './lib/events/discord-common.ts';
export type * from './lib/events/discord-interaction.ts';
export type * from './lib/events/discord.ts';

const interactions: Readonly<Record<string, string>> = {
  1: 'PING',
  2: 'APPLICATION_COMMAND',
  3: 'MESSAGE_COMPONENT',
  4: 'APPLICATION_COMMAND_AUTOCOMPLETE',
  5: 'MODAL_SUBMIT',
};

const noContent = { status: 204, headers: { 'content-type': 'application/json' }, body: '' };

/** A webhook event has an `event` in it, whatever the number of its type means elsewhere. */
function eventType(payload: unknown): string | undefined {
  const type = fieldAt(payload, 'type') ?? '';
  return propertyOf(payload, 'event') === undefined ? interactions[type] : fieldAt(payload, 'event.type');
}

/**
 * Discord: interactions and webhook events. Pings are answered here, each in its own way, once their signature is
 * proved; an interaction is answered with what its handler returns.
 *
 * Source: https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { discord } from '@hooklatch/providers/discord';
 *
 * const webhook = createWebhook(discord(), {
 *   on: {
 *     APPLICATION_COMMAND: (event) => ({
 *       status: 200,
 *       headers: { 'content-type': 'application/json' },
 *       body: JSON.stringify({ type: 4, data: { content: event.payload.id } }),
 *     }),
 *   },
 * });
 * ```
 */
export const discord: ProviderFactory<DiscordEvents, PublicKeyOptions> = defineProvider({
  name: 'discord',
  key: 'public',
  env: ['DISCORD_PUBLIC_KEY'],
  schemes: [
    asymmetric({
      algorithm: 'ed25519',
      content: '{timestamp}{body}',
      timestamp: { header: 'x-signature-timestamp' },
      signature: { header: 'x-signature-ed25519', encoding: 'hex' },
    }),
  ],
  id: { field: 'id' },
  type: eventType,
  refusalStatus: 401,
  success: noContent,
  handshake: {
    answer(payload) {
      if (propertyOf(payload, 'event') !== undefined) return undefined;
      const type = propertyOf(payload, 'type');
      if (type === 0) return noContent;
      return type === 1 ? jsonReply({ type: 1 }) : undefined;
    },
  },
  facts: {
    sources: [
      'https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint',
      'https://docs.discord.com/developers/events/webhook-events',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt: 'How old a timestamp may be is not stated: 300 seconds is a choice.',
    deadlineMs: 3000,
  },
});
