// Facts from https://docs.dodopayments.com/developer-resources/webhooks and https://github.com/dodopayments/dodopayments-typescript (resources), 2026-11-22.

/** The keys and values that the application put on an object. */
export type DodopaymentsMetadata = Record<string, string | number | boolean>;

/** What of a customer stands in other objects. */
export interface DodopaymentsCustomer {
  /** Begins with `cus_`. */
  customer_id: string;
  email: string;
  name: string;
  phone_number?: string | null;
  metadata?: DodopaymentsMetadata;
}

/** A billing address. */
export interface DodopaymentsBillingAddress {
  /** ISO 3166-1, two letters. */
  country: string;
  state?: string | null;
  city?: string | null;
  street?: string | null;
  zipcode?: string | null;
}

/** A refund. Amounts are in the smallest unit of the currency. */
export interface DodopaymentsRefund {
  payload_type?: 'Refund';
  refund_id: string;
  payment_id: string;
  business_id: string;
  brand_id?: string;
  customer: DodopaymentsCustomer;
  status: 'succeeded' | 'failed' | 'pending' | 'review';
  is_partial: boolean;
  amount?: number | null;
  /** ISO 4217, upper case. */
  currency?: string | null;
  reason?: string | null;
  metadata?: DodopaymentsMetadata;
  /** ISO 8601. */
  created_at: string;
}

/** A dispute. */
export interface DodopaymentsDispute {
  payload_type?: 'Dispute';
  dispute_id: string;
  payment_id: string;
  business_id: string;
  brand_id?: string;
  customer?: DodopaymentsCustomer;
  /** A number in text, unlike other amounts. */
  amount: string;
  /** ISO 4217, upper case. */
  currency: string;
  dispute_stage: 'pre_dispute' | 'dispute' | 'pre_arbitration';
  dispute_status:
    | 'dispute_opened'
    | 'dispute_expired'
    | 'dispute_accepted'
    | 'dispute_cancelled'
    | 'dispute_challenged'
    | 'dispute_won'
    | 'dispute_lost';
  payment_provider?: string;
  /** Whether the card network's rules resolved it. */
  is_resolved_by_rdr?: boolean | null;
  reason?: string | null;
  remarks?: string | null;
  /** ISO 8601. */
  created_at: string;
}

/** A payment. Amounts are in the smallest unit of the currency. */
export interface DodopaymentsPayment {
  payload_type?: 'Payment';
  /** Begins with `pay_`. */
  payment_id: string;
  business_id: string;
  brand_id?: string;
  status?:
    | 'succeeded'
    | 'failed'
    | 'cancelled'
    | 'processing'
    | 'requires_customer_action'
    | 'requires_merchant_action'
    | 'requires_payment_method'
    | 'requires_confirmation'
    | 'requires_capture'
    | 'partially_captured'
    | 'partially_captured_and_capturable'
    | null;
  /** What the customer pays, with tax. */
  total_amount: number;
  tax?: number | null;
  /** ISO 4217, upper case. */
  currency: string;
  /** What the business gets, before fees. */
  settlement_amount: number;
  settlement_currency: string;
  settlement_tax?: number | null;
  customer: DodopaymentsCustomer;
  billing: DodopaymentsBillingAddress;
  /** Null where it is a subscription's. */
  product_cart?: { product_id: string; quantity: number; amount?: number | null }[] | null;
  /** Where it is a subscription's. */
  subscription_id?: string | null;
  checkout_session_id?: string | null;
  invoice_id?: string | null;
  invoice_url?: string | null;
  payment_link?: string | null;
  /** `card`, `upi`, ... */
  payment_method?: string | null;
  /** `visa`, `google_pay`, ... */
  payment_method_type?: string | null;
  payment_method_id?: string | null;
  card_last_four?: string | null;
  card_network?: string | null;
  card_type?: string | null;
  card_issuing_country?: string | null;
  card_holder_name?: string | null;
  error_code?: string | null;
  error_message?: string | null;
  discount_id?: string | null;
  digital_products_delivered: boolean;
  custom_field_responses?: { key: string; value: string }[] | null;
  refund_status?: 'partial' | 'full' | null;
  refunds: Omit<DodopaymentsRefund, 'customer' | 'metadata' | 'payload_type'>[];
  disputes: DodopaymentsDispute[];
  metadata: DodopaymentsMetadata;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at?: string | null;
}

/** A length of time. */
export type DodopaymentsInterval = 'Day' | 'Week' | 'Month' | 'Year';

/** A subscription. Amounts are in the smallest unit of the currency. */
export interface DodopaymentsSubscription {
  payload_type?: 'Subscription';
  /** Begins with `sub_`. */
  subscription_id: string;
  brand_id?: string;
  status: 'pending' | 'active' | 'on_hold' | 'paused' | 'past_due' | 'cancelled' | 'failed' | 'expired';
  product_id: string;
  quantity: number;
  addons: { addon_id: string; quantity: number }[];
  customer: DodopaymentsCustomer;
  billing: DodopaymentsBillingAddress;
  /** ISO 4217, upper case. */
  currency: string;
  recurring_pre_tax_amount: number;
  tax_inclusive: boolean;
  tax_id?: string | null;
  on_demand: boolean;
  /** Between payments. */
  payment_frequency_count: number;
  payment_frequency_interval: DodopaymentsInterval;
  /** Of the whole. */
  subscription_period_count: number;
  subscription_period_interval: DodopaymentsInterval;
  trial_period_days: number;
  cancel_at_next_billing_date: boolean;
  cancellation_comment?: string | null;
  cancellation_feedback?: string | null;
  discount_id?: string | null;
  discount_cycles_remaining?: number | null;
  payment_method_id?: string | null;
  custom_field_responses?: { key: string; value: string }[] | null;
  meters?: Record<string, unknown>[];
  scheduled_change?: Record<string, unknown> | null;
  metadata: DodopaymentsMetadata;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  previous_billing_date: string;
  /** ISO 8601. */
  next_billing_date: string;
  /** ISO 8601. */
  cancelled_at?: string | null;
  /** ISO 8601. */
  expires_at?: string | null;
  /** ISO 8601. */
  paused_at?: string | null;
  /** ISO 8601. */
  past_due_ends_at?: string | null;
}

/** A license key. */
export interface DodopaymentsLicenseKey {
  payload_type?: 'LicenseKey';
  /** Begins with `lic_`. */
  id: string;
  /** The key itself. */
  key: string;
  business_id: string;
  brand_id?: string;
  customer_id: string;
  product_id: string;
  payment_id?: string | null;
  subscription_id?: string | null;
  status: 'active' | 'expired' | 'disabled';
  /** Null means no limit. */
  activations_limit?: number | null;
  instances_count: number;
  source?: 'auto' | 'import' | 'manual';
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  expires_at?: string | null;
}
