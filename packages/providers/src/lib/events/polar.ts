// Facts from https://polar.sh/docs/api-reference/webhooks, https://polar.sh/docs/integrate/webhooks/events and https://github.com/polarsource/polar-js (models/components), 2026-11-22.
import type {
  PolarBenefit,
  PolarBenefitType,
  PolarCustomer,
  PolarInterval,
  PolarMetadata,
  PolarProduct,
} from './polar-common.ts';
import type { PolarCheckout, PolarOrder, PolarRefund, PolarSubscription } from './polar-order.ts';

/** The whole body of a delivery, as it is sent: in snake case, unlike what Polar's SDK makes of it. */
export interface PolarPayload<Type extends string, Data> {
  type: Type;
  /** When it happened: ISO 8601. */
  timestamp: string;
  data: Data;
}

/** A benefit that a customer was granted. Times are ISO 8601. */
export interface PolarBenefitGrant {
  id: string;
  is_granted: boolean;
  granted_at?: string | null;
  is_revoked: boolean;
  revoked_at?: string | null;
  subscription_id: string | null;
  order_id: string | null;
  customer_id: string;
  customer: PolarCustomer;
  member_id?: string | null;
  benefit_id: string;
  benefit: PolarBenefit;
  /** Depends on the benefit's type: `license_key_id` and `display_key`, `repository_name`, ... */
  properties: Record<string, unknown>;
  previous_properties?: Record<string, unknown> | null;
  error?: Record<string, unknown> | null;
  created_at: string;
  modified_at: string | null;
}

/** A customer, and what it can use now. Amounts are in the smallest unit of the currency, times ISO 8601. */
export interface PolarCustomerState extends PolarCustomer {
  active_subscriptions: {
    id: string;
    status: 'active' | 'trialing';
    amount: number;
    currency: string;
    recurring_interval: PolarInterval;
    current_period_start: string;
    current_period_end: string | null;
    cancel_at_period_end: boolean;
    canceled_at: string | null;
    started_at: string | null;
    ends_at: string | null;
    product_id: string;
    discount_id: string | null;
    metadata: PolarMetadata;
  }[];
  granted_benefits: {
    id: string;
    granted_at: string;
    benefit_id: string;
    benefit_type: PolarBenefitType;
    benefit_metadata: PolarMetadata;
    properties: Record<string, unknown>;
  }[];
  active_meters: {
    id: string;
    meter_id: string;
    consumed_units: number;
    credited_units: number;
    balance: number;
  }[];
}

/** A member of a customer that is a team. Times are ISO 8601. */
export interface PolarMember {
  id: string;
  customer_id: string;
  email: string;
  name: string | null;
  external_id: string | null;
  role: 'owner' | 'billing_manager' | 'member';
  created_at: string;
  modified_at: string | null;
}

/** A seat of a subscription or an order. Times are ISO 8601. */
export interface PolarCustomerSeat {
  id: string;
  status: 'pending' | 'claimed' | 'revoked';
  subscription_id: string | null;
  order_id: string | null;
  customer_id: string | null;
  member_id: string | null;
  member: PolarMember | null;
  email: string | null;
  customer_email: string | null;
  invitation_token_expires_at: string | null;
  claimed_at: string | null;
  revoked_at: string | null;
  seat_metadata: Record<string, unknown> | null;
  created_at: string;
  modified_at: string | null;
}

/** The organization at Polar. */
export interface PolarOrganization {
  id: string;
  name: string;
  slug: string;
  avatar_url: string | null;
  email: string | null;
  website: string | null;
}

/** Polar's events, by type. */
export interface PolarEvents {
  'checkout.created': PolarPayload<'checkout.created', PolarCheckout>;
  'checkout.updated': PolarPayload<'checkout.updated', PolarCheckout>;
  'checkout.expired': PolarPayload<'checkout.expired', PolarCheckout>;
  'order.created': PolarPayload<'order.created', PolarOrder>;
  'order.updated': PolarPayload<'order.updated', PolarOrder>;
  'order.paid': PolarPayload<'order.paid', PolarOrder>;
  'order.refunded': PolarPayload<'order.refunded', PolarOrder>;
  'subscription.created': PolarPayload<'subscription.created', PolarSubscription>;
  'subscription.active': PolarPayload<'subscription.active', PolarSubscription>;
  'subscription.updated': PolarPayload<'subscription.updated', PolarSubscription>;
  'subscription.past_due': PolarPayload<'subscription.past_due', PolarSubscription>;
  'subscription.canceled': PolarPayload<'subscription.canceled', PolarSubscription>;
  'subscription.uncanceled': PolarPayload<'subscription.uncanceled', PolarSubscription>;
  'subscription.paused': PolarPayload<'subscription.paused', PolarSubscription>;
  'subscription.resumed': PolarPayload<'subscription.resumed', PolarSubscription>;
  'subscription.revoked': PolarPayload<'subscription.revoked', PolarSubscription>;
  'refund.created': PolarPayload<'refund.created', PolarRefund>;
  'refund.updated': PolarPayload<'refund.updated', PolarRefund>;
  'customer.created': PolarPayload<'customer.created', PolarCustomer>;
  'customer.updated': PolarPayload<'customer.updated', PolarCustomer>;
  'customer.deleted': PolarPayload<'customer.deleted', PolarCustomer>;
  'customer.state_changed': PolarPayload<'customer.state_changed', PolarCustomerState>;
  'customer_seat.assigned': PolarPayload<'customer_seat.assigned', PolarCustomerSeat>;
  'customer_seat.claimed': PolarPayload<'customer_seat.claimed', PolarCustomerSeat>;
  'customer_seat.revoked': PolarPayload<'customer_seat.revoked', PolarCustomerSeat>;
  'member.created': PolarPayload<'member.created', PolarMember>;
  'member.updated': PolarPayload<'member.updated', PolarMember>;
  'member.deleted': PolarPayload<'member.deleted', PolarMember>;
  'product.created': PolarPayload<'product.created', PolarProduct>;
  'product.updated': PolarPayload<'product.updated', PolarProduct>;
  'benefit.created': PolarPayload<'benefit.created', PolarBenefit>;
  'benefit.updated': PolarPayload<'benefit.updated', PolarBenefit>;
  'benefit_grant.created': PolarPayload<'benefit_grant.created', PolarBenefitGrant>;
  'benefit_grant.updated': PolarPayload<'benefit_grant.updated', PolarBenefitGrant>;
  'benefit_grant.cycled': PolarPayload<'benefit_grant.cycled', PolarBenefitGrant>;
  'benefit_grant.revoked': PolarPayload<'benefit_grant.revoked', PolarBenefitGrant>;
  'organization.updated': PolarPayload<'organization.updated', PolarOrganization>;
}
