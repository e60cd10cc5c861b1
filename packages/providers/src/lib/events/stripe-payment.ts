// Facts from https://docs.stripe.com/api (payment_intents, charges, refunds, disputes, payment_methods, setup_intents) and https://github.com/stripe/stripe-node (resources), 2026-11-22.
import type { StripeBillingDetails, StripeMetadata, StripeShipping } from './stripe-common.ts';

/** A card, as a PaymentMethod has it. */
export interface StripeCard {
  /** `visa`, `mastercard`, `amex`, ... */
  brand: string;
  checks: Record<string, unknown> | null;
  /** ISO 3166-1, two letters. */
  country: string | null;
  display_brand?: string | null;
  exp_month: number;
  exp_year: number;
  /** The same for the same card number in one account. */
  fingerprint?: string | null;
  /** `credit`, `debit`, `prepaid` or `unknown`. */
  funding: string;
  last4: string;
  wallet: { type: string } | null;
}

/** A way to pay. The object under the name of `type` has the details. */
export interface StripePaymentMethod {
  /** Begins with `pm_`. */
  id: string;
  object: 'payment_method';
  allow_redisplay?: 'always' | 'limited' | 'unspecified';
  billing_details: StripeBillingDetails;
  card?: StripeCard;
  /** Unix seconds. */
  created: number;
  /** The customer's id. */
  customer: string | null;
  link?: { email: string | null };
  livemode: boolean;
  metadata: StripeMetadata | null;
  sepa_debit?: { bank_code: string | null; country: string | null; last4: string | null };
  /** `card`, `sepa_debit`, `us_bank_account`, ... */
  type: string;
  us_bank_account?: { bank_name: string | null; last4: string | null; account_type: string | null };
}

/** Why a payment or a setup failed. */
export interface StripePaymentError {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  /** The charge's id. */
  charge?: string;
  /** Such as `card_declined`. */
  code?: string;
  /** The issuer's reason, such as `insufficient_funds`. */
  decline_code?: string;
  doc_url?: string;
  message?: string;
  param?: string;
  payment_method?: StripePaymentMethod;
}

/** A PaymentIntent. Amounts are in the smallest unit of the currency. */
export interface StripePaymentIntent {
  /** Begins with `pi_`. */
  id: string;
  object: 'payment_intent';
  amount: number;
  amount_capturable: number;
  amount_received: number;
  application: string | null;
  application_fee_amount: number | null;
  automatic_payment_methods: { enabled: boolean; allow_redirects?: 'always' | 'never' } | null;
  /** Unix seconds. */
  canceled_at: number | null;
  cancellation_reason: string | null;
  capture_method: 'automatic' | 'automatic_async' | 'manual';
  client_secret: string | null;
  confirmation_method: 'automatic' | 'manual';
  /** Unix seconds. */
  created: number;
  /** ISO 4217, lower case. */
  currency: string;
  /** The customer's id. */
  customer: string | null;
  description: string | null;
  /** The invoice's id, in API versions before 2025-03-31. */
  invoice?: string | null;
  last_payment_error: StripePaymentError | null;
  /** The charge's id. */
  latest_charge: string | null;
  livemode: boolean;
  metadata: StripeMetadata;
  next_action: ({ type: string } & Record<string, unknown>) | null;
  on_behalf_of: string | null;
  /** The payment method's id. */
  payment_method: string | null;
  payment_method_options: Record<string, unknown> | null;
  payment_method_types: string[];
  processing: Record<string, unknown> | null;
  receipt_email: string | null;
  setup_future_usage: 'off_session' | 'on_session' | null;
  shipping: StripeShipping | null;
  statement_descriptor: string | null;
  statement_descriptor_suffix: string | null;
  status:
    | 'canceled'
    | 'processing'
    | 'requires_action'
    | 'requires_capture'
    | 'requires_confirmation'
    | 'requires_payment_method'
    | 'succeeded';
  transfer_data?: { destination: string; amount?: number } | null;
  transfer_group: string | null;
}

/** A SetupIntent. */
export interface StripeSetupIntent {
  /** Begins with `seti_`. */
  id: string;
  object: 'setup_intent';
  application: string | null;
  cancellation_reason: 'abandoned' | 'duplicate' | 'requested_by_customer' | null;
  client_secret: string | null;
  /** Unix seconds. */
  created: number;
  /** The customer's id. */
  customer: string | null;
  description: string | null;
  last_setup_error: StripePaymentError | null;
  latest_attempt: string | null;
  livemode: boolean;
  mandate: string | null;
  metadata: StripeMetadata | null;
  next_action: ({ type: string } & Record<string, unknown>) | null;
  on_behalf_of: string | null;
  /** The payment method's id. */
  payment_method: string | null;
  payment_method_types: string[];
  status:
    | 'canceled'
    | 'processing'
    | 'requires_action'
    | 'requires_confirmation'
    | 'requires_payment_method'
    | 'succeeded';
  /** `off_session` or `on_session`. */
  usage: string;
}

/** A refund. Amounts are in the smallest unit of the currency. */
export interface StripeRefund {
  /** Begins with `re_`. */
  id: string;
  object: 'refund';
  amount: number;
  balance_transaction: string | null;
  /** The charge's id. */
  charge: string | null;
  /** Unix seconds. */
  created: number;
  currency: string;
  failure_reason?: string;
  metadata: StripeMetadata | null;
  /** The PaymentIntent's id. */
  payment_intent: string | null;
  reason: 'duplicate' | 'expired_uncaptured_charge' | 'fraudulent' | 'requested_by_customer' | null;
  receipt_number: string | null;
  /** `pending`, `requires_action`, `succeeded`, `failed` or `canceled`. */
  status: string | null;
}
