// Facts from https://core.telegram.org/bots/api#update, 2026-11-22.
import type {
  TelegramChatBoostRemoved,
  TelegramChatBoostUpdated,
  TelegramChatJoinRequest,
  TelegramChatMemberUpdated,
} from './telegram-chat.ts';
import type { TelegramPoll } from './telegram-common.ts';
import type { TelegramMessage } from './telegram-message.ts';
import type {
  TelegramBusinessConnection,
  TelegramBusinessMessagesDeleted,
  TelegramCallbackQuery,
  TelegramChosenInlineResult,
  TelegramInlineQuery,
  TelegramMessageReactionCountUpdated,
  TelegramMessageReactionUpdated,
  TelegramPaidMediaPurchased,
  TelegramPollAnswer,
  TelegramPreCheckoutQuery,
  TelegramShippingQuery,
} from './telegram-update.ts';

/** The whole body of a delivery, an `Update`: its id, and the one field that names what happened. */
export type TelegramUpdate<Name extends string, Value> = {
  /** The same in every try to deliver it. They mostly follow each other. */
  readonly update_id: number;
} & { readonly [Field in Name]: Value };

/** Telegram's events, by the field of the update that tells what happened. */
export interface TelegramEvents {
  message: TelegramUpdate<'message', TelegramMessage>;
  edited_message: TelegramUpdate<'edited_message', TelegramMessage>;
  channel_post: TelegramUpdate<'channel_post', TelegramMessage>;
  edited_channel_post: TelegramUpdate<'edited_channel_post', TelegramMessage>;
  business_connection: TelegramUpdate<'business_connection', TelegramBusinessConnection>;
  business_message: TelegramUpdate<'business_message', TelegramMessage>;
  edited_business_message: TelegramUpdate<'edited_business_message', TelegramMessage>;
  deleted_business_messages: TelegramUpdate<'deleted_business_messages', TelegramBusinessMessagesDeleted>;
  message_reaction: TelegramUpdate<'message_reaction', TelegramMessageReactionUpdated>;
  message_reaction_count: TelegramUpdate<'message_reaction_count', TelegramMessageReactionCountUpdated>;
  inline_query: TelegramUpdate<'inline_query', TelegramInlineQuery>;
  chosen_inline_result: TelegramUpdate<'chosen_inline_result', TelegramChosenInlineResult>;
  callback_query: TelegramUpdate<'callback_query', TelegramCallbackQuery>;
  shipping_query: TelegramUpdate<'shipping_query', TelegramShippingQuery>;
  pre_checkout_query: TelegramUpdate<'pre_checkout_query', TelegramPreCheckoutQuery>;
  purchased_paid_media: TelegramUpdate<'purchased_paid_media', TelegramPaidMediaPurchased>;
  poll: TelegramUpdate<'poll', TelegramPoll>;
  poll_answer: TelegramUpdate<'poll_answer', TelegramPollAnswer>;
  my_chat_member: TelegramUpdate<'my_chat_member', TelegramChatMemberUpdated>;
  chat_member: TelegramUpdate<'chat_member', TelegramChatMemberUpdated>;
  chat_join_request: TelegramUpdate<'chat_join_request', TelegramChatJoinRequest>;
  chat_boost: TelegramUpdate<'chat_boost', TelegramChatBoostUpdated>;
  removed_chat_boost: TelegramUpdate<'removed_chat_boost', TelegramChatBoostRemoved>;
}
