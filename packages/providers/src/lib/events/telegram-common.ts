// Facts from https://core.telegram.org/bots/api#available-types, 2026-11-22.

/** A user or a bot. */
export interface TelegramUser {
  /** Up to 52 bits. */
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly last_name?: string;
  readonly username?: string;
  /** An IETF language tag. */
  readonly language_code?: string;
  readonly is_premium?: boolean;
  readonly added_to_attachment_menu?: boolean;
}

/** A chat. */
export interface TelegramChat {
  /** Up to 52 bits; below 0 where it is not private. */
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup' | 'channel';
  readonly title?: string;
  readonly username?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  /** Whether it has topics. */
  readonly is_forum?: boolean;
  readonly is_direct_messages?: boolean;
}

/** A part of a text with a meaning: a mention, a command, a link, a style. */
export interface TelegramMessageEntity {
  /** `mention`, `hashtag`, `bot_command`, `url`, `bold`, `text_link`, ... */
  readonly type: string;
  /** In UTF-16 code units. */
  readonly offset: number;
  /** In UTF-16 code units. */
  readonly length: number;
  /** Of a `text_link`. */
  readonly url?: string;
  /** Of a `text_mention`. */
  readonly user?: TelegramUser;
  /** Of a `pre`. */
  readonly language?: string;
  readonly custom_emoji_id?: string;
}

/** What all files have: they have to be asked for by `file_id`. */
export interface TelegramFileRef {
  readonly file_id: string;
  /** The same for every bot, but not to be asked with. */
  readonly file_unique_id: string;
  /** In bytes. */
  readonly file_size?: number;
}

/** One size of a photo or of a preview. */
export interface TelegramPhotoSize extends TelegramFileRef {
  readonly width: number;
  readonly height: number;
}

/** A file that was sent as a document. */
export interface TelegramDocument extends TelegramFileRef {
  readonly file_name?: string;
  readonly mime_type?: string;
  readonly thumbnail?: TelegramPhotoSize;
}

/** A recording of a voice. */
export interface TelegramVoice extends TelegramFileRef {
  /** In seconds. */
  readonly duration: number;
  readonly mime_type?: string;
}

/** Music. */
export interface TelegramAudio extends TelegramVoice {
  readonly performer?: string;
  readonly title?: string;
  readonly file_name?: string;
  readonly thumbnail?: TelegramPhotoSize;
}

/** A video, or an animation without sound. */
export interface TelegramVideo extends TelegramDocument {
  readonly width: number;
  readonly height: number;
  /** In seconds. */
  readonly duration: number;
}

/** A round video. */
export interface TelegramVideoNote extends TelegramFileRef {
  /** Its diameter. */
  readonly length: number;
  /** In seconds. */
  readonly duration: number;
  readonly thumbnail?: TelegramPhotoSize;
}

/** A sticker. */
export interface TelegramSticker extends TelegramPhotoSize {
  readonly type: 'regular' | 'mask' | 'custom_emoji';
  readonly is_animated: boolean;
  readonly is_video: boolean;
  readonly emoji?: string;
  readonly set_name?: string;
  readonly custom_emoji_id?: string;
  readonly thumbnail?: TelegramPhotoSize;
}

/** Somebody's phone number. */
export interface TelegramContact {
  readonly phone_number: string;
  readonly first_name: string;
  readonly last_name?: string;
  /** The user's id. */
  readonly user_id?: number;
  readonly vcard?: string;
}

/** A place on Earth. */
export interface TelegramLocation {
  readonly latitude: number;
  readonly longitude: number;
  /** In metres. */
  readonly horizontal_accuracy?: number;
  /** Of a live location: for how many seconds it can be updated. */
  readonly live_period?: number;
  /** Of a live location: in degrees. */
  readonly heading?: number;
  readonly proximity_alert_radius?: number;
}

/** A place with a name. */
export interface TelegramVenue {
  readonly location: TelegramLocation;
  readonly title: string;
  readonly address: string;
  readonly foursquare_id?: string;
  readonly google_place_id?: string;
}

/** A poll. */
export interface TelegramPoll {
  readonly id: string;
  readonly question: string;
  readonly options: readonly { readonly text: string; readonly voter_count: number }[];
  readonly total_voter_count: number;
  readonly is_closed: boolean;
  readonly is_anonymous: boolean;
  readonly type: 'regular' | 'quiz';
  readonly allows_multiple_answers: boolean;
  /** Of a quiz: counted from 0. */
  readonly correct_option_id?: number;
  readonly explanation?: string;
  /** In seconds. */
  readonly open_period?: number;
  /** Unix seconds. */
  readonly close_date?: number;
}

/** Where an order goes to. */
export interface TelegramShippingAddress {
  /** ISO 3166-1, two letters. */
  readonly country_code: string;
  readonly state: string;
  readonly city: string;
  readonly street_line1: string;
  readonly street_line2: string;
  readonly post_code: string;
}

/** Who has ordered. */
export interface TelegramOrderInfo {
  readonly name?: string;
  readonly phone_number?: string;
  readonly email?: string;
  readonly shipping_address?: TelegramShippingAddress;
}
