/** A text of a block. */
export type SlackText =
  | { type: 'plain_text'; text: string; emoji: false }
  /** Whose marks count: only what was written here is outside of code. */
  | { type: 'mrkdwn'; text: string };

type Plain = Extract<SlackText, { type: 'plain_text' }>;

/** The blocks that a message is made of. */
export type SlackBlock =
  | { type: 'header'; text: Plain }
  | { type: 'section'; text: SlackText }
  | { type: 'section'; fields: SlackText[] }
  | { type: 'actions'; elements: { type: 'button'; text: Plain; url: string }[] }
  | { type: 'context'; elements: Plain[] };

/** What is posted to an incoming webhook. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: SlackBlock[];
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}
