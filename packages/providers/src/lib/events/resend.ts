// Facts from https://resend.com/docs/dashboard/webhooks/event-types and https://github.com/resend/resend-node (src/webhooks/interfaces), 2026-11-22.

/** The whole body of a delivery. The event's id is the `svix-id` header. */
export interface ResendPayload<Type extends string, Data> {
  readonly type: Type;
  /** When it happened: ISO 8601. */
  readonly created_at: string;
  readonly data: Data;
}

/** An email that was sent, and its one recipient of this event. */
export interface ResendEmail {
  readonly email_id: string;
  /** The `Message-ID` header. */
  readonly message_id?: string;
  readonly broadcast_id?: string;
  readonly template_id?: string;
  readonly from: string;
  /** One recipient: each has its own event. */
  readonly to: readonly string[];
  readonly subject: string;
  /** The tags that the application put on the email. */
  readonly tags?: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly created_at: string;
}

/** An email that the recipient's server refused. */
export interface ResendBouncedEmail extends ResendEmail {
  readonly bounce: {
    readonly message: string;
    /** `Permanent`, `Transient`, ... */
    readonly type: string;
    /** `General`, `Suppressed`, `MailboxFull`, ... */
    readonly subType: string;
  };
}

/** An email in which a link was clicked. */
export interface ResendClickedEmail extends ResendEmail {
  readonly click: {
    readonly ipAddress: string;
    readonly link: string;
    /** ISO 8601. */
    readonly timestamp: string;
    readonly userAgent: string;
  };
}

/** An email that could not be sent. */
export interface ResendFailedEmail extends ResendEmail {
  readonly failed: { readonly reason: string };
}

/** An email that was not sent, because its recipient is on the suppression list. */
export interface ResendSuppressedEmail extends ResendEmail {
  readonly suppressed: { readonly message: string; readonly type: string };
}

/** An email that was received: its text, its headers and its attachments have to be asked for. */
export interface ResendReceivedEmail {
  readonly email_id: string;
  /** The `Message-ID` header. */
  readonly message_id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  /** The addresses at Resend that it was received for. */
  readonly received_for?: readonly string[];
  readonly subject: string;
  readonly attachments: readonly {
    readonly id: string;
    readonly filename: string | null;
    readonly content_type: string;
    readonly content_disposition: string | null;
    readonly content_id: string | null;
  }[];
  /** ISO 8601. */
  readonly created_at: string;
}

/** A contact. Times are ISO 8601. */
export interface ResendContact {
  readonly id: string;
  readonly audience_id: string;
  readonly segment_ids?: readonly string[];
  readonly email: string;
  readonly first_name?: string | null;
  readonly last_name?: string | null;
  readonly unsubscribed: boolean;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A domain. */
export interface ResendDomain {
  readonly id: string;
  readonly name: string;
  /** `not_started`, `pending`, `verified`, ... */
  readonly status: string;
  readonly region: string;
  /** The DNS records that it needs. */
  readonly records: readonly {
    /** What it is for: `SPF`, `DKIM`, ... */
    readonly record: string;
    readonly name: string;
    /** `MX`, `TXT`, `CNAME`. */
    readonly type: string;
    readonly ttl: string;
    readonly status: string;
    readonly value: string;
    readonly priority?: number;
  }[];
  /** ISO 8601. */
  readonly created_at: string;
}

/** An entry of the suppression list. */
export interface ResendSuppression {
  readonly id: string;
  readonly email: string;
  readonly origin: 'bounce' | 'complaint' | 'manual';
  /** The email that led to it, where one did. */
  readonly source_id: string | null;
  /** ISO 8601. */
  readonly created_at: string;
}

/** Resend's events, by type. */
export interface ResendEvents {
  'email.sent': ResendPayload<'email.sent', ResendEmail>;
  'email.scheduled': ResendPayload<'email.scheduled', ResendEmail>;
  'email.delivered': ResendPayload<'email.delivered', ResendEmail>;
  'email.delivery_delayed': ResendPayload<'email.delivery_delayed', ResendEmail>;
  'email.complained': ResendPayload<'email.complained', ResendEmail>;
  'email.bounced': ResendPayload<'email.bounced', ResendBouncedEmail>;
  'email.opened': ResendPayload<'email.opened', ResendEmail>;
  'email.clicked': ResendPayload<'email.clicked', ResendClickedEmail>;
  'email.received': ResendPayload<'email.received', ResendReceivedEmail>;
  'email.failed': ResendPayload<'email.failed', ResendFailedEmail>;
  'email.suppressed': ResendPayload<'email.suppressed', ResendSuppressedEmail>;
  'contact.created': ResendPayload<'contact.created', ResendContact>;
  'contact.updated': ResendPayload<'contact.updated', ResendContact>;
  'contact.deleted': ResendPayload<'contact.deleted', ResendContact>;
  'domain.created': ResendPayload<'domain.created', ResendDomain>;
  'domain.updated': ResendPayload<'domain.updated', ResendDomain>;
  'domain.deleted': ResendPayload<'domain.deleted', ResendDomain>;
  'suppression.added': ResendPayload<'suppression.added', ResendSuppression>;
  'suppression.removed': ResendPayload<'suppression.removed', ResendSuppression>;
}
