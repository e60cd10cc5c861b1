// Facts from https://core.telegram.org/bots/api#chatmemberupdated, https://core.telegram.org/bots/api#chatjoinrequest and https://core.telegram.org/bots/api#chatboostupdated, 2026-11-22.
import type { TelegramChat, TelegramUser } from './telegram-common.ts';

/** A member of a chat. What a member may do stands in further fields, by `status`. */
export interface TelegramChatMember {
  readonly status: 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';
  readonly user: TelegramUser;
  readonly is_anonymous?: boolean;
  readonly custom_title?: string;
  /** Of one who is restricted. */
  readonly is_member?: boolean;
  /** Of one who is restricted or banned: Unix seconds, 0 for ever. */
  readonly until_date?: number;
}

/** A link that invites to a chat. */
export interface TelegramChatInviteLink {
  readonly invite_link: string;
  readonly creator: TelegramUser;
  readonly creates_join_request: boolean;
  readonly is_primary: boolean;
  readonly is_revoked: boolean;
  readonly name?: string;
  /** Unix seconds. */
  readonly expire_date?: number;
  readonly member_limit?: number;
  readonly pending_join_request_count?: number;
}

/** A member whose status has changed. */
export interface TelegramChatMemberUpdated {
  readonly chat: TelegramChat;
  /** Who did it. */
  readonly from: TelegramUser;
  /** Unix seconds. */
  readonly date: number;
  readonly old_chat_member: TelegramChatMember;
  readonly new_chat_member: TelegramChatMember;
  readonly invite_link?: TelegramChatInviteLink;
  readonly via_join_request?: boolean;
  readonly via_chat_folder_invite_link?: boolean;
}

/** A user who wants to join a chat. */
export interface TelegramChatJoinRequest {
  readonly chat: TelegramChat;
  readonly from: TelegramUser;
  /** For five minutes the bot may write there. */
  readonly user_chat_id: number;
  /** Unix seconds. */
  readonly date: number;
  readonly bio?: string;
  readonly invite_link?: TelegramChatInviteLink;
}

/** Who boosts a chat, and how. */
export interface TelegramChatBoostSource {
  readonly source: 'premium' | 'gift_code' | 'giveaway';
  readonly user?: TelegramUser;
  readonly giveaway_message_id?: number;
  readonly is_unclaimed?: boolean;
}

/** A boost of a chat that is new or was changed. */
export interface TelegramChatBoostUpdated {
  readonly chat: TelegramChat;
  /** Dates are Unix seconds. */
  readonly boost: {
    readonly boost_id: string;
    readonly add_date: number;
    readonly expiration_date: number;
    readonly source: TelegramChatBoostSource;
  };
}

/** A boost of a chat that is gone. */
export interface TelegramChatBoostRemoved {
  readonly chat: TelegramChat;
  readonly boost_id: string;
  /** Unix seconds. */
  readonly remove_date: number;
  readonly source: TelegramChatBoostSource;
}
