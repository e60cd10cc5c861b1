// Facts from https://dev.twitch.tv/docs/eventsub/eventsub-subscription-types/ and https://dev.twitch.tv/docs/eventsub/eventsub-reference/, 2026-11-22.
import type { TwitchBroadcaster, TwitchSubscription, TwitchUser } from './twitch-common.ts';

/** Images of a reward. */
export interface TwitchRewardImage {
  readonly url_1x: string;
  readonly url_2x: string;
  readonly url_4x: string;
}

/** A reward of the channel's own, for channel points. */
export interface TwitchReward extends TwitchBroadcaster {
  readonly id: string;
  readonly title: string;
  /** In channel points. */
  readonly cost: number;
  readonly prompt: string;
  readonly is_enabled: boolean;
  readonly is_paused: boolean;
  readonly is_in_stock: boolean;
  readonly is_user_input_required: boolean;
  readonly should_redemptions_skip_request_queue: boolean;
  readonly max_per_stream: { readonly is_enabled: boolean; readonly value: number | null };
  readonly max_per_user_per_stream: { readonly is_enabled: boolean; readonly value: number | null };
  readonly global_cooldown: { readonly is_enabled: boolean; readonly seconds: number | null };
  /** RFC 3339; null where it can be had now. */
  readonly cooldown_expires_at: string | null;
  /** Null where no stream is on. */
  readonly redemptions_redeemed_current_stream: number | null;
  readonly background_color: string;
  readonly image: TwitchRewardImage | null;
  readonly default_image: TwitchRewardImage;
}

/** A reward that a user redeemed. */
export interface TwitchRedemption extends TwitchUser, TwitchBroadcaster {
  readonly id: string;
  /** Empty where none was asked for. */
  readonly user_input: string;
  readonly status: 'unknown' | 'unfulfilled' | 'fulfilled' | 'canceled';
  readonly reward: {
    readonly id: string;
    readonly title: string;
    readonly cost: number;
    readonly prompt: string;
  };
  /** RFC 3339. */
  readonly redeemed_at: string;
}

/** A poll. Times are RFC 3339. */
export interface TwitchPoll extends TwitchBroadcaster {
  readonly id: string;
  readonly title: string;
  readonly choices: readonly {
    readonly id: string;
    readonly title: string;
    /** Missing in `channel.poll.begin`, and so are the next two. */
    readonly votes?: number;
    readonly channel_points_votes?: number;
    /** Not used. */
    readonly bits_votes?: number;
  }[];
  readonly channel_points_voting: { readonly is_enabled: boolean; readonly amount_per_vote: number };
  /** Not used. */
  readonly bits_voting: { readonly is_enabled: boolean; readonly amount_per_vote: number };
  readonly started_at: string;
}

/** A poll that is on. */
export interface TwitchOpenPoll extends TwitchPoll {
  readonly ends_at: string;
}

/** A poll that is over. */
export interface TwitchEndedPoll extends TwitchPoll {
  readonly status: 'completed' | 'archived' | 'terminated';
  readonly ended_at: string;
}

/** A prediction. Times are RFC 3339. */
export interface TwitchPrediction extends TwitchBroadcaster {
  readonly id: string;
  readonly title: string;
  readonly outcomes: readonly {
    readonly id: string;
    readonly title: string;
    readonly color: 'blue' | 'pink';
    /** Missing in `channel.prediction.begin`, and so are the next two. */
    readonly users?: number;
    readonly channel_points?: number;
    readonly top_predictors?:
      | readonly (TwitchUser & {
          readonly channel_points_used: number;
          readonly channel_points_won: number | null;
        })[]
      | null;
  }[];
  readonly started_at: string;
}

/** A prediction that is on. */
export interface TwitchOpenPrediction extends TwitchPrediction {
  readonly locks_at: string;
}

/** A prediction that takes no more bets. */
export interface TwitchLockedPrediction extends TwitchPrediction {
  readonly locked_at: string;
}

/** A prediction that is over. */
export interface TwitchEndedPrediction extends TwitchPrediction {
  readonly status: 'resolved' | 'canceled';
  readonly winning_outcome_id: string | null;
  readonly ended_at: string;
}

/** A hype train. Version 2. Times are RFC 3339. */
export interface TwitchHypeTrain extends TwitchBroadcaster {
  readonly id: string;
  /** Such as `regular`. */
  readonly type: string;
  readonly level: number;
  readonly total: number;
  readonly top_contributions: readonly (TwitchUser & {
    readonly type: 'bits' | 'subscription' | 'other';
    readonly total: number;
  })[];
  readonly is_shared_train: boolean;
  readonly shared_train_participants: readonly TwitchBroadcaster[] | null;
  readonly started_at: string;
}

/** A hype train on its way. */
export interface TwitchRunningHypeTrain extends TwitchHypeTrain {
  readonly progress: number;
  readonly goal: number;
  readonly expires_at: string;
  /** In `channel.hype_train.begin`. */
  readonly all_time_high_level?: number;
  /** In `channel.hype_train.begin`. */
  readonly all_time_high_total?: number;
}

/** A hype train that arrived. */
export interface TwitchEndedHypeTrain extends TwitchHypeTrain {
  readonly ended_at: string;
  readonly cooldown_ends_at: string;
}

/** Bits that a user spent in an extension. */
export interface TwitchExtensionTransaction extends TwitchUser, TwitchBroadcaster {
  readonly id: string;
  readonly extension_client_id: string;
  readonly product: {
    readonly name: string;
    readonly sku: string;
    readonly bits: number;
    readonly in_development: boolean;
  };
}

/** The whole body of `drop.entitlement.grant`, which alone brings several events. */
export interface TwitchDropPayload {
  readonly subscription: TwitchSubscription<'drop.entitlement.grant'>;
  readonly events: readonly {
    readonly id: string;
    readonly data: TwitchUser & {
      readonly organization_id: string;
      readonly category_id: string;
      readonly category_name: string;
      readonly campaign_id: string;
      readonly entitlement_id: string;
      readonly benefit_id: string;
      /** RFC 3339. */
      readonly created_at: string;
    };
  }[];
}
