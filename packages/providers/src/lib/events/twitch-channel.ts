// Facts from https://dev.twitch.tv/docs/eventsub/eventsub-subscription-types/ and https://dev.twitch.tv/docs/eventsub/eventsub-reference/, 2026-11-22.
import type {
  TwitchAnonymousUser,
  TwitchBroadcaster,
  TwitchModerator,
  TwitchTier,
  TwitchUser,
} from './twitch-common.ts';

/** A stream that began. */
export interface TwitchStreamOnline extends TwitchBroadcaster {
  /** The stream's. */
  readonly id: string;
  readonly type: 'live' | 'playlist' | 'watch_party' | 'premiere' | 'rerun';
  /** RFC 3339. */
  readonly started_at: string;
}

/** A channel whose properties were changed. Version 2. */
export interface TwitchChannelUpdate extends TwitchBroadcaster {
  readonly title: string;
  readonly language: string;
  readonly category_id: string;
  readonly category_name: string;
  readonly content_classification_labels: readonly string[];
}

/** A user who follows the channel. Version 2. */
export interface TwitchFollow extends TwitchUser, TwitchBroadcaster {
  /** RFC 3339. */
  readonly followed_at: string;
}

/** A user who subscribed, for the first time, or whose subscription ended. */
export interface TwitchSubscribe extends TwitchUser, TwitchBroadcaster {
  readonly tier: TwitchTier;
  readonly is_gift: boolean;
}

/** Subscriptions that a user gave away. */
export interface TwitchSubscriptionGift extends TwitchAnonymousUser, TwitchBroadcaster {
  readonly tier: TwitchTier;
  /** In this gift. */
  readonly total: number;
  /** In all gifts; null where the user is anonymous or does not share it. */
  readonly cumulative_total: number | null;
}

/** A user who subscribed again, with a message. */
export interface TwitchSubscriptionMessage extends TwitchUser, TwitchBroadcaster {
  readonly tier: TwitchTier;
  readonly message: {
    readonly text: string;
    readonly emotes: readonly { readonly begin: number; readonly end: number; readonly id: string }[] | null;
  };
  readonly cumulative_months: number;
  /** Null where the user does not share it. */
  readonly streak_months: number | null;
  readonly duration_months: number;
}

/** Bits that a user cheered with. */
export interface TwitchCheer extends TwitchAnonymousUser, TwitchBroadcaster {
  readonly message: string;
  readonly bits: number;
}

/** A channel that raids another one. */
export interface TwitchRaid {
  readonly from_broadcaster_user_id: string;
  readonly from_broadcaster_user_login: string;
  readonly from_broadcaster_user_name: string;
  readonly to_broadcaster_user_id: string;
  readonly to_broadcaster_user_login: string;
  readonly to_broadcaster_user_name: string;
  readonly viewers: number;
}

/** A user who was banned, or has to be silent for a while. Times are RFC 3339. */
export interface TwitchBan extends TwitchUser, TwitchBroadcaster, TwitchModerator {
  readonly reason: string;
  readonly banned_at: string;
  /** Null where it is for good. */
  readonly ends_at: string | null;
  readonly is_permanent: boolean;
}

/** A user who may come back. */
export interface TwitchUnban extends TwitchUser, TwitchBroadcaster, TwitchModerator {}

/** A user who became moderator or VIP, or no longer is. */
export interface TwitchRole extends TwitchUser, TwitchBroadcaster {}

/** An advertisement that began. */
export interface TwitchAdBreak extends TwitchBroadcaster {
  readonly requester_user_id: string;
  readonly requester_user_login: string;
  readonly requester_user_name: string;
  readonly duration_seconds: number;
  /** RFC 3339. */
  readonly started_at: string;
  readonly is_automatic: boolean;
}

/** A shoutout that the channel gave. Times are RFC 3339. */
export interface TwitchShoutoutCreate extends TwitchBroadcaster, TwitchModerator {
  readonly to_broadcaster_user_id: string;
  readonly to_broadcaster_user_login: string;
  readonly to_broadcaster_user_name: string;
  readonly viewer_count: number;
  readonly started_at: string;
  readonly cooldown_ends_at: string;
  readonly target_cooldown_ends_at: string;
}

/** A shoutout that the channel got. */
export interface TwitchShoutoutReceive extends TwitchBroadcaster {
  readonly from_broadcaster_user_id: string;
  readonly from_broadcaster_user_login: string;
  readonly from_broadcaster_user_name: string;
  readonly viewer_count: number;
  /** RFC 3339. */
  readonly started_at: string;
}

/** Shield mode that was switched on or off. Times are RFC 3339. */
export interface TwitchShieldMode extends TwitchBroadcaster, TwitchModerator {
  /** In `channel.shield_mode.begin`. */
  readonly started_at?: string;
  /** In `channel.shield_mode.end`. */
  readonly ended_at?: string;
}

/** A user who gave the application access. */
export interface TwitchAuthorizationGrant extends TwitchUser {
  readonly client_id: string;
}

/** A user who took the access back. */
export interface TwitchAuthorizationRevoke {
  readonly client_id: string;
  readonly user_id: string;
  /** Null where the user is no more. */
  readonly user_login: string | null;
  /** Null where the user is no more. */
  readonly user_name: string | null;
}

/** A user who changed the account. */
export interface TwitchUserUpdate extends TwitchUser {
  /** With a scope of its own. */
  readonly email?: string;
  readonly email_verified: boolean;
  readonly description: string;
}
