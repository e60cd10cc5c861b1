// Facts from https://core.telegram.org/bots/api#update and the types that it names, 2026-11-22.
import type {
  TelegramChat,
  TelegramLocation,
  TelegramOrderInfo,
  TelegramShippingAddress,
  TelegramUser,
} from './telegram-common.ts';
import type { TelegramInaccessibleMessage, TelegramMessage } from './telegram-message.ts';

/** A button under a message that was pressed. */
export interface TelegramCallbackQuery {
  readonly id: string;
  readonly from: TelegramUser;
  /** Where the bot sent the message. */
  readonly message?: TelegramMessage | TelegramInaccessibleMessage;
  /** Where the message came of an inline query. */
  readonly inline_message_id?: string;
  readonly chat_instance: string;
  readonly data?: string;
  readonly game_short_name?: string;
}

/** What a user writes after the bot's name. */
export interface TelegramInlineQuery {
  readonly id: string;
  readonly from: TelegramUser;
  readonly query: string;
  readonly offset: string;
  readonly chat_type?: 'sender' | 'private' | 'group' | 'supergroup' | 'channel';
  readonly location?: TelegramLocation;
}

/** A result of an inline query that a user chose. */
export interface TelegramChosenInlineResult {
  readonly result_id: string;
  readonly from: TelegramUser;
  readonly location?: TelegramLocation;
  readonly inline_message_id?: string;
  readonly query: string;
}

/** An address to which an order may go, or not. */
export interface TelegramShippingQuery {
  readonly id: string;
  readonly from: TelegramUser;
  readonly invoice_payload: string;
  readonly shipping_address: TelegramShippingAddress;
}

/** An order that wants an answer within 10 seconds. */
export interface TelegramPreCheckoutQuery {
  readonly id: string;
  readonly from: TelegramUser;
  /** ISO 4217, or `XTR` for Telegram Stars. */
  readonly currency: string;
  /** In the smallest unit of the currency. */
  readonly total_amount: number;
  readonly invoice_payload: string;
  readonly shipping_option_id?: string;
  readonly order_info?: TelegramOrderInfo;
}

/** Media that a user has paid for. */
export interface TelegramPaidMediaPurchased {
  readonly from: TelegramUser;
  readonly paid_media_payload: string;
}

/** What a user, or a chat, has chosen in a poll that is not anonymous. */
export interface TelegramPollAnswer {
  readonly poll_id: string;
  readonly voter_chat?: TelegramChat;
  readonly user?: TelegramUser;
  /** Counted from 0; none where the answer was taken back. */
  readonly option_ids: readonly number[];
}

/** A reaction. */
export interface TelegramReactionType {
  readonly type: 'emoji' | 'custom_emoji' | 'paid';
  readonly emoji?: string;
  readonly custom_emoji_id?: string;
}

/** The reactions of one user, or of one chat, to a message. */
export interface TelegramMessageReactionUpdated {
  readonly chat: TelegramChat;
  readonly message_id: number;
  readonly user?: TelegramUser;
  readonly actor_chat?: TelegramChat;
  /** Unix seconds. */
  readonly date: number;
  readonly old_reaction: readonly TelegramReactionType[];
  readonly new_reaction: readonly TelegramReactionType[];
}

/** How many reactions a message has, where they are anonymous. */
export interface TelegramMessageReactionCountUpdated {
  readonly chat: TelegramChat;
  readonly message_id: number;
  /** Unix seconds. */
  readonly date: number;
  readonly reactions: readonly { readonly type: TelegramReactionType; readonly total_count: number }[];
}

/** A business account that the bot is connected to. */
export interface TelegramBusinessConnection {
  readonly id: string;
  readonly user: TelegramUser;
  readonly user_chat_id: number;
  /** Unix seconds. */
  readonly date: number;
  /** Whether the bot may reply, among other things that it may do. */
  readonly rights?: { readonly can_reply?: boolean; readonly can_read_messages?: boolean };
  readonly is_enabled: boolean;
}

/** Messages of a business account that were deleted. */
export interface TelegramBusinessMessagesDeleted {
  readonly business_connection_id: string;
  readonly chat: TelegramChat;
  readonly message_ids: readonly number[];
}
