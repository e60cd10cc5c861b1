import type { AlertMessage } from './lib/alert-message.ts';
import type { Channel } from './lib/channel.ts';
import { toChannelUrl, toTimeout } from './lib/channel-url.ts';
import { formatTime } from './lib/format.ts';
import { postJson } from './lib/post.ts';
import { footOf, lookOf, toLines } from './lib/present.ts';
import type { SlackBlock, SlackMessage, SlackText } from './lib/slack-blocks.ts';
import { escapeBy, fit, toClean, toLine, toLink } from './lib/text.ts';

export type { Channel, SendOptions, SendResult } from './lib/channel.ts';
export type { AlertMessage } from './lib/alert-message.ts';
export type { SlackBlock, SlackMessage, SlackText } from './lib/slack-blocks.ts';

/** Options of {@link slack}. */
export interface SlackOptions {
  /** Of an incoming webhook. It is a secret. */
  readonly url: string;
  /** What operators call it. (the host) */
  readonly label?: string | undefined;
  /** How long a send may take, in milliseconds. (10,000) */
  readonly timeoutMs?: number | undefined;
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escape = escapeBy(entities);
// Marks of formatting cannot be escaped, but nothing is a mark in a code span, and a backtick would end it.
const escapeCode = escapeBy({ ...entities, '`': 'ˋ' });

/** What Slack answers where every other message would fail too. */
const broken =
  /invalid_token|no_service|no_team|no_active_hooks|team_disabled|channel_not_found|channel_is_archived|action_prohibited|posting_to_general_channel_denied/;

/**
 * A channel of Slack, by an incoming webhook.
 *
 * @param options - with the webhook's URL
 * @returns the channel
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { slack } from '@hooklatch/alerts/slack';
 *
 * export const channel = slack({ url: process.env['SLACK_WEBHOOK_URL'] ?? '' });
 * ```
 */
export function slack({ url, label, timeoutMs }: SlackOptions): Channel {
  const { href, host } = toChannelUrl(url, 'slack');
  const timeout = toTimeout(timeoutMs);
  return {
    kind: 'slack',
    label: label ?? `Slack (${host})`,
    targets: [],
    send: (message, options) =>
      postJson(
        {
          url: href,
          body: JSON.stringify(renderSlack(message)),
          timeoutMs: timeout,
          judge: (status, text) => {
            const isChannelBroken =
              [401, 403, 404, 410].includes(status) || (status < 500 && broken.test(text));
            return { isPermanent: isChannelBroken || isRefused(status), isChannelBroken };
          },
        },
        options,
      ),
  };
}

/**
 * What is posted to Slack: at most 50 blocks, each text within its limit, nothing of the message a mention, a link or a mark.
 *
 * @param message - what is said
 * @returns the body of the request
 */
export function renderSlack(message: AlertMessage): SlackMessage {
  const { sign } = lookOf(message);
  const title = `${sign} ${toLine(message.title)}`;
  const link = toLink(message.link);
  const blocks: SlackBlock[] = [{ type: 'header', text: plain(title, 150) }];
  const summary = toClean(message.summary).trim();
  if (summary !== '') blocks.push({ type: 'section', text: plain(summary, 3000) });
  const fields = message.fields.slice(0, 20).map(({ name, value }) => toField(name, value));
  for (let at = 0; at < fields.length; at += 10)
    blocks.push({ type: 'section', fields: fields.slice(at, at + 10) });
  if (message.rows.length > 0) {
    const table = fit(toLines(message.rows).join('\n'), 2900, escapeCode);
    blocks.push({ type: 'section', text: { type: 'mrkdwn', text: `\`\`\`\n${table}\n\`\`\`` } });
  }
  if (link !== undefined)
    blocks.push({ type: 'actions', elements: [{ type: 'button', text: plain('Open', 75), url: link }] });
  const foot = `${footOf(message)} · ${formatTime(message.occurredAt)}`;
  blocks.push({ type: 'context', elements: [plain(foot, 1000)] });
  // It stands in notifications, and is what a screen reader reads.
  const text = fit(summary === '' ? title : `${title}: ${toLine(summary)}`, 3000, escape);
  return { text, blocks, unfurl_links: false, unfurl_media: false };
}

function plain(text: string, longest: number): Extract<SlackText, { type: 'plain_text' }> {
  return { type: 'plain_text', text: fit(text, longest, escape), emoji: false };
}

function toField(name: string, value: string): SlackText {
  const shown = fit(toLine(value), 500, escapeCode);
  const bold = fit(toLine(name), 100, escapeBy({ ...entities, '*': '∗', '`': 'ˋ', _: '＿', '~': '∼' }));
  return { type: 'mrkdwn', text: `*${bold === '' ? '–' : bold}*\n${shown === '' ? '–' : `\`${shown}\``}` };
}

function isRefused(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}
