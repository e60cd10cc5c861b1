// Facts from https://docs.stripe.com/api/accounts/object, https://docs.stripe.com/api/payouts/object and https://github.com/stripe/stripe-node (resources), 2026-11-22.
import type { StripeMetadata } from './stripe-common.ts';

/** What an account still has to give. */
export interface StripeAccountRequirements {
  /** Unix seconds. */
  current_deadline: number | null;
  currently_due: string[] | null;
  /** Why the account cannot charge or be paid out, such as `requirements.past_due`. */
  disabled_reason: string | null;
  errors: { code: string; reason: string; requirement: string }[] | null;
  eventually_due: string[] | null;
  past_due: string[] | null;
  pending_verification: string[] | null;
}

/** A connected account. */
export interface StripeAccount {
  /** Begins with `acct_`. */
  id: string;
  object: 'account';
  business_profile?: {
    mcc: string | null;
    name: string | null;
    product_description?: string | null;
    support_email: string | null;
    support_phone: string | null;
    support_url: string | null;
    url: string | null;
  } | null;
  business_type?: 'company' | 'government_entity' | 'individual' | 'non_profit' | null;
  /** By capability, such as `card_payments` and `transfers`. */
  capabilities?: Record<string, 'active' | 'inactive' | 'pending'>;
  charges_enabled: boolean;
  company?: Record<string, unknown>;
  controller?: { type: 'account' | 'application' } & Record<string, unknown>;
  /** ISO 3166-1, two letters. */
  country?: string;
  /** Unix seconds. */
  created?: number;
  default_currency?: string;
  details_submitted: boolean;
  email: string | null;
  future_requirements?: StripeAccountRequirements;
  individual?: Record<string, unknown>;
  metadata?: StripeMetadata;
  payouts_enabled: boolean;
  requirements?: StripeAccountRequirements;
  settings?: Record<string, unknown> | null;
  type: 'custom' | 'express' | 'none' | 'standard';
}

/** A payout. Amounts are in the smallest unit of the currency. */
export interface StripePayout {
  /** Begins with `po_`. */
  id: string;
  object: 'payout';
  amount: number;
  /** Unix seconds. */
  arrival_date: number;
  automatic: boolean;
  balance_transaction: string | null;
  /** Unix seconds. */
  created: number;
  /** ISO 4217, lower case. */
  currency: string;
  description: string | null;
  /** The bank account's or card's id. */
  destination: string | null;
  failure_balance_transaction: string | null;
  failure_code: string | null;
  failure_message: string | null;
  livemode: boolean;
  metadata: StripeMetadata | null;
  /** `standard` or `instant`. */
  method: string;
  original_payout: string | null;
  reconciliation_status: 'completed' | 'in_progress' | 'not_applicable';
  reversed_by: string | null;
  source_type: string;
  statement_descriptor: string | null;
  /** `paid`, `pending`, `in_transit`, `canceled` or `failed`. */
  status: string;
  type: 'bank_account' | 'card';
}
