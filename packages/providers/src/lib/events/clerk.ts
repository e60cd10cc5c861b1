// Facts from https://clerk.com/docs/guides/development/webhooks/overview and https://github.com/clerk/javascript (packages/backend/src/api/resources/Webhooks.ts), 2026-11-22.
import type { ClerkPaymentAttempt, ClerkSubscription, ClerkSubscriptionItem } from './clerk-billing.ts';
import type {
  ClerkAcceptedOrganizationInvitation,
  ClerkDeletedOrganization,
  ClerkDeletedOrganizationDomain,
  ClerkOrganization,
  ClerkOrganizationDomain,
  ClerkOrganizationInvitation,
  ClerkOrganizationMembership,
  ClerkPermission,
  ClerkRole,
} from './clerk-organization.ts';
import type { ClerkDeletedUser, ClerkUser } from './clerk-user.ts';

/** The whole body of a delivery. The event's id is the `svix-id` header. */
export interface ClerkPayload<Type extends string, Data> {
  type: Type;
  object: 'event';
  data: Data;
  /** When it happened, in Unix milliseconds. */
  timestamp?: number;
  /** The Clerk instance: begins with `ins_`. */
  instance_id?: string;
  /** The request that led to the event, where one did. */
  event_attributes?: { http_request?: { client_ip?: string; user_agent?: string } };
}

/** A session, with its user where Clerk sends one. */
export interface ClerkSession {
  /** Begins with `sess_`. */
  id: string;
  object: 'session';
  client_id: string;
  user_id: string;
  status: 'active' | 'pending' | 'ended' | 'removed' | 'revoked' | 'expired' | 'abandoned' | 'replaced';
  last_active_organization_id?: string | null;
  /** Who acts as the user, in impersonation. */
  actor?: Record<string, unknown> | null;
  latest_activity?: Record<string, unknown>;
  /** What a pending session still has to do. */
  tasks?: { key: string }[] | null;
  user?: ClerkUser | null;
  /** Unix milliseconds. */
  last_active_at: number;
  /** Unix milliseconds. */
  expire_at: number;
  /** Unix milliseconds. */
  abandon_at: number;
  /** Unix milliseconds. */
  created_at: number;
  /** Unix milliseconds. */
  updated_at: number;
}

/** An email that Clerk sends, or that the application sends where `delivered_by_clerk` is false. */
export interface ClerkEmail {
  /** Begins with `ema_`. */
  id: string;
  object: 'email';
  /** The template: `verification_code`, `invitation`, ... */
  slug?: string | null;
  /** The local part of the sender's address. */
  from_email_name: string;
  to_email_address?: string;
  email_address_id: string | null;
  user_id?: string | null;
  subject?: string;
  /** HTML. */
  body?: string;
  body_plain?: string | null;
  status?: string;
  /** What the template is filled with, such as `otp_code`. */
  data?: Record<string, unknown> | null;
  /** Where false, the application has to send it. */
  delivered_by_clerk: boolean;
}

/** A text message that Clerk sends, or that the application sends where `delivered_by_clerk` is false. */
export interface ClerkSms {
  id: string;
  object: 'sms_message';
  /** The template: `verification_code`, ... */
  slug?: string | null;
  from_phone_number: string;
  to_phone_number: string;
  phone_number_id: string | null;
  user_id?: string | null;
  message: string;
  status: string;
  /** What the template is filled with, such as `otp_code`. */
  data?: Record<string, unknown> | null;
  /** Where false, the application has to send it. */
  delivered_by_clerk: boolean;
}

/** An entry of the waitlist. */
export interface ClerkWaitlistEntry {
  id: string;
  object: 'waitlist_entry';
  status: 'pending' | 'invited' | 'completed' | 'rejected';
  email_address: string;
  invitation: Record<string, unknown> | null;
  is_locked?: boolean;
  /** Unix milliseconds. */
  created_at: number;
  /** Unix milliseconds. */
  updated_at: number;
}

