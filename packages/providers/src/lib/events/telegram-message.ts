// Facts from https://core.telegram.org/bots/api#message, 2026-11-22.
import type {
  TelegramAudio,
  TelegramChat,
  TelegramContact,
  TelegramDocument,
  TelegramLocation,
  TelegramMessageEntity,
  TelegramOrderInfo,
  TelegramPhotoSize,
  TelegramPoll,
  TelegramSticker,
  TelegramUser,
  TelegramVenue,
  TelegramVideo,
  TelegramVideoNote,
  TelegramVoice,
} from './telegram-common.ts';

/** Where a message that was forwarded comes from. */
export interface TelegramMessageOrigin {
  readonly type: 'user' | 'hidden_user' | 'chat' | 'channel';
  /** When it was first sent, in Unix seconds. */
  readonly date: number;
  /** Of a `user`. */
  readonly sender_user?: TelegramUser;
  /** Of a `hidden_user`. */
  readonly sender_user_name?: string;
  /** Of a `chat`. */
  readonly sender_chat?: TelegramChat;
  /** Of a `channel`. */
  readonly chat?: TelegramChat;
  /** Of a `channel`. */
  readonly message_id?: number;
  readonly author_signature?: string;
}

/** A button under a message. */
export interface TelegramInlineKeyboardButton {
  readonly text: string;
  readonly url?: string;
  readonly callback_data?: string;
  readonly web_app?: { readonly url: string };
  readonly login_url?: { readonly url: string };
  readonly switch_inline_query?: string;
  readonly switch_inline_query_current_chat?: string;
  readonly copy_text?: { readonly text: string };
  readonly pay?: boolean;
}

/** A payment that was made. */
export interface TelegramSuccessfulPayment {
  /** ISO 4217, or `XTR` for Telegram Stars. */
  readonly currency: string;
  /** In the smallest unit of the currency. */
  readonly total_amount: number;
  /** What the bot put in the invoice. */
  readonly invoice_payload: string;
  /** Of a subscription, in Unix seconds. */
  readonly subscription_expiration_date?: number;
  readonly is_recurring?: boolean;
  readonly is_first_recurring?: boolean;
  readonly shipping_option_id?: string;
  readonly order_info?: TelegramOrderInfo;
  readonly telegram_payment_charge_id: string;
  readonly provider_payment_charge_id: string;
}

/** A message that the bot cannot read any more. */
export interface TelegramInaccessibleMessage {
  readonly chat: TelegramChat;
  readonly message_id: number;
  /** 0, unlike in a message. */
  readonly date: 0;
}

/** A message. Which of the fields from `text` on is there tells its kind. */
export interface TelegramMessage {
  readonly message_id: number;
  /** The topic's. */
  readonly message_thread_id?: number;
  /** Not there in channels. */
  readonly from?: TelegramUser;
  /** Where a chat sent it, not a user. */
  readonly sender_chat?: TelegramChat;
  readonly sender_business_bot?: TelegramUser;
  readonly business_connection_id?: string;
  /** Unix seconds. */
  readonly date: number;
  /** Unix seconds. */
  readonly edit_date?: number;
  readonly chat: TelegramChat;
  readonly forward_origin?: TelegramMessageOrigin;
  readonly is_topic_message?: boolean;
  readonly is_automatic_forward?: boolean;
  /** It has no `reply_to_message` of its own. */
  readonly reply_to_message?: TelegramMessage;
  readonly quote?: {
    readonly text: string;
    readonly entities?: readonly TelegramMessageEntity[];
    readonly position: number;
    readonly is_manual?: boolean;
  };
  readonly via_bot?: TelegramUser;
  readonly has_protected_content?: boolean;
  /** The same in all messages of an album. */
  readonly media_group_id?: string;
  readonly author_signature?: string;
  readonly text?: string;
  readonly entities?: readonly TelegramMessageEntity[];
  readonly link_preview_options?: { readonly is_disabled?: boolean; readonly url?: string };
  readonly caption?: string;
  readonly caption_entities?: readonly TelegramMessageEntity[];
  readonly has_media_spoiler?: boolean;
  /** In several sizes. */
  readonly photo?: readonly TelegramPhotoSize[];
  readonly video?: TelegramVideo;
  /** `document` is there too. */
  readonly animation?: TelegramVideo;
  readonly audio?: TelegramAudio;
  readonly document?: TelegramDocument;
  readonly sticker?: TelegramSticker;
  readonly video_note?: TelegramVideoNote;
  readonly voice?: TelegramVoice;
  readonly contact?: TelegramContact;
  readonly dice?: { readonly emoji: string; readonly value: number };
  readonly poll?: TelegramPoll;
  /** `location` is there too. */
  readonly venue?: TelegramVenue;
  readonly location?: TelegramLocation;
  readonly new_chat_members?: readonly TelegramUser[];
  readonly left_chat_member?: TelegramUser;
  readonly new_chat_title?: string;
  readonly new_chat_photo?: readonly TelegramPhotoSize[];
  readonly delete_chat_photo?: true;
  readonly group_chat_created?: true;
  readonly supergroup_chat_created?: true;
  readonly channel_chat_created?: true;
  /** The id of the supergroup that the group has become. */
  readonly migrate_to_chat_id?: number;
  /** The id of the group that the supergroup was. */
  readonly migrate_from_chat_id?: number;
  readonly pinned_message?: TelegramMessage | TelegramInaccessibleMessage;
  readonly successful_payment?: TelegramSuccessfulPayment;
  readonly refunded_payment?: {
    readonly currency: string;
    readonly total_amount: number;
    readonly invoice_payload: string;
    readonly telegram_payment_charge_id: string;
  };
  readonly users_shared?: {
    readonly request_id: number;
    readonly users: readonly {
      readonly user_id: number;
      readonly first_name?: string;
      readonly username?: string;
    }[];
  };
  readonly chat_shared?: { readonly request_id: number; readonly chat_id: number; readonly title?: string };
  readonly write_access_allowed?: { readonly from_request?: boolean; readonly web_app_name?: string };
  readonly forum_topic_created?: { readonly name: string; readonly icon_color: number };
  /** What a Mini App has sent. */
  readonly web_app_data?: { readonly data: string; readonly button_text: string };
  readonly reply_markup?: {
    readonly inline_keyboard: readonly (readonly TelegramInlineKeyboardButton[])[];
  };
}
