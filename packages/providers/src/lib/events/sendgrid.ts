// Facts from https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event, 2026-11-22.

/** What all events of an email have; the body is a list of them. Custom arguments stand beside these fields. */
export interface SendgridEvent<Type extends string> {
  readonly event: Type;
  readonly email: string;
  /** When it happened, in Unix seconds. */
  readonly timestamp: number;
  /** The same in every try to deliver it. */
  readonly sg_event_id: string;
  readonly sg_message_id?: string;
  /** The `Message-ID` header. */
  readonly 'smtp-id'?: string;
  /** The categories of the email. */
  readonly category?: string | readonly string[];
  readonly asm_group_id?: number;
  readonly sg_template_id?: string;
  readonly sg_template_name?: string;
  readonly marketing_campaign_id?: number | string;
  readonly marketing_campaign_name?: string;
  readonly marketing_campaign_version?: string;
  readonly marketing_campaign_split_id?: number | string;
  /** The custom arguments (`unique_args`) of the email, by the names that the application gave them. */
  readonly [argument: string]: unknown;
}

/** SendGrid has taken the email, and is going to deliver it. */
export interface SendgridProcessedEvent extends SendgridEvent<'processed'> {
  readonly pool?: { readonly name: string; readonly id: number };
  /** When it is to be sent, in Unix seconds. */
  readonly send_at?: number;
}

/** SendGrid does not deliver the email. */
export interface SendgridDroppedEvent extends SendgridEvent<'dropped'> {
  /** `Bounced Address`, `Unsubscribed Address`, ... */
  readonly reason: string;
  readonly status?: string;
}

/** The recipient's server has taken the email. */
export interface SendgridDeliveredEvent extends SendgridEvent<'delivered'> {
  readonly response: string;
  readonly ip?: string;
  readonly tls?: boolean | number;
}

/** The recipient's server has refused the email for now. */
export interface SendgridDeferredEvent extends SendgridEvent<'deferred'> {
  readonly response: string;
  /** Which try it was: a number as text. */
  readonly attempt: string;
  readonly ip?: string;
  readonly reason?: string;
  readonly status?: string;
  readonly tls?: boolean | number;
}

/** The recipient's server has refused the email. */
export interface SendgridBounceEvent extends SendgridEvent<'bounce'> {
  readonly reason: string;
  /** The status of the SMTP answer: `5.0.0`. */
  readonly status?: string;
  /** `blocked` is for now, `bounce` for good. */
  readonly type: 'bounce' | 'blocked';
  /** `Invalid Address`, `Content`, `Reputation`, ... */
  readonly bounce_classification?: string;
  readonly ip?: string;
  readonly tls?: boolean | number;
}

/** The recipient has opened the email. */
export interface SendgridOpenEvent extends SendgridEvent<'open'> {
  readonly useragent: string;
  readonly ip?: string;
  /** Whether a machine did it, such as Apple's Mail Privacy Protection. */
  readonly sg_machine_open?: boolean;
  readonly sg_content_type?: 'html' | 'amp';
}

/** The recipient has clicked a link of the email. */
export interface SendgridClickEvent extends SendgridEvent<'click'> {
  readonly url: string;
  readonly url_offset?: { readonly index: number; readonly type: string };
  readonly useragent: string;
  readonly ip?: string;
  readonly sg_content_type?: 'html' | 'amp';
}

/** The recipient has left a group, or is back in it. */
export interface SendgridGroupEvent<
  Type extends 'group_unsubscribe' | 'group_resubscribe',
> extends SendgridEvent<Type> {
  readonly asm_group_id: number;
  readonly useragent?: string;
  readonly ip?: string;
  readonly url?: string;
}

/** The account's standing has changed: it belongs to no email. */
export interface SendgridAccountStatusChangeEvent {
  readonly event: 'account_status_change';
  readonly sg_event_id: string;
  /** When it happened, in Unix seconds. */
  readonly timestamp: number;
  /** `compliance_suspend`, `compliance_ban`, `compliance_deactivate`, ... */
  readonly type: string;
}

/** SendGrid's events, by type: the payload is one item of the body. */
export interface SendgridEvents {
  processed: SendgridProcessedEvent;
  dropped: SendgridDroppedEvent;
  delivered: SendgridDeliveredEvent;
  deferred: SendgridDeferredEvent;
  bounce: SendgridBounceEvent;
  open: SendgridOpenEvent;
  click: SendgridClickEvent;
  spamreport: SendgridEvent<'spamreport'>;
  unsubscribe: SendgridEvent<'unsubscribe'>;
  group_unsubscribe: SendgridGroupEvent<'group_unsubscribe'>;
  group_resubscribe: SendgridGroupEvent<'group_resubscribe'>;
  account_status_change: SendgridAccountStatusChangeEvent;
}
