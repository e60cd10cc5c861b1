// Facts from https://dev.twitch.tv/docs/eventsub/eventsub-reference/, https://dev.twitch.tv/docs/eventsub/handling-webhook-events/ and https://github.com/twitchdev/twitch-cli (internal/models), 2026-11-22.

/** What a subscription is limited to; which of them stand there depends on its type. */
export interface TwitchCondition {
  readonly broadcaster_user_id?: string;
  readonly from_broadcaster_user_id?: string;
  readonly to_broadcaster_user_id?: string;
  readonly moderator_user_id?: string;
  readonly user_id?: string;
  readonly reward_id?: string;
  readonly client_id?: string;
  readonly extension_client_id?: string;
  readonly organization_id?: string;
  readonly category_id?: string;
  readonly campaign_id?: string;
}

/** The subscription that a delivery belongs to. */
export interface TwitchSubscription<Type extends string = string> {
  readonly id: string;
  /** `enabled`; in a revocation why it ended, such as `authorization_revoked` or `user_removed`. */
  readonly status: string;
  readonly type: Type;
  /** Of the type, such as `1`. */
  readonly version: string;
  readonly condition: TwitchCondition;
  readonly transport: { readonly method: 'webhook'; readonly callback: string };
  readonly cost: number;
  /** RFC 3339. */
  readonly created_at: string;
}

/** The whole body of a notification. Its id and its time stand in headers alone. */
export interface TwitchPayload<Type extends string, Event> {
  readonly subscription: TwitchSubscription<Type>;
  readonly event: Event;
}

/** The whole body of a revocation: Twitch ended the subscription. */
export interface TwitchRevocationPayload {
  readonly subscription: TwitchSubscription;
}

/** Whose channel it is. */
export interface TwitchBroadcaster {
  readonly broadcaster_user_id: string;
  readonly broadcaster_user_login: string;
  readonly broadcaster_user_name: string;
}

/** The user who did it, or whom it is about. */
export interface TwitchUser {
  readonly user_id: string;
  readonly user_login: string;
  readonly user_name: string;
}

/** The same, null where the user stays anonymous. */
export interface TwitchAnonymousUser {
  readonly is_anonymous: boolean;
  readonly user_id: string | null;
  readonly user_login: string | null;
  readonly user_name: string | null;
}

/** The moderator who did it. */
export interface TwitchModerator {
  readonly moderator_user_id: string;
  readonly moderator_user_login: string;
  readonly moderator_user_name: string;
}

/** The tier of a subscription to a channel: `1000` is tier 1. */
export type TwitchTier = '1000' | '2000' | '3000';
