// Facts from https://docs.stripe.com/api/charges/object, https://docs.stripe.com/api/disputes/object and https://github.com/stripe/stripe-node (resources), 2026-11-22.
import type { StripeBillingDetails, StripeList, StripeMetadata, StripeShipping } from './stripe-common.ts';
import type { StripeRefund } from './stripe-payment.ts';

/** How the network and Stripe judged a charge. */
export interface StripeChargeOutcome {
  network_status: string | null;
  reason: string | null;
  /** `normal`, `elevated`, `highest`, `not_assessed` or `unknown`. */
  risk_level?: string;
  /** 0 to 100. */
  risk_score?: number;
  seller_message: string | null;
  type: string;
}

/** The card that was charged. */
export interface StripeChargedCard {
  brand: string | null;
  country: string | null;
  exp_month: number;
  exp_year: number;
  fingerprint?: string | null;
  funding: string | null;
  last4: string | null;
  network: string | null;
  three_d_secure: Record<string, unknown> | null;
  wallet: { type: string } | null;
}

/** A charge. Amounts are in the smallest unit of the currency. */
export interface StripeCharge {
  /** Begins with `ch_` or `py_`. */
  id: string;
  object: 'charge';
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  application: string | null;
  application_fee: string | null;
  application_fee_amount: number | null;
  balance_transaction: string | null;
  billing_details: StripeBillingDetails;
  calculated_statement_descriptor: string | null;
  captured: boolean;
  /** Unix seconds. */
  created: number;
  /** ISO 4217, lower case. */
  currency: string;
  /** The customer's id. */
  customer: string | null;
  description: string | null;
  disputed: boolean;
  failure_code: string | null;
  failure_message: string | null;
  fraud_details: { stripe_report?: string; user_report?: string } | null;
  /** The invoice's id, in API versions before 2025-03-31. */
  invoice?: string | null;
  livemode: boolean;
  metadata: StripeMetadata;
  on_behalf_of: string | null;
  outcome: StripeChargeOutcome | null;
  paid: boolean;
  /** The PaymentIntent's id. */
  payment_intent: string | null;
  /** The payment method's id. */
  payment_method: string | null;
  /** The object under the name of `type` has the details. */
  payment_method_details: ({ type: string; card?: StripeChargedCard } & Record<string, unknown>) | null;
  receipt_email: string | null;
  receipt_number: string | null;
  receipt_url: string | null;
  /** Whether all of it was refunded. */
  refunded: boolean;
  /** In API versions before 2022-11-15. */
  refunds?: StripeList<StripeRefund> | null;
  shipping: StripeShipping | null;
  statement_descriptor: string | null;
  statement_descriptor_suffix: string | null;
  status: 'failed' | 'pending' | 'succeeded';
  transfer_data: { amount: number | null; destination: string } | null;
  transfer_group: string | null;
}

/** A dispute of a charge. Amounts are in the smallest unit of the currency. */
export interface StripeDispute {
  /** Begins with `dp_` or `du_`. */
  id: string;
  object: 'dispute';
  amount: number;
  balance_transactions: Record<string, unknown>[];
  /** The charge's id. */
  charge: string;
  /** Unix seconds. */
  created: number;
  currency: string;
  evidence: Record<string, unknown>;
  /** `due_by` is in Unix seconds. */
  evidence_details: {
    due_by: number | null;
    has_evidence: boolean;
    past_due: boolean;
    submission_count: number;
  };
  is_charge_refundable: boolean;
  livemode: boolean;
  metadata: StripeMetadata;
  network_reason_code?: string | null;
  /** The PaymentIntent's id. */
  payment_intent: string | null;
  payment_method_details?: { type: string } & Record<string, unknown>;
  /** `fraudulent`, `product_not_received`, `duplicate`, ... */
  reason: string;
  status:
    | 'warning_needs_response'
    | 'warning_under_review'
    | 'warning_closed'
    | 'needs_response'
    | 'under_review'
    | 'appeal_needs_response'
    | 'appeal_under_review'
    | 'won'
    | 'lost'
    | 'prevented';
}
