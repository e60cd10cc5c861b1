// Facts from https://docs.slack.dev/reference/interaction-payloads/, https://docs.slack.dev/interactivity/implementing-slash-commands/ and https://github.com/slackapi/bolt-js (src/types), 2026-11-22.
import type {
  SlackBlock,
  SlackEnterprise,
  SlackInputValue,
  SlackState,
  SlackTeam,
  SlackText,
  SlackView,
} from './slack-common.ts';

/** A slash command: the fields of the form, all of them text. */
export interface SlackSlashCommand {
  /** With its slash: `/weather`. */
  command: string;
  /** What stands after the command, perhaps nothing. */
  text: string;
  /** Good for five answers in thirty minutes. */
  response_url: string;
  /** Good for opening a modal, for three seconds. */
  trigger_id: string;
  user_id: string;
  /** Not to be relied on: see `user_id`. */
  user_name: string;
  team_id: string;
  team_domain: string;
  channel_id: string;
  channel_name: string;
  api_app_id: string;
  enterprise_id?: string;
  enterprise_name?: string;
  is_enterprise_install?: 'true' | 'false';
  /** Slack's older proof of origin: the signature replaces it. */
  token: string;
}

/** What all interactions have. */
export interface SlackInteraction<Type extends string> {
  type: Type;
  /** Null where the app is installed on an organization. */
  team: SlackTeam | null;
  enterprise?: SlackEnterprise | null;
  is_enterprise_install?: boolean;
  user: { id: string; username?: string; name?: string; team_id?: string };
  /** Slack's older proof of origin: the signature replaces it. */
  token: string;
}

/** An element that was used: the property of its value that fits `type` is there. */
export interface SlackBlockAction extends SlackInputValue {
  action_id: string;
  block_id: string;
  /** Unix seconds with decimals, in text. */
  action_ts: string;
  /** A button's. */
  text?: SlackText;
}

/** A message, as interactions tell of it. */
export interface SlackInteractionMessage {
  type: 'message';
  ts: string;
  text?: string;
  user?: string;
  bot_id?: string;
  app_id?: string;
  team?: string;
  thread_ts?: string;
  blocks?: SlackBlock[];
}

/** The interaction `block_actions`: an element of a message or a view was used. */
export interface SlackBlockActionsPayload extends SlackInteraction<'block_actions'> {
  api_app_id: string;
  actions: SlackBlockAction[];
  /** Good for opening a modal, for three seconds. */
  trigger_id: string;
  /** Where the element is. */
  container: {
    type: 'message' | 'message_attachment' | 'view';
    message_ts?: string;
    channel_id?: string;
    is_ephemeral?: boolean;
    thread_ts?: string;
    view_id?: string;
  };
  /** Where it is a message's. */
  channel?: { id: string; name: string };
  /** Where it is a message's; missing where that is ephemeral. */
  message?: SlackInteractionMessage;
  /** Where it is a view's. */
  view?: SlackView;
  /** What the inputs of the message hold. */
  state?: SlackState;
  /** Where it is a message's: good for five answers in thirty minutes. */
  response_url?: string;
}

/** The interaction `view_submission`. The reply may say what comes next: `response_action`. */
export interface SlackViewSubmissionPayload extends SlackInteraction<'view_submission'> {
  api_app_id: string;
  /** The answers are in `view.state.values`. */
  view: SlackView;
  /** Good for opening a modal, for three seconds. */
  trigger_id: string;
  /** For conversations that were chosen in an input that asks for them. */
  response_urls?: { block_id: string; action_id: string; channel_id: string; response_url: string }[];
}

/** The interaction `view_closed`, of views that have `notify_on_close`. */
export interface SlackViewClosedPayload extends SlackInteraction<'view_closed'> {
  api_app_id: string;
  view: SlackView;
  /** Whether all views were closed at once. */
  is_cleared: boolean;
}

/** The interaction `shortcut`: a global shortcut was chosen. */
export interface SlackShortcutPayload extends SlackInteraction<'shortcut'> {
  callback_id: string;
  /** Good for opening a modal, for three seconds. */
  trigger_id: string;
  /** Unix seconds with decimals, in text. */
  action_ts: string;
}

/** The interaction `message_action`: a shortcut was chosen at a message. */
export interface SlackMessageActionPayload extends SlackInteraction<'message_action'> {
  callback_id: string;
  /** Good for opening a modal, for three seconds. */
  trigger_id: string;
  /** Good for five answers in thirty minutes. */
  response_url: string;
  message_ts: string;
  message: SlackInteractionMessage;
  channel: { id: string; name: string };
  /** Unix seconds with decimals, in text. */
  action_ts: string;
}
