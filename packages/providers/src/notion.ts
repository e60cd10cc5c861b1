import {
  defineProvider,
  hmac,
  parseJson,
  WebhookError,
  type ProviderFactory,
  type ProviderOptions,
  type Question,
} from '@hooklatch/core/provider';
import type { NotionEvents } from './lib/events/notion.ts';
import { propertyOf } from './lib/items.ts';
import { readAs } from './lib/read-as.ts';
import { textReply } from './lib/reply.ts';

export type * from './lib/events/notion.ts';

/** Options of {@link notion}. */
export interface NotionOptions extends ProviderOptions {
  /**
   * Is told the token that Notion wants back, as long as there is no secret: after that, whoever sends another one is
   * not listened to. Anybody can send the first.
   */
  readonly onVerificationToken?: (token: string) => void | Promise<void>;
}

const header = 'x-notion-signature';

/** Notion's own library takes digits of either case. */
const scheme = readAs(
  hmac({ signature: { header, prefix: 'sha256=' } }),
  header,
  (value) => value.slice(0, 7) + value.slice(7).toLowerCase(),
);

/** Notion's begin with `secret_`; none has blanks or line breaks in it, which would end up in a log. */
const tokenGrammar = /^[\w-]{1,256}$/;

/** The token of a body that holds nothing else. */
function tokenIn(payload: unknown): string | undefined {
  const names = Object.keys(Object(payload) as object);
  const token = names.length === 1 ? propertyOf(payload, 'verification_token') : undefined;
  return typeof token === 'string' && tokenGrammar.test(token) ? token : undefined;
}

/** A token that came later would take the place of the one that events are proved with. */
async function hasSecret({ keys }: Question): Promise<boolean> {
  try {
    return (await keys()).length > 0;
  } catch (error) {
    if (WebhookError.is(error) && error.code === 'secret_missing') return false;
    throw error;
  }
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
      async answerUnsigned(question) {
        const token = tokenIn(parseJson(question.body));
        if (token === undefined) return undefined;
        if (onVerificationToken && !(await hasSecret(question))) await onVerificationToken(token);
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
