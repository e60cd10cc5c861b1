import type { AlertMessage } from './lib/alert-message.ts';
import type { Channel } from './lib/channel.ts';
import { toChannelUrl, toTimeout } from './lib/channel-url.ts';
import { postJson } from './lib/post.ts';
import { footOf, lookOf, toLines } from './lib/present.ts';
import { fit, toClean, toLine, toLink, type Escape } from './lib/text.ts';

export type { Channel, SendOptions, SendResult } from './lib/channel.ts';
export type { AlertMessage } from './lib/alert-message.ts';

/** Options of {@link discord}. */
export interface DiscordOptions {
  /** Of a webhook of a channel. It is a secret. */
  readonly url: string;
  /** What operators call it. (the host) */
  readonly label?: string | undefined;
  /** How long a send may take, in milliseconds. (10,000) */
  readonly timeoutMs?: number | undefined;
}

/** What is posted to Discord. */
export interface DiscordMessage {
  readonly embeds: readonly [DiscordEmbed];
  /** Nobody is mentioned, whatever stands in the text. */
  readonly allowed_mentions: { readonly parse: readonly [] };
}

/** The one embed of a message. */
export interface DiscordEmbed {
  readonly title: string;
  readonly description?: string;
  readonly url?: string;
  readonly color: number;
  readonly fields: readonly { readonly name: string; readonly value: string; readonly inline: boolean }[];
  readonly footer: { readonly text: string };
  readonly timestamp: string;
}

/** In UTF-16 code units: what one embed may hold, and all of its texts together. */
const limits = {
  title: 256,
  description: 2800,
  rows: 1600,
  fields: 25,
  name: 100,
  value: 1024,
  footer: 400,
  sum: 6000,
};

const marks = new Set('\\*_~|>#[]()`<-');
// A mention is none any more, also where somebody copies it.
const escape: Escape = (character) =>
  character === '@' ? '@\u200b' : marks.has(character) ? `\\${character}` : character;
const escapeMention: Escape = (character) => (character === '@' ? '@\u200b' : character);
const escapeCode: Escape = (character) =>
  character === '`' ? 'ˋ' : character === '@' ? '@\u200b' : character;

/**
 * A channel of Discord, by a webhook.
 *
 * @param options - with the webhook's URL
 * @returns the channel
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { discord } from '@hooklatch/alerts/discord';
 *
 * export const channel = discord({ url: process.env['DISCORD_WEBHOOK_URL'] ?? '' });
 * ```
 */
export function discord({ url, label, timeoutMs }: DiscordOptions): Channel {
  const parsed = toChannelUrl(url, 'discord');
  // Without it a message that was not kept is no error.
  parsed.searchParams.set('wait', 'true');
  const { href, host } = parsed;
  const timeout = toTimeout(timeoutMs);
  return {
    kind: 'discord',
    label: label ?? `Discord (${host})`,
    targets: [],
    send: (message, options) =>
      postJson(
        {
          url: href,
          body: JSON.stringify(renderDiscord(message)),
          timeoutMs: timeout,
          secrets: [url],
          judge: (status) => {
            // Whoever goes on after these is shut out by its address.
            const isChannelBroken = [401, 403, 404].includes(status);
            const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 429;
            return { isPermanent: isRefused, isChannelBroken };
          },
        },
        options,
      ),
  };
}

/**
 * What is posted to Discord: one embed within every limit, nothing of the message a mention, a link or a mark.
 *
 * @param message - what is said
 * @returns the body of the request
 */
export function renderDiscord(message: AlertMessage): DiscordMessage {
  const { color, sign } = lookOf(message);
  const title = fit(`${sign} ${toLine(message.title)}`, limits.title, escape);
  // A footer has no marks.
  const footer = { text: fit(footOf(message), limits.footer, escapeMention) };
  const summary = fit(toClean(message.summary).trim(), limits.description - limits.rows, escape);
  const table = fit(toLines(message.rows).join('\n'), limits.rows - 10, escapeCode);
  const code = table === '' ? '' : `\`\`\`\n${table}\n\`\`\``;
  const description = [summary, code].filter((part) => part !== '').join('\n');
  const url = toLink(message.link);
  const rest = limits.sum - title.length - footer.text.length - description.length;
  return {
    embeds: [
      {
        title,
        ...(description !== '' && { description }),
        ...(url !== undefined && { url }),
        color,
        fields: toFields(message, rest),
        footer,
        timestamp: new Date(message.occurredAt).toISOString(),
      },
    ],
    allowed_mentions: { parse: [] },
  };
}

/** As many as there is room for; each has an equal part of it. */
function toFields({ fields }: AlertMessage, room: number): DiscordEmbed['fields'] {
  const shown = fields.slice(0, limits.fields);
  const each = Math.floor(room / Math.max(1, shown.length));
  return shown.map(({ name, value }) => {
    const label = fit(toLine(name), Math.min(limits.name, Math.floor(each / 3)), escape);
    // The backticks around it count as well.
    const code = fit(toLine(value), Math.min(limits.value, each - Math.max(1, label.length)) - 2, escapeCode);
    return {
      name: label === '' ? '–' : label,
      value: code === '' ? '–' : `\`${code}\``,
      inline: code.length <= 40,
    };
  });
}
