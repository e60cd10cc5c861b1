// Facts from https://docs.slack.dev/apis/events-api/, https://docs.slack.dev/interactivity/handling-user-interaction/ and https://github.com/slackapi (bolt-js, node-slack-sdk), 2026-11-22.

/** A block of Block Kit, as it was sent. */
export interface SlackBlock {
  type: string;
  block_id?: string;
}

/** Plain text, or text with Slack's markup. */
export interface SlackText {
  type: 'plain_text' | 'mrkdwn';
  text: string;
  emoji?: boolean;
}

/** A choice in a menu, a group of buttons or a group of boxes. */
export interface SlackOption {
  text: SlackText;
  value?: string;
  description?: SlackText;
}

/** What an input of a view or a message holds: the property that fits `type` is there. */
export interface SlackInputValue {
  /** `plain_text_input`, `static_select`, `datepicker`, ... */
  type: string;
  value?: string | null;
  selected_option?: SlackOption | null;
  selected_options?: SlackOption[];
  /** `2026-11-22`. */
  selected_date?: string | null;
  /** `23:59`. */
  selected_time?: string | null;
  /** Unix seconds. */
  selected_date_time?: number | null;
  selected_user?: string | null;
  selected_users?: string[];
  selected_conversation?: string | null;
  selected_conversations?: string[];
  selected_channel?: string | null;
  selected_channels?: string[];
  rich_text_value?: Record<string, unknown>;
  files?: SlackFile[];
}

/** What the inputs hold, by `block_id` and then by `action_id`. */
export interface SlackState {
  values: Record<string, Record<string, SlackInputValue>>;
}

/** A view: a modal or a home tab. */
export interface SlackView {
  /** Begins with `V`. */
  id: string;
  team_id?: string;
  type: 'modal' | 'home' | 'workflow_step';
  callback_id: string;
  /** What the application put in it: at most 3,000 characters. */
  private_metadata: string;
  external_id?: string;
  title?: SlackText;
  submit?: SlackText | null;
  close?: SlackText | null;
  blocks: SlackBlock[];
  state: SlackState;
  /** To be sent along with an update, so that it is not overtaken. */
  hash: string;
  previous_view_id?: string | null;
  root_view_id?: string | null;
  app_id?: string | null;
  bot_id?: string;
  app_installed_team_id?: string;
  clear_on_close?: boolean;
  notify_on_close?: boolean;
}

/** A file. */
export interface SlackFile {
  /** Begins with `F`. */
  id: string;
  /** Unix seconds. */
  created?: number;
  name?: string | null;
  title?: string | null;
  mimetype?: string;
  filetype?: string;
  /** Bytes. */
  size?: number;
  /** The uploader's id. */
  user?: string;
  url_private?: string;
  url_private_download?: string;
  permalink?: string;
  /** Where `check_file_info`, the rest has to be asked for. */
  file_access?: string;
}

/** An attachment of a message: the older form of blocks, and what links unfurl to. */
export interface SlackAttachment {
  id?: number;
  fallback?: string;
  color?: string;
  pretext?: string;
  title?: string;
  title_link?: string;
  text?: string;
  from_url?: string;
  blocks?: SlackBlock[];
}

/** The workspace where something happened. */
export interface SlackTeam {
  /** Begins with `T`. */
  id: string;
  domain: string;
  enterprise_id?: string;
  enterprise_name?: string;
}

/** The organization on Enterprise Grid. */
export interface SlackEnterprise {
  /** Begins with `E`. */
  id: string;
  name: string;
}
