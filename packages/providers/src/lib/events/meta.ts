// Facts from https://developers.facebook.com/docs/graph-api/webhooks/reference, https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events and https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference, 2026-11-22.
import type {
  MetaWhatsappMessagesValue,
  MetaWhatsappTemplateQualityValue,
  MetaWhatsappTemplateStatusValue,
} from './meta-whatsapp.ts';

/** Whose change it is. */
export interface MetaEntry {
  /** The Page's, the Instagram account's or the WhatsApp Business account's. */
  readonly id: string;
  /** When it was sent: Unix seconds, or Unix milliseconds with messages of Messenger and Instagram. */
  readonly time?: number;
}

/** One change of the body, and what is around it. */
export interface MetaChange<MetaObject extends string, Field extends string, Value> {
  readonly object: MetaObject;
  readonly entry: MetaEntry;
  readonly field: Field;
  readonly value: Value;
}

/** One messaging item of the body, and what is around it. */
export interface MetaMessagingItem<MetaObject extends string> {
  readonly object: MetaObject;
  readonly entry: MetaEntry;
  readonly messaging: MetaMessaging;
}

/** Where a conversation came from. */
export interface MetaReferral {
  /** What the application put in the link. */
  readonly ref?: string;
  /** `SHORTLINK`, `ADS`, `CUSTOMER_CHAT_PLUGIN`, ... */
  readonly source?: string;
  readonly type?: string;
  readonly ad_id?: string;
  readonly referer_uri?: string;
}

/** A message of Messenger or Instagram. */
export interface MetaMessage {
  readonly mid: string;
  readonly text?: string;
  /** Whether the Page or the account itself wrote it. */
  readonly is_echo?: boolean;
  readonly is_deleted?: boolean;
  readonly is_unsupported?: boolean;
  readonly app_id?: number | string;
  readonly metadata?: string;
  readonly quick_reply?: { readonly payload: string };
  readonly reply_to?: {
    readonly mid?: string;
    readonly is_self_reply?: boolean;
    /** Instagram: the story that it answers. */
    readonly story?: { readonly id: string; readonly url: string };
  };
  readonly referral?: MetaReferral;
  readonly attachments?: readonly {
    /** `image`, `audio`, `video`, `file`, `reel`, `template`, `fallback`, ... */
    readonly type: string;
    readonly payload?: { readonly url?: string; readonly title?: string; readonly sticker_id?: number };
  }[];
}

/** What happened in a conversation: one of the fields from `message` on is there. */
export interface MetaMessaging {
  readonly sender: { readonly id?: string; readonly user_ref?: string };
  readonly recipient: { readonly id: string };
  /** Unix milliseconds. */
  readonly timestamp?: number;
  readonly message?: MetaMessage;
  readonly message_edit?: { readonly mid: string; readonly text: string; readonly num_edit: number };
  readonly postback?: {
    readonly mid?: string;
    readonly title?: string;
    readonly payload?: string;
    readonly referral?: MetaReferral;
  };
  readonly reaction?: {
    readonly mid: string;
    readonly action: 'react' | 'unreact';
    readonly reaction?: string;
    readonly emoji?: string;
  };
  /** All before the watermark, in Unix milliseconds. */
  readonly delivery?: { readonly watermark: number; readonly mids?: readonly string[] };
  /** Messenger tells a watermark in Unix milliseconds, Instagram a message. */
  readonly read?: { readonly watermark?: number; readonly mid?: string };
  readonly optin?: {
    readonly type?: string;
    readonly ref?: string;
    readonly user_ref?: string;
    readonly payload?: string;
    readonly notification_messages_token?: string;
    readonly title?: string;
  };
  readonly referral?: MetaReferral;
  readonly account_linking?: {
    readonly status: 'linked' | 'unlinked';
    readonly authorization_code?: string;
  };
}

/** What happened in a Page's feed. Which fields are there depends on `item`. */
export interface MetaPageFeedValue {
  /** `post`, `comment`, `reaction`, `like`, `status`, `photo`, `video`, `share`, ... */
  readonly item: string;
  /** `add`, `edited`, `remove`, `hide`, ... */
  readonly verb: string;
  readonly from?: { readonly id: string; readonly name?: string };
  readonly post_id?: string;
  readonly comment_id?: string;
  readonly parent_id?: string;
  readonly photo_id?: string;
  readonly video_id?: string;
  readonly reaction_type?: string;
  readonly message?: string;
  readonly link?: string;
  readonly published?: number;
  readonly is_hidden?: boolean;
  /** Unix seconds. */
  readonly created_time?: number;
}

/** A lead that a form has brought. */
export interface MetaLeadgenValue {
  readonly leadgen_id: string | number;
  readonly form_id: string | number;
  readonly page_id: string | number;
  readonly ad_id?: string | number;
  readonly adgroup_id?: string | number;
  /** Unix seconds. */
  readonly created_time: number;
}

/** A comment on a medium of Instagram. */
export interface MetaInstagramCommentValue {
  readonly id: string;
  readonly from: { readonly id: string; readonly username: string };
  readonly media: {
    readonly id: string;
    readonly media_product_type?: string;
    readonly ad_id?: string;
    readonly ad_title?: string;
    readonly original_media_id?: string;
  };
  /** The comment that it answers. */
  readonly parent_id?: string;
  readonly text?: string;
}

/** Where an Instagram account was mentioned. */
export interface MetaInstagramMentionValue {
  readonly media_id: string;
  /** Where it was in a comment. */
  readonly comment_id?: string;
}

/** What became of a story; counts below 5 are told as -1. */
export interface MetaInstagramStoryInsightsValue {
  readonly media_id: string;
  readonly impressions?: number;
  readonly reach?: number;
  readonly taps_forward?: number;
  readonly taps_back?: number;
  readonly exits?: number;
  readonly replies?: number;
}

/** Meta's events, by object and field: the payload is one item of the body. */
export interface MetaEvents {
  'whatsapp_business_account.messages': MetaChange<
    'whatsapp_business_account',
    'messages',
    MetaWhatsappMessagesValue
  >;
  'whatsapp_business_account.message_template_status_update': MetaChange<
    'whatsapp_business_account',
    'message_template_status_update',
    MetaWhatsappTemplateStatusValue
  >;
  'whatsapp_business_account.message_template_quality_update': MetaChange<
    'whatsapp_business_account',
    'message_template_quality_update',
    MetaWhatsappTemplateQualityValue
  >;
  'page.messaging': MetaMessagingItem<'page'>;
  'page.feed': MetaChange<'page', 'feed', MetaPageFeedValue>;
  'page.leadgen': MetaChange<'page', 'leadgen', MetaLeadgenValue>;
  'instagram.messaging': MetaMessagingItem<'instagram'>;
  'instagram.comments': MetaChange<'instagram', 'comments', MetaInstagramCommentValue>;
  'instagram.live_comments': MetaChange<'instagram', 'live_comments', MetaInstagramCommentValue>;
  'instagram.mentions': MetaChange<'instagram', 'mentions', MetaInstagramMentionValue>;
  'instagram.story_insights': MetaChange<'instagram', 'story_insights', MetaInstagramStoryInsightsValue>;
}
