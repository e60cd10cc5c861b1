import {
  defineProvider,
  fieldAt,
  hmac,
  parseForm,
  parseJson,
  toBytes,
  type ProviderFactory,
} from '@hooklatch/core/provider';
import type { SlackEvents } from './lib/events/slack.ts';
import { textReply } from './lib/reply.ts';

export type * from './lib/events/slack-common.ts';
export type * from './lib/events/slack-event.ts';
export type * from './lib/events/slack-interaction.ts';
export type * from './lib/events/slack-message.ts';
export type * from './lib/events/slack.ts';

/** Events are JSON, commands are forms, and interactions are forms whose field `payload` holds JSON. */
function parse(body: Uint8Array): unknown {
  const json = parseJson(body);
  if (json !== undefined) return json;
  const form = parseForm(body);
  return form?.payload === undefined ? form : (parseJson(toBytes(form.payload)) ?? form);
}

function eventType(payload: unknown): string | undefined {
  if (fieldAt(payload, 'command') !== undefined) return 'slash_command';
  return fieldAt(payload, 'event.type') ?? fieldAt(payload, 'type');
}

/**
 * Slack: the Events API, slash commands and interactions. The question `url_verification` is answered here, once its
 * signature is proved.
 *
 * Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { slack } from '@hooklatch/providers/slack';
 *
 * const webhook = createWebhook(slack(), {
 *   on: { app_mention: (event) => console.log(event.payload.event.text) },
 * });
 * ```
 */
export const slack: ProviderFactory<SlackEvents> = defineProvider({
  name: 'slack',
  env: ['SLACK_SIGNING_SECRET'],
  schemes: [
    hmac({
      content: 'v0:{timestamp}:{body}',
      timestamp: { header: 'x-slack-request-timestamp' },
      signature: { header: 'x-slack-signature', prefix: 'v0=' },
    }),
  ],
  id: { field: 'event_id' },
  type: eventType,
  parse,
  handshake: {
    answer(payload) {
      const challenge =
        fieldAt(payload, 'type') === 'url_verification' ? fieldAt(payload, 'challenge') : undefined;
      return challenge === undefined ? undefined : textReply(challenge);
    },
  },
  notSecrets: {
    'xoxb-': 'a bot token',
    'xoxp-': 'a user token',
    'xapp-': 'an app token',
  },
  facts: {
    sources: ['https://docs.slack.dev/authentication/verifying-requests-from-slack'],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 3000,
  },
});
