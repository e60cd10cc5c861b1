import {
  defineProvider,
  either,
  hmac,
  parseJson,
  queryOf,
  toBytes,
  toText,
  type HashName,
  type Handshake,
  type ProviderFactory,
  type ProviderOptions,
  type Reply,
} from '@hooklatch/core/provider';
import { textReply } from './lib/reply.ts';

/** What a hub asks to be confirmed. */
export type WebsubMode = 'subscribe' | 'unsubscribe';

/** Options of {@link websub}. */
export interface WebsubOptions extends ProviderOptions {
  /**
   * The topics that you subscribe to, or what says of each whether a hub may go on. Anyone can ask a hub to subscribe or
   * unsubscribe you: take only what you have asked for yourself. (none)
   */
  readonly topics?: readonly string[] | ((topic: string, mode: WebsubMode) => boolean | Promise<boolean>);
}

const methods: readonly HashName[] = ['sha256', 'sha512', 'sha384', 'sha1'];

const longestSecret = 199;

/** What is published: JSON, or text of any kind, such as a feed. */
function parse(body: Uint8Array): unknown {
  const json = parseJson(body);
  if (json !== undefined) return json;
  try {
    return toText(body);
  } catch {
    return undefined;
  }
}

/** Whether a hub may go on: only for a topic that was asked for. */
function verification({ topics = [] }: WebsubOptions): Handshake {
  const isOurs = async (topic: string, mode: WebsubMode): Promise<boolean> =>
    typeof topics === 'function' ? topics(topic, mode) : topics.includes(topic);
  return {
    methods: ['GET'],
    isUnsigned: (head) => head.method === 'GET' && queryOf(head).has('hub.mode'),
    async answerUnsigned({ head }): Promise<Reply> {
      const query = queryOf(head);
      const [mode, topic, challenge] = ['hub.mode', 'hub.topic', 'hub.challenge'].map((name) => {
        const [value, another] = query.getAll(name);
        return another === undefined ? value : undefined;
      });
      if (mode === 'denied') return textReply('');
      const known = (mode === 'subscribe' || mode === 'unsubscribe') && topic && challenge;
      return known && (await isOurs(topic, mode)) ? textReply(challenge) : textReply('', 404);
    },
  };
}

/**
 * WebSub, which was PubSubHubbub: what hubs such as YouTube's send. The hub chooses among four algorithms. Events have
 * no type: handle them with `'*'`. The hub's questions are answered for `topics`.
 *
 * Source: https://www.w3.org/TR/websub/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { websub } from '@hooklatch/providers/websub';
 *
 * const webhook = createWebhook(websub({ topics: ['https://example.org/feed.xml'] }), {
 *   on: { '*': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const websub: ProviderFactory<object, WebsubOptions> = defineProvider((options) => ({
  name: 'websub',
  env: [],
  schemes: [
    either(
      ...methods.map((algorithm) =>
        hmac({
          algorithm,
          signature: { header: 'x-hub-signature', prefix: `${algorithm}=` },
          secret: (secret) => {
            const bytes = toBytes(secret);
            return bytes.length > longestSecret ? 'is too long: a hub takes less than 200 bytes' : [bytes];
          },
        }),
      ),
    ),
  ],
  parse,
  handshake: verification(options),
  facts: {
    sources: ['https://www.w3.org/TR/websub/'],
    confirmed: true,
    checked: '2026-11-22',
  },
}));
