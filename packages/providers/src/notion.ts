import {
  defineProvider,
  fieldAt,
  hmac,
  parseJson,
  type ProviderFactory,
  type ProviderOptions,
} from '@hooklatch/core/provider';
import type { NotionEvents } from './lib/events/notion.ts';
import { readAs } from './lib/read-as.ts';
import { textReply } from './lib/reply.ts';

export type * from './lib/events/notion.ts';

/** Options of {@link notion}. */
export interface NotionOptions extends ProviderOptions {
  /** Is told the token that Notion wants back, before there is a secret. Anybody can send one. */
  readonly onVerificationToken?: (token: string) => void | Promise<void>;
}

const header = 'x-notion-signature';

/** Notion's own library takes digits of either case. */
const scheme = readAs(
  hmac({ signature: { header, prefix: 'sha256=' } }),
  header,
  (value) => value.slice(0, 7) + value.slice(7).toLowerCase(),
);

/** The token of a body that holds nothing else. */
function tokenIn(payload: unknown): string | undefined {
  const names = Object.keys(Object(payload) as object);
  return names.length === 1 ? fieldAt(payload, 'verification_token') : undefined;
}

/**
 * Notion. Its first delivery is not signed and brings `verification_token`: the secret of all that follow, to be pasted
 * into Notion once. `onVerificationToken` is told of it; nothing proves who sent it.
 *
 * Source: https://developers.notion.com/reference/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { notion } from '@hooklatch/providers/notion';
 *
 * const webhook = createWebhook(notion(), {
 *   on: { 'page.created': (event) => console.log(event.payload.entity.id) },
 * });
 * ```
 */
export const notion: ProviderFactory<NotionEvents, NotionOptions> = defineProvider(
  ({ onVerificationToken }) => ({
    name: 'notion',
    env: ['NOTION_VERIFICATION_TOKEN'],
    schemes: [scheme],
    id: { field: 'id' },
    type: { field: 'type' },
    handshake: {
      isUnsigned: ({ method, headers }) => method === 'POST' && !headers.has(header),
      async answerUnsigned({ body }) {
        const token = tokenIn(parseJson(body));
        if (token === undefined) return undefined;
        await onVerificationToken?.(token);
        return textReply('');
      },
    },
    facts: {
      sources: ['https://developers.notion.com/reference/webhooks'],
      confirmed: true,
      checked: '2026-11-22',
    },
  }),
);
