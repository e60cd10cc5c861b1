// Facts from https://developers.intercom.com/docs/references/webhooks/webhook-models, https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/conversation/ and https://github.com/intercom/intercom-node (src/api), 2026-11-22.
import type { IntercomAttributes, IntercomReference, IntercomTag } from './intercom-common.ts';

/** Who wrote: an admin, a contact or a bot. */
export interface IntercomAuthor {
  /** Such as `admin`, `user`, `lead` or `bot`. */
  readonly type: string;
  readonly id: string;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly from_ai_agent?: boolean;
  readonly is_ai_answer?: boolean;
}

/** One step of a conversation or a ticket. Times are Unix seconds. */
export interface IntercomPart<Type extends 'conversation_part' | 'ticket_part'> {
  readonly type: Type;
  readonly id: string;
  /** Such as `comment`, `note`, `assignment` or `close`. */
  readonly part_type: string;
  /** HTML. */
  readonly body?: string | null;
  readonly author: IntercomAuthor;
  readonly assigned_to?: IntercomReference | null;
  readonly attachments?: readonly {
    readonly type?: string;
    readonly name?: string;
    readonly url?: string;
    readonly content_type?: string;
    readonly filesize?: number;
  }[];
  readonly external_id?: string | null;
  readonly redacted?: boolean;
  readonly created_at: number;
  readonly updated_at?: number;
  readonly notified_at?: number;
}

/** The contacts of a conversation or a ticket. */
export interface IntercomContactList {
  readonly type: 'contact.list';
  readonly contacts: readonly {
    readonly type?: 'contact';
    readonly id: string;
    readonly external_id?: string | null;
  }[];
}

/** A conversation. Times are Unix seconds. */
export interface IntercomConversation {
  readonly type: 'conversation';
  readonly id: string;
  readonly title?: string | null;
  readonly state: 'open' | 'closed' | 'snoozed';
  readonly open: boolean;
  readonly read: boolean;
  readonly priority?: 'priority' | 'not_priority';
  readonly snoozed_until?: number | null;
  readonly waiting_since?: number | null;
  /** Missing in versions of the API before 2.0, as `contacts` is. */
  readonly source?: {
    /** Such as `conversation` or `email`. */
    readonly type?: string;
    readonly id?: string;
    readonly delivered_as?: string;
    readonly subject?: string | null;
    /** HTML. */
    readonly body?: string | null;
    readonly author?: IntercomAuthor;
    readonly url?: string | null;
    readonly redacted?: boolean;
  };
  readonly contacts?: IntercomContactList;
  readonly teammates?: { readonly type: 'admin.list'; readonly admins: readonly IntercomReference[] } | null;
  readonly admin_assignee_id?: number | string | null;
  readonly team_assignee_id?: number | string | null;
  readonly company_id?: string | null;
  readonly custom_attributes?: IntercomAttributes;
  readonly tags?: { readonly type: 'tag.list'; readonly tags: readonly IntercomTag[] };
  readonly conversation_rating?: {
    readonly rating?: number | null;
    readonly remark?: string | null;
    readonly created_at?: number | null;
  } | null;
  readonly first_contact_reply?: {
    readonly created_at?: number;
    readonly type?: string;
    readonly url?: string | null;
  } | null;
  /** What led to the event. */
  readonly conversation_parts?: {
    readonly type: 'conversation_part.list';
    readonly conversation_parts: readonly IntercomPart<'conversation_part'>[];
    readonly total_count: number;
  };
  readonly ai_agent_participated?: boolean;
  readonly created_at: number;
  readonly updated_at: number;
}

/** What is left of a conversation that was deleted. */
export interface IntercomDeletedConversation {
  readonly type: 'conversation';
  readonly conversation_id: string;
}

/** A ticket. Times are Unix seconds. */
export interface IntercomTicket {
  readonly type: 'ticket';
  readonly id: string;
  /** For people to read; the API wants `id`. */
  readonly ticket_id: string;
  readonly category: 'Customer' | 'Back-office' | 'Tracker';
  /** By name. */
  readonly ticket_attributes: IntercomAttributes;
  readonly ticket_state: {
    readonly type: 'ticket_state';
    readonly id: string;
    readonly category: 'submitted' | 'in_progress' | 'waiting_on_customer' | 'resolved';
    readonly internal_label: string;
    readonly external_label: string;
  };
  readonly ticket_type: {
    readonly type: 'ticket_type';
    readonly id: string;
    readonly name: string;
    readonly description: string | null;
    readonly icon: string;
    readonly workspace_id: string;
    readonly archived: boolean;
    readonly category?: string;
  };
  readonly contacts: IntercomContactList;
  /** `0` where there is none. */
  readonly admin_assignee_id: string;
  /** `0` where there is none. */
  readonly team_assignee_id: string;
  readonly open: boolean;
  readonly snoozed_until?: number | null;
  readonly is_shared: boolean;
  readonly company_id?: string | null;
  readonly ticket_parts?: {
    readonly type: 'ticket_part.list';
    readonly ticket_parts: readonly IntercomPart<'ticket_part'>[];
    readonly total_count: number;
  };
  readonly created_at: number;
  readonly updated_at: number;
}

/** A ticket, and the reply in it. */
export interface IntercomTicketReply {
  readonly type: 'ticket_ticket_part';
  readonly ticket: IntercomTicket;
  readonly ticket_part: IntercomPart<'ticket_part'>;
}
