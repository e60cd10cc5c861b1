import type { AlertMessage } from './lib/alert-message.ts';
import type { Channel } from './lib/channel.ts';
import { toChannelUrl, toTimeout } from './lib/channel-url.ts';
import { formatTime } from './lib/format.ts';
import { postJson } from './lib/post.ts';
import { footOf, lookOf, toLines } from './lib/present.ts';
import { fit, toClean, toLine, toLink } from './lib/text.ts';

export type { Channel, SendOptions, SendResult } from './lib/channel.ts';
export type { AlertMessage } from './lib/alert-message.ts';

/** Options of {@link teams}. */
export interface TeamsOptions {
  /** Of a workflow that posts to a chat or a channel when a webhook request is received. It is a secret. */
  readonly url: string;
  /** What operators call it. (the host) */
  readonly label?: string | undefined;
  /** How long a send may take, in milliseconds. (10,000) */
  readonly timeoutMs?: number | undefined;
}

/** What is posted to a workflow of Teams. */
export interface TeamsMessage {
  readonly type: 'message';
  readonly attachments: readonly [
    { readonly contentType: 'application/vnd.microsoft.card.adaptive'; readonly content: TeamsCard },
  ];
}

/** An adaptive card. */
export interface TeamsCard {
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly type: 'AdaptiveCard';
  readonly version: '1.4';
  readonly body: readonly TeamsBlock[];
  readonly actions: readonly {
    readonly type: 'Action.OpenUrl';
    readonly title: string;
    readonly url: string;
  }[];
  readonly msteams: { readonly width: 'Full' };
}

/** Text in which no mark counts, other than in a `TextBlock`. */
export interface TeamsBlock {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TeamsRun[];
}

/** Letters that look the same. */
export interface TeamsRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly size?: 'Large' | 'Small';
  readonly weight?: 'Bolder';
  readonly color?: 'Attention' | 'Warning' | 'Good' | 'Accent';
  readonly fontType?: 'Monospace';
  readonly isSubtle?: boolean;
}

/** In bytes of JSON; 28 KB are refused. */
const largest = 24_000;
const colors = { critical: 'Attention', error: 'Attention', warning: 'Warning', info: 'Accent' } as const;

/**
 * A chat or a channel of Microsoft Teams, by a workflow.
 *
 * @param options - with the workflow's URL
 * @returns the channel
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { teams } from '@hooklatch/alerts/teams';
 *
 * export const channel = teams({ url: process.env['TEAMS_WORKFLOW_URL'] ?? '' });
 * ```
 */
export function teams({ url, label, timeoutMs }: TeamsOptions): Channel {
  const { href, host } = toChannelUrl(url, 'teams');
  const timeout = toTimeout(timeoutMs);
  return {
    kind: 'teams',
    label: label ?? `Teams (${host})`,
    targets: [],
    send: (message, options) =>
      postJson(
        {
          url: href,
          body: JSON.stringify(renderTeams(message)),
          timeoutMs: timeout,
          judge: (status) => {
            const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 429;
            return { isPermanent: isRefused, isChannelBroken: [401, 403, 404, 410].includes(status) };
          },
        },
        options,
      ),
  };
}

/**
 * What is posted to Teams: one card of text runs, in which nothing is a mark, within 24 KB.
 *
 * @param message - what is said
 * @returns the body of the request
 */
export function renderTeams(message: AlertMessage): TeamsMessage {
  // What is long is cut until all of it fits: letters may have four bytes, or six as an escape.
  for (const value of [1000, 300, 80]) {
    const card = toCard(message, value);
    if (new TextEncoder().encode(JSON.stringify(card)).length <= largest) return wrap(card);
  }
  return wrap(toCard({ ...message, rows: [], fields: message.fields.slice(0, 5) }, 40));
}

function wrap(content: TeamsCard): TeamsMessage {
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
  };
}

function toCard(message: AlertMessage, longest: number): TeamsCard {
  const { kind, severity, title, summary, fields, rows, link, occurredAt } = message;
  const color = kind === 'recovery' ? 'Good' : colors[severity];
  const head = `${lookOf(message).sign} ${toLine(title)}`;
  const said = fit(toClean(summary).trim(), longest * 2);
  const url = toLink(link);
  const body: TeamsBlock[] = [block({ text: fit(head, 200), size: 'Large', weight: 'Bolder', color })];
  if (said !== '') body.push(block({ text: said }));
  for (const { name, value } of fields.slice(0, 20)) {
    const shown = fit(toLine(value), longest);
    const label: Omit<TeamsRun, 'type'> = { text: `${fit(toLine(name), 80)}: `, weight: 'Bolder' };
    body.push(block(label, { text: shown === '' ? '–' : shown, fontType: 'Monospace' }));
  }
  for (const line of toLines(rows.slice(0, 20))) body.push(block({ text: line, fontType: 'Monospace' }));
  const foot = `${fit(footOf(message), 300)} · ${formatTime(occurredAt)}`;
  body.push(block({ text: foot, size: 'Small', isSubtle: true }));
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body,
    actions: url === undefined ? [] : [{ type: 'Action.OpenUrl', title: 'Open', url }],
    msteams: { width: 'Full' },
  };
}

function block(...runs: Omit<TeamsRun, 'type'>[]): TeamsBlock {
  return { type: 'RichTextBlock', inlines: runs.map((run) => ({ type: 'TextRun', ...run })) };
}
