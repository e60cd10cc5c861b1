// Facts from https://developers.intercom.com/docs/references/webhooks/webhook-models, https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/contact/ and https://github.com/intercom/intercom-node (src/api), 2026-11-22.

/** A time: Unix seconds, or in some topics ISO 8601. */
export type IntercomTime = number | string;

/** What the application put on an object, by name. */
export type IntercomAttributes = Readonly<Record<string, unknown>>;

/** Another object. */
export interface IntercomReference {
  readonly type: string;
  /** Null in `nobody_admin`. */
  readonly id: string | null;
}

/** A tag. */
export interface IntercomTag {
  readonly type: 'tag';
  readonly id: string;
  readonly name: string;
  readonly applied_at?: number;
}

/** A user or a lead. */
export interface IntercomContact {
  readonly type: 'contact';
  readonly id: string;
  readonly workspace_id?: string;
  /** The contact's id in the application's own system, where it was set. */
  readonly external_id: string | null;
  readonly role: 'user' | 'lead';
  readonly email: string | null;
  readonly phone: string | null;
  readonly name: string | null;
  readonly avatar?: string | null;
  /** The admin who owns it. */
  readonly owner_id?: number | null;
  readonly has_hard_bounced?: boolean;
  readonly marked_email_as_spam?: boolean;
  readonly unsubscribed_from_emails?: boolean;
  readonly language_override?: string | null;
  readonly browser?: string | null;
  readonly os?: string | null;
  readonly location?: {
    readonly type: 'location';
    readonly country: string | null;
    readonly region: string | null;
    readonly city: string | null;
  };
  readonly companies?: IntercomList<{ readonly type: string; readonly id: string; readonly url?: string }>;
  readonly tags?: IntercomList<{ readonly type: string; readonly id: string; readonly url?: string }>;
  readonly custom_attributes?: IntercomAttributes;
  readonly created_at: IntercomTime;
  readonly updated_at: IntercomTime;
  readonly signed_up_at?: IntercomTime | null;
  readonly last_seen_at?: IntercomTime | null;
  readonly last_replied_at?: IntercomTime | null;
  readonly last_contacted_at?: IntercomTime | null;
  readonly last_email_opened_at?: IntercomTime | null;
  readonly last_email_clicked_at?: IntercomTime | null;
}

/** The beginning of a list, and where the rest is. */
export interface IntercomList<Item> {
  readonly type?: 'list';
  readonly data: readonly Item[];
  readonly url?: string;
  readonly total_count: number;
  readonly has_more: boolean;
}

/** A contact that another one was merged into. */
export interface IntercomMergedContact extends IntercomContact {
  /** The one that is no more. */
  readonly merged_from: { readonly type: 'contact'; readonly id: string };
}

/** A tag that a contact got or lost. */
export interface IntercomContactTag {
  readonly type: 'contact_tag';
  readonly tag: IntercomTag;
  readonly contact: IntercomContact;
  readonly created_at: IntercomTime;
}

/** What is left of a contact or a company that was deleted. */
export interface IntercomDeleted<Type extends 'contact' | 'company'> {
  readonly type: Type;
  readonly id: string;
  readonly external_id?: string | null;
  readonly deleted?: boolean;
}

/** A company. */
export interface IntercomCompany {
  readonly type: 'company';
  readonly id: string;
  /** The company's id in the application's own system. */
  readonly company_id: string;
  readonly app_id?: string;
  readonly name: string | null;
  readonly plan?: { readonly type?: 'plan'; readonly id?: string; readonly name?: string } | null;
  readonly size?: number | null;
  readonly website?: string | null;
  readonly industry?: string | null;
  readonly monthly_spend?: number;
  readonly session_count?: number;
  readonly user_count?: number;
  readonly custom_attributes?: IntercomAttributes;
  readonly remote_created_at?: IntercomTime | null;
  readonly created_at: IntercomTime;
  readonly updated_at: IntercomTime;
  readonly last_request_at?: IntercomTime | null;
}

/** A contact that came to a company, or left it. */
export interface IntercomCompanyContact {
  readonly company: IntercomCompany;
  readonly contact: IntercomContact;
}

/** A member of the workspace's team. */
export interface IntercomAdmin {
  readonly type: 'admin';
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly job_title?: string | null;
  readonly away_mode_enabled?: boolean;
  readonly away_mode_reassign?: boolean;
  readonly has_inbox_seat?: boolean;
  readonly team_ids?: readonly number[];
}
