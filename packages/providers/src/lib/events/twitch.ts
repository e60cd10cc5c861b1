// Facts from https://dev.twitch.tv/docs/eventsub/eventsub-subscription-types/ and https://dev.twitch.tv/docs/eventsub/handling-webhook-events/, 2026-11-22.
import type {
  TwitchAdBreak,
  TwitchAuthorizationGrant,
  TwitchAuthorizationRevoke,
  TwitchBan,
  TwitchChannelUpdate,
  TwitchCheer,
  TwitchFollow,
  TwitchRaid,
  TwitchRole,
  TwitchShieldMode,
  TwitchShoutoutCreate,
  TwitchShoutoutReceive,
  TwitchStreamOnline,
  TwitchSubscribe,
  TwitchSubscriptionGift,
  TwitchSubscriptionMessage,
  TwitchUnban,
  TwitchUserUpdate,
} from './twitch-channel.ts';
import type { TwitchBitsUse, TwitchChatMessage, TwitchChatMessageDelete } from './twitch-chat.ts';
import type { TwitchBroadcaster, TwitchPayload, TwitchRevocationPayload } from './twitch-common.ts';
import type {
  TwitchDropPayload,
  TwitchEndedHypeTrain,
  TwitchEndedPoll,
  TwitchEndedPrediction,
  TwitchExtensionTransaction,
  TwitchLockedPrediction,
  TwitchOpenPoll,
  TwitchOpenPrediction,
  TwitchRedemption,
  TwitchReward,
  TwitchRunningHypeTrain,
} from './twitch-interaction.ts';

/** Twitch's events, by the subscription's type; `revocation` is the message that ends a subscription. */
export interface TwitchEvents {
  'stream.online': TwitchPayload<'stream.online', TwitchStreamOnline>;
  'stream.offline': TwitchPayload<'stream.offline', TwitchBroadcaster>;
  'channel.update': TwitchPayload<'channel.update', TwitchChannelUpdate>;
  'channel.follow': TwitchPayload<'channel.follow', TwitchFollow>;
  'channel.subscribe': TwitchPayload<'channel.subscribe', TwitchSubscribe>;
  'channel.subscription.end': TwitchPayload<'channel.subscription.end', TwitchSubscribe>;
  'channel.subscription.gift': TwitchPayload<'channel.subscription.gift', TwitchSubscriptionGift>;
  'channel.subscription.message': TwitchPayload<'channel.subscription.message', TwitchSubscriptionMessage>;
  'channel.cheer': TwitchPayload<'channel.cheer', TwitchCheer>;
  'channel.bits.use': TwitchPayload<'channel.bits.use', TwitchBitsUse>;
  'channel.raid': TwitchPayload<'channel.raid', TwitchRaid>;
  'channel.ban': TwitchPayload<'channel.ban', TwitchBan>;
  'channel.unban': TwitchPayload<'channel.unban', TwitchUnban>;
  'channel.moderator.add': TwitchPayload<'channel.moderator.add', TwitchRole>;
  'channel.moderator.remove': TwitchPayload<'channel.moderator.remove', TwitchRole>;
  'channel.vip.add': TwitchPayload<'channel.vip.add', TwitchRole>;
  'channel.vip.remove': TwitchPayload<'channel.vip.remove', TwitchRole>;
  'channel.chat.message': TwitchPayload<'channel.chat.message', TwitchChatMessage>;
  'channel.chat.message_delete': TwitchPayload<'channel.chat.message_delete', TwitchChatMessageDelete>;
  'channel.chat.clear': TwitchPayload<'channel.chat.clear', TwitchBroadcaster>;
  'channel.ad_break.begin': TwitchPayload<'channel.ad_break.begin', TwitchAdBreak>;
  'channel.shoutout.create': TwitchPayload<'channel.shoutout.create', TwitchShoutoutCreate>;
  'channel.shoutout.receive': TwitchPayload<'channel.shoutout.receive', TwitchShoutoutReceive>;
  'channel.shield_mode.begin': TwitchPayload<'channel.shield_mode.begin', TwitchShieldMode>;
  'channel.shield_mode.end': TwitchPayload<'channel.shield_mode.end', TwitchShieldMode>;
  'channel.channel_points_custom_reward.add': TwitchPayload<
    'channel.channel_points_custom_reward.add',
    TwitchReward
  >;
  'channel.channel_points_custom_reward.update': TwitchPayload<
    'channel.channel_points_custom_reward.update',
    TwitchReward
  >;
  'channel.channel_points_custom_reward.remove': TwitchPayload<
    'channel.channel_points_custom_reward.remove',
    TwitchReward
  >;
  'channel.channel_points_custom_reward_redemption.add': TwitchPayload<
    'channel.channel_points_custom_reward_redemption.add',
    TwitchRedemption
  >;
  'channel.channel_points_custom_reward_redemption.update': TwitchPayload<
    'channel.channel_points_custom_reward_redemption.update',
    TwitchRedemption
  >;
  'channel.poll.begin': TwitchPayload<'channel.poll.begin', TwitchOpenPoll>;
  'channel.poll.progress': TwitchPayload<'channel.poll.progress', TwitchOpenPoll>;
  'channel.poll.end': TwitchPayload<'channel.poll.end', TwitchEndedPoll>;
  'channel.prediction.begin': TwitchPayload<'channel.prediction.begin', TwitchOpenPrediction>;
  'channel.prediction.progress': TwitchPayload<'channel.prediction.progress', TwitchOpenPrediction>;
  'channel.prediction.lock': TwitchPayload<'channel.prediction.lock', TwitchLockedPrediction>;
  'channel.prediction.end': TwitchPayload<'channel.prediction.end', TwitchEndedPrediction>;
  'channel.hype_train.begin': TwitchPayload<'channel.hype_train.begin', TwitchRunningHypeTrain>;
  'channel.hype_train.progress': TwitchPayload<'channel.hype_train.progress', TwitchRunningHypeTrain>;
  'channel.hype_train.end': TwitchPayload<'channel.hype_train.end', TwitchEndedHypeTrain>;
  'extension.bits_transaction.create': TwitchPayload<
    'extension.bits_transaction.create',
    TwitchExtensionTransaction
  >;
  'user.authorization.grant': TwitchPayload<'user.authorization.grant', TwitchAuthorizationGrant>;
  'user.authorization.revoke': TwitchPayload<'user.authorization.revoke', TwitchAuthorizationRevoke>;
  'user.update': TwitchPayload<'user.update', TwitchUserUpdate>;
  'drop.entitlement.grant': TwitchDropPayload;
  revocation: TwitchRevocationPayload;
}
