// Facts from https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference and https://github.com/WhatsApp/WhatsApp-Nodejs-SDK (src/types/webhooks.ts), 2026-11-22.

/** An error of WhatsApp's. */
export interface MetaWhatsappError {
  readonly code: number;
  readonly title: string;
  readonly message?: string;
  readonly error_data?: { readonly details: string };
  readonly href?: string;
}

/** A file of a message: it has to be asked for by its id. */
export interface MetaWhatsappMedia {
  readonly id: string;
  readonly mime_type: string;
  readonly sha256?: string;
  readonly url?: string;
  readonly caption?: string;
  /** Of a document. */
  readonly filename?: string;
  /** Of a recording. */
  readonly voice?: boolean;
  /** Of a sticker. */
  readonly animated?: boolean;
}

/** A contact's card in a message. */
export interface MetaWhatsappContactCard {
  readonly name: {
    readonly formatted_name: string;
    readonly first_name?: string;
    readonly last_name?: string;
  };
  readonly phones?: readonly { readonly phone?: string; readonly wa_id?: string; readonly type?: string }[];
  readonly emails?: readonly { readonly email?: string; readonly type?: string }[];
  readonly org?: { readonly company?: string; readonly department?: string; readonly title?: string };
}

/** A message from a user. The field that is named as its `type` is there. */
export interface MetaWhatsappMessage {
  /** Begins with `wamid.`. */
  readonly id: string;
  /** The sender's number, without `+`. */
  readonly from: string;
  /** Unix seconds, as text. */
  readonly timestamp: string;
  /** `text`, `image`, `interactive`, `button`, `reaction`, `location`, `unsupported`, ... */
  readonly type: string;
  readonly group_id?: string;
  /** The message that it answers, or that it was forwarded. */
  readonly context?: {
    readonly from?: string;
    readonly id?: string;
    readonly forwarded?: boolean;
    readonly frequently_forwarded?: boolean;
    readonly referred_product?: { readonly catalog_id: string; readonly product_retailer_id: string };
  };
  readonly text?: { readonly body: string };
  readonly image?: MetaWhatsappMedia;
  readonly video?: MetaWhatsappMedia;
  readonly audio?: MetaWhatsappMedia;
  readonly document?: MetaWhatsappMedia;
  readonly sticker?: MetaWhatsappMedia;
  readonly location?: {
    readonly latitude: number;
    readonly longitude: number;
    readonly name?: string;
    readonly address?: string;
    readonly url?: string;
  };
  readonly contacts?: readonly MetaWhatsappContactCard[];
  /** Without an emoji, it was taken back. */
  readonly reaction?: { readonly message_id: string; readonly emoji?: string };
  /** A quick reply of a template. */
  readonly button?: { readonly payload: string; readonly text: string };
  readonly interactive?: {
    readonly type: string;
    readonly button_reply?: { readonly id: string; readonly title: string };
    readonly list_reply?: { readonly id: string; readonly title: string; readonly description?: string };
    /** What a flow was answered with: JSON as text. */
    readonly nfm_reply?: { readonly response_json: string; readonly body?: string; readonly name?: string };
  };
  readonly order?: {
    readonly catalog_id: string;
    readonly text?: string;
    readonly product_items: readonly {
      readonly product_retailer_id: string;
      readonly quantity: number | string;
      readonly item_price: number | string;
      readonly currency: string;
    }[];
  };
  readonly system?: { readonly body: string; readonly wa_id?: string; readonly type?: string };
  /** The advertisement or the post that the message came from. */
  readonly referral?: {
    readonly source_url: string;
    readonly source_type: string;
    readonly source_id: string;
    readonly headline?: string;
    readonly body?: string;
    readonly media_type?: string;
    readonly image_url?: string;
    readonly video_url?: string;
    readonly thumbnail_url?: string;
    readonly ctwa_clid?: string;
  };
  readonly errors?: readonly MetaWhatsappError[];
}

/** What became of a message to a user. */
export interface MetaWhatsappStatus {
  /** The message's: begins with `wamid.`. */
  readonly id: string;
  readonly status: 'sent' | 'delivered' | 'read' | 'played' | 'failed';
  /** Unix seconds, as text. */
  readonly timestamp: string;
  readonly recipient_id: string;
  readonly recipient_type?: string;
  readonly recipient_participant_id?: string;
  /** What the application gave with the message. */
  readonly biz_opaque_callback_data?: string;
  readonly conversation?: {
    readonly id: string;
    /** Unix seconds, as text. */
    readonly expiration_timestamp?: string;
    readonly origin?: { readonly type: string };
  };
  readonly pricing?: {
    readonly billable?: boolean;
    /** `PMP`, `CBP`. */
    readonly pricing_model: string;
    readonly type?: string;
    readonly category: string;
  };
  readonly errors?: readonly MetaWhatsappError[];
}

/** Messages from users, or what became of messages to them. */
export interface MetaWhatsappMessagesValue {
  readonly messaging_product: 'whatsapp';
  readonly metadata: { readonly display_phone_number: string; readonly phone_number_id: string };
  readonly contacts?: readonly {
    readonly wa_id?: string;
    readonly profile?: { readonly name?: string };
  }[];
  readonly messages?: readonly MetaWhatsappMessage[];
  readonly statuses?: readonly MetaWhatsappStatus[];
  readonly errors?: readonly MetaWhatsappError[];
}

/** A template whose status has changed. */
export interface MetaWhatsappTemplateStatusValue {
  /** `APPROVED`, `REJECTED`, `PAUSED`, `DISABLED`, ... */
  readonly event: string;
  readonly message_template_id: number;
  readonly message_template_name: string;
  readonly message_template_language: string;
  readonly message_template_category?: string;
  readonly reason?: string | null;
  readonly disable_info?: { readonly disable_date: number | string };
  readonly other_info?: { readonly title: string; readonly description?: string };
  readonly rejection_info?: { readonly reason: string; readonly recommendation: string };
}

/** A template whose quality has changed. */
export interface MetaWhatsappTemplateQualityValue {
  readonly previous_quality_score: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  readonly new_quality_score: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  readonly message_template_id: number;
  readonly message_template_name: string;
  readonly message_template_language: string;
}