/** Clerk's events, by type. */
export interface ClerkEvents {
  'user.created': ClerkPayload<'user.created', ClerkUser>;
  'user.updated': ClerkPayload<'user.updated', ClerkUser>;
  'user.deleted': ClerkPayload<'user.deleted', ClerkDeletedUser>;
  'session.created': ClerkPayload<'session.created', ClerkSession>;
  'session.pending': ClerkPayload<'session.pending', ClerkSession>;
  'session.ended': ClerkPayload<'session.ended', ClerkSession>;
  'session.removed': ClerkPayload<'session.removed', ClerkSession>;
  'session.revoked': ClerkPayload<'session.revoked', ClerkSession>;
  'organization.created': ClerkPayload<'organization.created', ClerkOrganization>;
  'organization.updated': ClerkPayload<'organization.updated', ClerkOrganization>;
  'organization.deleted': ClerkPayload<'organization.deleted', ClerkDeletedOrganization>;
  'organizationMembership.created': ClerkPayload<
    'organizationMembership.created',
    ClerkOrganizationMembership
  >;
  'organizationMembership.updated': ClerkPayload<
    'organizationMembership.updated',
    ClerkOrganizationMembership
  >;
  'organizationMembership.deleted': ClerkPayload<
    'organizationMembership.deleted',
    ClerkOrganizationMembership
  >;
  'organizationInvitation.created': ClerkPayload<
    'organizationInvitation.created',
    ClerkOrganizationInvitation
  >;
  'organizationInvitation.accepted': ClerkPayload<
    'organizationInvitation.accepted',
    ClerkAcceptedOrganizationInvitation
  >;
  'organizationInvitation.revoked': ClerkPayload<
    'organizationInvitation.revoked',
    ClerkOrganizationInvitation
  >;
  'organizationDomain.created': ClerkPayload<'organizationDomain.created', ClerkOrganizationDomain>;
  'organizationDomain.updated': ClerkPayload<'organizationDomain.updated', ClerkOrganizationDomain>;
  'organizationDomain.deleted': ClerkPayload<'organizationDomain.deleted', ClerkDeletedOrganizationDomain>;
  'role.created': ClerkPayload<'role.created', ClerkRole>;
  'role.updated': ClerkPayload<'role.updated', ClerkRole>;
  'role.deleted': ClerkPayload<'role.deleted', ClerkRole>;
  'permission.created': ClerkPayload<'permission.created', ClerkPermission>;
  'permission.updated': ClerkPayload<'permission.updated', ClerkPermission>;
  'permission.deleted': ClerkPayload<'permission.deleted', ClerkPermission>;
  'email.created': ClerkPayload<'email.created', ClerkEmail>;
  'sms.created': ClerkPayload<'sms.created', ClerkSms>;
  'waitlistEntry.created': ClerkPayload<'waitlistEntry.created', ClerkWaitlistEntry>;
  'waitlistEntry.updated': ClerkPayload<'waitlistEntry.updated', ClerkWaitlistEntry>;
  'paymentAttempt.created': ClerkPayload<'paymentAttempt.created', ClerkPaymentAttempt>;
  'paymentAttempt.updated': ClerkPayload<'paymentAttempt.updated', ClerkPaymentAttempt>;
  'subscription.created': ClerkPayload<'subscription.created', ClerkSubscription>;
  'subscription.updated': ClerkPayload<'subscription.updated', ClerkSubscription>;
  'subscription.active': ClerkPayload<'subscription.active', ClerkSubscription>;
  'subscription.pastDue': ClerkPayload<'subscription.pastDue', ClerkSubscription>;
  'subscriptionItem.created': ClerkPayload<'subscriptionItem.created', ClerkSubscriptionItem>;
  'subscriptionItem.updated': ClerkPayload<'subscriptionItem.updated', ClerkSubscriptionItem>;
  'subscriptionItem.active': ClerkPayload<'subscriptionItem.active', ClerkSubscriptionItem>;
  'subscriptionItem.canceled': ClerkPayload<'subscriptionItem.canceled', ClerkSubscriptionItem>;
  'subscriptionItem.upcoming': ClerkPayload<'subscriptionItem.upcoming', ClerkSubscriptionItem>;
  'subscriptionItem.ended': ClerkPayload<'subscriptionItem.ended', ClerkSubscriptionItem>;
  'subscriptionItem.abandoned': ClerkPayload<'subscriptionItem.abandoned', ClerkSubscriptionItem>;
  'subscriptionItem.incomplete': ClerkPayload<'subscriptionItem.incomplete', ClerkSubscriptionItem>;
  'subscriptionItem.pastDue': ClerkPayload<'subscriptionItem.pastDue', ClerkSubscriptionItem>;
  'subscriptionItem.freeTrialEnding': ClerkPayload<'subscriptionItem.freeTrialEnding', ClerkSubscriptionItem>;
}
