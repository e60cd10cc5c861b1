// Facts from https://docs.slack.dev/reference/events/ and https://github.com/slackapi/node-slack-sdk (packages/types), 2026-11-22.
import type { SlackView } from './slack-common.ts';

/** The events `reaction_added` and `reaction_removed`. */
export interface SlackReactionEvent<Type extends 'reaction_added' | 'reaction_removed'> {
  type: Type;
  /** Who reacted. */
  user: string;
  /** The emoji's name, without colons. */
  reaction: string;
  /** Whose message it is; missing for some bots' messages. */
  item_user?: string;
  item: { type: 'message'; channel: string; ts: string };
  event_ts: string;
}

/** The event `app_home_opened`. */
export interface SlackAppHomeOpenedEvent {
  type: 'app_home_opened';
  user: string;
  /** The direct message with the app. */
  channel: string;
  tab?: 'home' | 'messages';
  /** The home tab as it was, where there was one. */
  view?: SlackView;
  event_ts: string;
}

/** The event `member_joined_channel`. */
export interface SlackMemberJoinedChannelEvent {
  type: 'member_joined_channel';
  user: string;
  channel: string;
  /** `C` public, `G` private. */
  channel_type: string;
  team: string;
  inviter?: string;
  enterprise?: string;
  event_ts: string;
}

/** The event `member_left_channel`. */
export interface SlackMemberLeftChannelEvent {
  type: 'member_left_channel';
  user: string;
  channel: string;
  /** `C` public, `G` private. */
  channel_type: string;
  team: string;
  event_ts: string;
}

/** The event `channel_created`. */
export interface SlackChannelCreatedEvent {
  type: 'channel_created';
  channel: {
    id: string;
    name: string;
    name_normalized?: string;
    /** Unix seconds. */
    created: number;
    /** Who made it. */
    creator: string;
    context_team_id?: string;
    is_private?: boolean;
    is_shared?: boolean;
    is_ext_shared?: boolean;
    is_org_shared?: boolean;
    is_archived?: boolean;
    is_general?: boolean;
  };
  event_ts: string;
}

/** A user, as `team_join` tells of it. */
export interface SlackUser {
  /** Begins with `U` or `W`. */
  id: string;
  team_id: string;
  name: string;
  real_name?: string;
  deleted: boolean;
  color?: string;
  /** `America/New_York`. */
  tz?: string;
  tz_label?: string;
  /** Seconds. */
  tz_offset?: number;
  locale?: string;
  profile: {
    real_name: string;
    real_name_normalized: string;
    display_name: string;
    display_name_normalized: string;
    first_name?: string;
    last_name?: string;
    /** With the scope `users:read.email`. */
    email?: string;
    title?: string;
    phone?: string;
    status_text?: string;
    status_emoji?: string;
    avatar_hash?: string;
    image_original?: string;
    image_192?: string;
    image_512?: string;
    team?: string;
    fields?: Record<string, { value: string; alt: string }> | [] | null;
  };
  is_admin?: boolean;
  is_owner?: boolean;
  is_primary_owner?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_bot: boolean;
  is_app_user?: boolean;
  is_email_confirmed?: boolean;
  is_invited_user?: boolean;
  /** Unix seconds. */
  updated?: number;
}

/** The event `team_join`. */
export interface SlackTeamJoinEvent {
  type: 'team_join';
  user: SlackUser;
  /** Unix seconds. */
  cache_ts?: number;
  event_ts?: string;
}

/** The event `app_uninstalled`: who uninstalled is the `team_id` of the envelope. */
export interface SlackAppUninstalledEvent {
  type: 'app_uninstalled';
  event_ts?: string;
}

/** The event `tokens_revoked`: the ids of the users whose tokens no longer work. */
export interface SlackTokensRevokedEvent {
  type: 'tokens_revoked';
  tokens: { oauth?: string[]; bot?: string[] };
  event_ts?: string;
}

/** The event `link_shared`. */
export interface SlackLinkSharedEvent {
  type: 'link_shared';
  /** `COMPOSER` while the message is being written. */
  channel: string;
  is_bot_user_member: boolean;
  user: string;
  message_ts: string;
  thread_ts?: string;
  links: { domain: string; url: string }[];
  unfurl_id?: string;
  source?: 'conversations_history' | 'composer';
  event_ts: string;
}
