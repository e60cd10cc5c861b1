// Facts from https://docs.dodopayments.com/developer-resources/webhooks and https://github.com/dodopayments/dodopayments-typescript (resources/webhook-events), 2026-11-22.
import type {
  DodopaymentsDispute,
  DodopaymentsLicenseKey,
  DodopaymentsMetadata,
  DodopaymentsPayment,
  DodopaymentsRefund,
  DodopaymentsSubscription,
} from './dodopayments-common.ts';

/** The whole body of a delivery. The event's id is the `webhook-id` header. */
export interface DodopaymentsPayload<Type extends string, Data> {
  type: Type;
  /** Begins with `bus_`. */
  business_id: string;
  /** When it happened: ISO 8601. */
  timestamp: string;
  /** As it was when the delivery was tried. */
  data: Data;
}

/** A payout to the business. Amounts are in the smallest unit of the currency. */
export interface DodopaymentsPayout {
  payload_type?: 'Payout';
  payout_id: string;
  business_id: string;
  status: 'not_initiated' | 'in_progress' | 'on_hold' | 'failed' | 'success';
  amount: number;
  fee: number;
  /** ISO 4217, upper case. */
  currency: string;
  payment_method: string;
  name?: string | null;
  payout_document_url?: string | null;
  remarks?: string | null;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
}

/** An entry of a customer's credit. Amounts are decimal numbers in text. */
export interface DodopaymentsCreditEntry {
  payload_type?: 'CreditLedgerEntry';
  id: string;
  business_id: string;
  brand_id?: string;
  customer_id: string;
  credit_entitlement_id: string;
  transaction_type: string;
  is_credit: boolean;
  amount: string;
  balance_before: string;
  balance_after: string;
  overage_before: string;
  overage_after: string;
  description?: string | null;
  grant_id?: string | null;
  reference_id?: string | null;
  reference_type?: string | null;
  metadata?: DodopaymentsMetadata;
  /** ISO 8601. */
  created_at: string;
}

/** A customer's credit that is nearly used up. Amounts are decimal numbers in text. */
export interface DodopaymentsCreditBalanceLow {
  payload_type?: 'CreditBalanceLow';
  brand_id?: string;
  customer_id: string;
  subscription_id: string;
  credit_entitlement_id: string;
  credit_entitlement_name: string;
  available_balance: string;
  subscription_credits_amount: string;
  threshold_amount: string;
  threshold_percent: number;
}

/** A checkout that was not finished. */
export interface DodopaymentsAbandonedCheckout {
  payload_type?: 'AbandonedCheckout';
  brand_id?: string;
  customer_id: string;
  payment_id: string;
  recovered_payment_id?: string | null;
  abandonment_reason: 'payment_failed' | 'checkout_incomplete';
  status: 'abandoned' | 'recovering' | 'recovered' | 'exhausted' | 'opted_out';
  /** ISO 8601. */
  abandoned_at: string;
}

/** The tries to collect what a subscription owes. */
export interface DodopaymentsDunning {
  payload_type?: 'DunningAttempt';
  brand_id?: string;
  customer_id: string;
  subscription_id: string;
  payment_id?: string | null;
  status: 'recovering' | 'recovered' | 'exhausted';
  trigger_state: 'on_hold' | 'cancelled' | 'past_due';
  /** ISO 8601. */
  created_at: string;
}

/** An entitlement that a customer is granted. */
export interface DodopaymentsEntitlementGrant {
  payload_type?: 'EntitlementGrant';
  id: string;
  business_id: string;
  brand_id?: string;
  customer_id: string;
  entitlement_id: string;
  integration_type: string;
  status: 'Pending' | 'Delivered' | 'Failed' | 'Revoked';
  payment_id?: string | null;
  subscription_id?: string | null;
  error_code?: string | null;
  error_message?: string | null;
  revocation_reason?: string | null;
  license_key?: Record<string, unknown> | null;
  metadata?: DodopaymentsMetadata;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
  /** ISO 8601. */
  delivered_at?: string | null;
  /** ISO 8601. */
  revoked_at?: string | null;
}

