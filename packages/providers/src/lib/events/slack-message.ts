// Facts from https://docs.slack.dev/reference/events/message/, https://docs.slack.dev/reference/events/app_mention/ and https://github.com/slackapi/node-slack-sdk (packages/types), 2026-11-22.
import type { SlackAttachment, SlackBlock, SlackFile } from './slack-common.ts';

/** What all messages have. Timestamps are Unix seconds with six decimals, in text: they name the message. */
export interface SlackMessageBase {
  type: 'message';
  /** Begins with `C`, `G` or `D`. */
  channel: string;
  channel_type: 'channel' | 'group' | 'im' | 'mpim' | 'app_home';
  ts: string;
  event_ts: string;
}

/** What a message may carry beside its text. */
export interface SlackMessageContent {
  /** With Slack's markup: `<@U…>`, `<https://…|text>`. */
  text?: string;
  /** The sender's id. */
  user?: string;
  /** There where a bot sent it. */
  bot_id?: string;
  bot_profile?: { id: string; name: string; app_id: string; team_id: string };
  /** The sender's workspace. */
  team?: string;
  /** The `ts` of the thread's first message. */
  thread_ts?: string;
  /** The sender of the thread's first message. */
  parent_user_id?: string;
  blocks?: SlackBlock[];
  attachments?: SlackAttachment[];
  files?: SlackFile[];
  edited?: { user: string; ts: string };
  client_msg_id?: string;
}

/** A message that somebody wrote. */
export interface SlackPlainMessage extends SlackMessageBase, SlackMessageContent {
  subtype?: undefined;
  user: string;
}

/** A message of an older bot integration; newer apps send plain messages with `bot_id`. */
export interface SlackBotMessage extends SlackMessageBase, SlackMessageContent {
  subtype: 'bot_message';
  text: string;
  bot_id: string;
  username?: string;
  icons?: Record<string, string>;
}

/** A message that was edited, or to which Slack added an unfurled link. */
export interface SlackMessageChanged extends SlackMessageBase {
  subtype: 'message_changed';
  hidden: true;
  message: SlackMessageContent & { type: 'message'; ts: string; subtype?: string };
  previous_message: SlackMessageContent & { type: 'message'; ts: string; subtype?: string };
  text?: undefined;
  user?: undefined;
  bot_id?: undefined;
  thread_ts?: undefined;
}

/** A message that was deleted. */
export interface SlackMessageDeleted extends SlackMessageBase {
  subtype: 'message_deleted';
  hidden: true;
  deleted_ts: string;
  previous_message: SlackMessageContent & { type: 'message'; ts: string; subtype?: string };
  text?: undefined;
  user?: undefined;
  bot_id?: undefined;
  thread_ts?: undefined;
}

/** A message with files, one in `/me` form, or one of a thread that was also sent to its channel. */
export interface SlackSpecialMessage extends SlackMessageBase, SlackMessageContent {
  subtype: 'file_share' | 'me_message' | 'thread_broadcast' | 'message_replied' | 'assistant_app_thread';
}

/** What Slack wrote because something happened in the channel. */
export interface SlackChannelMessage extends SlackMessageBase, SlackMessageContent {
  subtype:
    | 'channel_archive'
    | 'channel_convert_to_private'
    | 'channel_join'
    | 'channel_leave'
    | 'channel_name'
    | 'channel_posting_permissions'
    | 'channel_purpose'
    | 'channel_topic'
    | 'channel_unarchive'
    | 'ekm_access_denied'
    | 'group_archive'
    | 'group_join'
    | 'group_leave'
    | 'group_name'
    | 'group_purpose'
    | 'group_topic'
    | 'group_unarchive'
    | 'pinned_item'
    | 'reminder_add';
  /** Who invited, with `channel_join`. */
  inviter?: string;
  name?: string;
  old_name?: string;
  purpose?: string;
  topic?: string;
}

/** The event `message`. Narrow it by `subtype`; one that somebody wrote has none. */
export type SlackMessageEvent =
  | SlackPlainMessage
  | SlackBotMessage
  | SlackMessageChanged
  | SlackMessageDeleted
  | SlackSpecialMessage
  | SlackChannelMessage;

/** The event `app_mention`: a message that mentions the app. */
export interface SlackAppMentionEvent extends Omit<SlackMessageContent, 'text'> {
  type: 'app_mention';
  /** The mention is a part of it: `<@U0LAN0Z89> is it everything …`. */
  text: string;
  channel: string;
  ts: string;
  event_ts: string;
  subtype?: string;
}
