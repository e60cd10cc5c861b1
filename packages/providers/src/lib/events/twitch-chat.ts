// Facts from https://dev.twitch.tv/docs/eventsub/eventsub-subscription-types/ and https://dev.twitch.tv/docs/eventsub/eventsub-reference/, 2026-11-22.
import type { TwitchBroadcaster, TwitchUser } from './twitch-common.ts';

/** One piece of a message; what its type names stands beside it. */
export interface TwitchMessageFragment {
  readonly type: 'text' | 'cheermote' | 'emote' | 'mention';
  readonly text: string;
  readonly cheermote?: { readonly prefix: string; readonly bits: number; readonly tier: number } | null;
  readonly emote?: {
    readonly id: string;
    readonly emote_set_id: string;
    readonly owner_id?: string;
    readonly format?: readonly ('animated' | 'static')[];
  } | null;
  readonly mention?: TwitchUser | null;
}

/** A message, as text and in pieces. */
export interface TwitchMessage {
  readonly text: string;
  readonly fragments: readonly TwitchMessageFragment[];
}

/** A badge of who wrote. */
export interface TwitchBadge {
  /** Such as `bits` or `subscriber`. */
  readonly set_id: string;
  readonly id: string;
  /** In months, where it is the subscriber's badge. */
  readonly info: string;
}

/** A message in the chat. */
export interface TwitchChatMessage extends TwitchBroadcaster {
  readonly chatter_user_id: string;
  readonly chatter_user_login: string;
  readonly chatter_user_name: string;
  readonly message_id: string;
  readonly message: TwitchMessage;
  /** Such as `text`, `channel_points_highlighted` or `user_intro`. */
  readonly message_type: string;
  readonly badges: readonly TwitchBadge[];
  readonly cheer: { readonly bits: number } | null;
  /** Such as `#FF0000`; may be empty. */
  readonly color: string;
  /** What it answers. */
  readonly reply: {
    readonly parent_message_id: string;
    readonly parent_message_body: string;
    readonly parent_user_id: string;
    readonly parent_user_login: string;
    readonly parent_user_name: string;
    readonly thread_message_id: string;
    readonly thread_user_id: string;
    readonly thread_user_login: string;
    readonly thread_user_name: string;
  } | null;
  readonly channel_points_custom_reward_id: string | null;
  /** In a shared chat: the channel that it was written in. */
  readonly source_broadcaster_user_id: string | null;
  readonly source_broadcaster_user_login: string | null;
  readonly source_broadcaster_user_name: string | null;
  readonly source_message_id: string | null;
  readonly source_badges: readonly TwitchBadge[] | null;
  readonly is_source_only?: boolean | null;
}

/** A message that a moderator deleted. */
export interface TwitchChatMessageDelete extends TwitchBroadcaster {
  readonly target_user_id: string;
  readonly target_user_login: string;
  readonly target_user_name: string;
  readonly message_id: string;
}

/** Bits that a user spent in the channel. */
export interface TwitchBitsUse extends TwitchUser, TwitchBroadcaster {
  readonly bits: number;
  readonly type: 'cheer' | 'power_up' | 'combo';
  readonly power_up: {
    readonly type: 'message_effect' | 'celebration' | 'gigantify_an_emote';
    readonly emote: { readonly id: string; readonly name: string } | null;
    readonly message_effect_id: string | null;
  } | null;
  readonly message: TwitchMessage | null;
}
