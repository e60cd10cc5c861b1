// Facts from https://developers.intercom.com/docs/references/webhooks/webhook-models and https://developers.intercom.com/docs/webhooks/webhook-notifications, 2026-11-22.
import type {
  IntercomAdmin,
  IntercomCompany,
  IntercomCompanyContact,
  IntercomContact,
  IntercomContactTag,
  IntercomDeleted,
  IntercomMergedContact,
} from './intercom-common.ts';
import type {
  IntercomConversation,
  IntercomDeletedConversation,
  IntercomTicket,
  IntercomTicketReply,
} from './intercom-conversation.ts';

/** The whole body of a delivery. */
export interface IntercomPayload<Topic extends string, Item> {
  readonly type: 'notification_event';
  /** Begins with `notif_`; null in a ping. */
  readonly id: string | null;
  readonly topic: Topic;
  /** The workspace's. */
  readonly app_id: string;
  readonly data: { readonly type?: 'notification_event_data'; readonly item: Item };
  readonly self?: string | null;
  /** From 1 on. */
  readonly delivery_attempts: number;
  readonly delivery_status?: string | null;
  /** In Unix seconds; 0 where it was not. */
  readonly delivered_at?: number;
  /** In Unix seconds. */
  readonly first_sent_at: number;
  /** In Unix seconds. */
  readonly created_at: number;
}

/** A delivery that only tries the endpoint. */
export interface IntercomPing {
  readonly type: 'ping';
  readonly message: string;
}

/** Intercom's events, by topic. */
export interface IntercomEvents {
  'conversation.user.created': IntercomPayload<'conversation.user.created', IntercomConversation>;
  'conversation.user.replied': IntercomPayload<'conversation.user.replied', IntercomConversation>;
  'conversation.admin.replied': IntercomPayload<'conversation.admin.replied', IntercomConversation>;
  'conversation.admin.single.created': IntercomPayload<
    'conversation.admin.single.created',
    IntercomConversation
  >;
  'conversation.admin.assigned': IntercomPayload<'conversation.admin.assigned', IntercomConversation>;
  'conversation.admin.open.assigned': IntercomPayload<
    'conversation.admin.open.assigned',
    IntercomConversation
  >;
  'conversation.admin.noted': IntercomPayload<'conversation.admin.noted', IntercomConversation>;
  'conversation.admin.closed': IntercomPayload<'conversation.admin.closed', IntercomConversation>;
  'conversation.admin.opened': IntercomPayload<'conversation.admin.opened', IntercomConversation>;
  'conversation.admin.snoozed': IntercomPayload<'conversation.admin.snoozed', IntercomConversation>;
  'conversation.admin.unsnoozed': IntercomPayload<'conversation.admin.unsnoozed', IntercomConversation>;
  'conversation.operator.replied': IntercomPayload<'conversation.operator.replied', IntercomConversation>;
  'conversation.priority.updated': IntercomPayload<'conversation.priority.updated', IntercomConversation>;
  'conversation.rating.added': IntercomPayload<'conversation.rating.added', IntercomConversation>;
  'conversation.read': IntercomPayload<'conversation.read', IntercomConversation>;
  'conversation.deleted': IntercomPayload<'conversation.deleted', IntercomDeletedConversation>;
  'contact.user.created': IntercomPayload<'contact.user.created', IntercomContact>;
  'contact.user.updated': IntercomPayload<'contact.user.updated', IntercomContact>;
  'contact.lead.created': IntercomPayload<'contact.lead.created', IntercomContact>;
  'contact.lead.updated': IntercomPayload<'contact.lead.updated', IntercomContact>;
  'contact.lead.added_email': IntercomPayload<'contact.lead.added_email', IntercomContact>;
  'contact.lead.signed_up': IntercomPayload<'contact.lead.signed_up', IntercomContact>;
  'contact.email.updated': IntercomPayload<'contact.email.updated', IntercomContact>;
  'contact.archived': IntercomPayload<'contact.archived', IntercomContact>;
  'contact.unarchive': IntercomPayload<'contact.unarchive', IntercomContact>;
  'contact.merged': IntercomPayload<'contact.merged', IntercomMergedContact>;
  'contact.deleted': IntercomPayload<'contact.deleted', IntercomDeleted<'contact'>>;
  'contact.user.tag.created': IntercomPayload<'contact.user.tag.created', IntercomContactTag>;
  'contact.user.tag.deleted': IntercomPayload<'contact.user.tag.deleted', IntercomContactTag>;
  'contact.lead.tag.created': IntercomPayload<'contact.lead.tag.created', IntercomContactTag>;
  'contact.lead.tag.deleted': IntercomPayload<'contact.lead.tag.deleted', IntercomContactTag>;
  'company.created': IntercomPayload<'company.created', IntercomCompany>;
  'company.updated': IntercomPayload<'company.updated', IntercomCompany>;
  'company.deleted': IntercomPayload<'company.deleted', IntercomDeleted<'company'>>;
  'company.contact.attached': IntercomPayload<'company.contact.attached', IntercomCompanyContact>;
  'company.contact.detached': IntercomPayload<'company.contact.detached', IntercomCompanyContact>;
  'ticket.created': IntercomPayload<'ticket.created', IntercomTicket>;
  'ticket.closed': IntercomPayload<'ticket.closed', IntercomTicket>;
  'ticket.admin.replied': IntercomPayload<'ticket.admin.replied', IntercomTicketReply>;
  'admin.added_to_workspace': IntercomPayload<'admin.added_to_workspace', IntercomAdmin>;
  'admin.removed_from_workspace': IntercomPayload<'admin.removed_from_workspace', IntercomAdmin>;
  'admin.away_mode_updated': IntercomPayload<'admin.away_mode_updated', IntercomAdmin>;
  'admin.logged_in': IntercomPayload<'admin.logged_in', IntercomAdmin>;
  'admin.logged_out': IntercomPayload<'admin.logged_out', IntercomAdmin>;
  ping: IntercomPayload<'ping', IntercomPing>;
}