/** Dodo Payments' events, by type. */
export interface DodopaymentsEvents {
  'payment.succeeded': DodopaymentsPayload<'payment.succeeded', DodopaymentsPayment>;
  'payment.failed': DodopaymentsPayload<'payment.failed', DodopaymentsPayment>;
  'payment.processing': DodopaymentsPayload<'payment.processing', DodopaymentsPayment>;
  'payment.cancelled': DodopaymentsPayload<'payment.cancelled', DodopaymentsPayment>;
  'refund.succeeded': DodopaymentsPayload<'refund.succeeded', DodopaymentsRefund>;
  'refund.failed': DodopaymentsPayload<'refund.failed', DodopaymentsRefund>;
  'dispute.opened': DodopaymentsPayload<'dispute.opened', DodopaymentsDispute>;
  'dispute.expired': DodopaymentsPayload<'dispute.expired', DodopaymentsDispute>;
  'dispute.accepted': DodopaymentsPayload<'dispute.accepted', DodopaymentsDispute>;
  'dispute.cancelled': DodopaymentsPayload<'dispute.cancelled', DodopaymentsDispute>;
  'dispute.challenged': DodopaymentsPayload<'dispute.challenged', DodopaymentsDispute>;
  'dispute.won': DodopaymentsPayload<'dispute.won', DodopaymentsDispute>;
  'dispute.lost': DodopaymentsPayload<'dispute.lost', DodopaymentsDispute>;
  'subscription.active': DodopaymentsPayload<'subscription.active', DodopaymentsSubscription>;
  'subscription.renewed': DodopaymentsPayload<'subscription.renewed', DodopaymentsSubscription>;
  'subscription.on_hold': DodopaymentsPayload<'subscription.on_hold', DodopaymentsSubscription>;
  'subscription.past_due': DodopaymentsPayload<'subscription.past_due', DodopaymentsSubscription>;
  'subscription.paused': DodopaymentsPayload<'subscription.paused', DodopaymentsSubscription>;
  'subscription.unpaused': DodopaymentsPayload<'subscription.unpaused', DodopaymentsSubscription>;
  'subscription.cancelled': DodopaymentsPayload<'subscription.cancelled', DodopaymentsSubscription>;
  'subscription.failed': DodopaymentsPayload<'subscription.failed', DodopaymentsSubscription>;
  'subscription.expired': DodopaymentsPayload<'subscription.expired', DodopaymentsSubscription>;
  'subscription.plan_changed': DodopaymentsPayload<'subscription.plan_changed', DodopaymentsSubscription>;
  'subscription.updated': DodopaymentsPayload<'subscription.updated', DodopaymentsSubscription>;
  'subscription.update_payment_method': DodopaymentsPayload<
    'subscription.update_payment_method',
    DodopaymentsSubscription
  >;
  'license_key.created': DodopaymentsPayload<'license_key.created', DodopaymentsLicenseKey>;
  'payout.created': DodopaymentsPayload<'payout.created', DodopaymentsPayout>;
  'payout.in_progress': DodopaymentsPayload<'payout.in_progress', DodopaymentsPayout>;
  'payout.on_hold': DodopaymentsPayload<'payout.on_hold', DodopaymentsPayout>;
  'payout.success': DodopaymentsPayload<'payout.success', DodopaymentsPayout>;
  'payout.failed': DodopaymentsPayload<'payout.failed', DodopaymentsPayout>;
  'credit.added': DodopaymentsPayload<'credit.added', DodopaymentsCreditEntry>;
  'credit.deducted': DodopaymentsPayload<'credit.deducted', DodopaymentsCreditEntry>;
  'credit.expired': DodopaymentsPayload<'credit.expired', DodopaymentsCreditEntry>;
  'credit.rolled_over': DodopaymentsPayload<'credit.rolled_over', DodopaymentsCreditEntry>;
  'credit.rollover_forfeited': DodopaymentsPayload<'credit.rollover_forfeited', DodopaymentsCreditEntry>;
  'credit.overage_charged': DodopaymentsPayload<'credit.overage_charged', DodopaymentsCreditEntry>;
  'credit.overage_reset': DodopaymentsPayload<'credit.overage_reset', DodopaymentsCreditEntry>;
  'credit.manual_adjustment': DodopaymentsPayload<'credit.manual_adjustment', DodopaymentsCreditEntry>;
  'credit.balance_low': DodopaymentsPayload<'credit.balance_low', DodopaymentsCreditBalanceLow>;
  'abandoned_checkout.detected': DodopaymentsPayload<
    'abandoned_checkout.detected',
    DodopaymentsAbandonedCheckout
  >;
  'abandoned_checkout.recovered': DodopaymentsPayload<
    'abandoned_checkout.recovered',
    DodopaymentsAbandonedCheckout
  >;
  'dunning.started': DodopaymentsPayload<'dunning.started', DodopaymentsDunning>;
  'dunning.recovered': DodopaymentsPayload<'dunning.recovered', DodopaymentsDunning>;
  'entitlement_grant.created': DodopaymentsPayload<'entitlement_grant.created', DodopaymentsEntitlementGrant>;
  'entitlement_grant.delivered': DodopaymentsPayload<
    'entitlement_grant.delivered',
    DodopaymentsEntitlementGrant
  >;
  'entitlement_grant.failed': DodopaymentsPayload<'entitlement_grant.failed', DodopaymentsEntitlementGrant>;
  'entitlement_grant.revoked': DodopaymentsPayload<'entitlement_grant.revoked', DodopaymentsEntitlementGrant>;
}
