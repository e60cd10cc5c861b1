// Facts from https://polar.sh/docs/api-reference/webhooks and https://github.com/polarsource/polar-js (models/components), 2026-11-22.
import type {
  PolarAddress,
  PolarCustomer,
  PolarCustomFieldData,
  PolarDiscount,
  PolarInterval,
  PolarMetadata,
  PolarPrice,
  PolarProduct,
  PolarProductBase,
} from './polar-common.ts';

/** What of a subscription stands in orders. Amounts are in the smallest unit of the currency, times ISO 8601. */
export interface PolarSubscriptionBase {
  id: string;
  status:
    | 'incomplete'
    | 'incomplete_expired'
    | 'trialing'
    | 'active'
    | 'past_due'
    | 'canceled'
    | 'unpaid'
    | 'paused';
  amount: number;
  /** ISO 4217, lower case. */
  currency: string;
  recurring_interval: PolarInterval;
  recurring_interval_count?: number;
  current_period_start: string;
  current_period_end: string | null;
  trial_start?: string | null;
  trial_end?: string | null;
  cancel_at_period_end: boolean;
  /** When cancelling was asked for. */
  canceled_at: string | null;
  started_at: string | null;
  /** When it is going to end. */
  ends_at: string | null;
  ended_at: string | null;
  past_due_at?: string | null;
  paused_at?: string | null;
  resumes_at?: string | null;
  customer_id: string;
  product_id: string;
  discount_id: string | null;
  checkout_id: string | null;
  seats?: number | null;
  customer_cancellation_reason: string | null;
  customer_cancellation_comment: string | null;
  metadata: PolarMetadata;
  created_at: string;
  modified_at: string | null;
}

/** A subscription. */
export interface PolarSubscription extends PolarSubscriptionBase {
  custom_field_data?: PolarCustomFieldData;
  customer: PolarCustomer;
  product: PolarProduct;
  discount: PolarDiscount | null;
  prices: PolarPrice[];
  meters: Record<string, unknown>[];
  pending_update?: Record<string, unknown> | null;
}

/** A line of an order. Amounts are in the smallest unit of the currency, times ISO 8601. */
export interface PolarOrderItem {
  id: string;
  label: string;
  amount: number;
  tax_amount: number;
  proration: boolean;
  product_price_id: string | null;
  created_at: string;
  modified_at: string | null;
}

/** An order. Amounts are in the smallest unit of the currency, times ISO 8601. */
export interface PolarOrder {
  id: string;
  status: 'draft' | 'pending' | 'paid' | 'refunded' | 'partially_refunded' | 'void';
  paid: boolean;
  description?: string;
  subtotal_amount: number;
  discount_amount: number;
  /** After discounts, before taxes. */
  net_amount: number;
  tax_amount: number;
  /** After discounts and taxes. */
  total_amount: number;
  applied_balance_amount?: number;
  due_amount?: number;
  refunded_amount: number;
  refunded_tax_amount: number;
  refundable_amount?: number;
  refundable_tax_amount?: number;
  platform_fee_amount?: number;
  platform_fee_currency?: string | null;
  /** ISO 4217, lower case. */
  currency: string;
  billing_reason: 'purchase' | 'subscription_create' | 'subscription_cycle' | 'subscription_update';
  billing_name: string | null;
  billing_address: PolarAddress | null;
  invoice_number: string | null;
  is_invoice_generated: boolean;
  receipt_number?: string | null;
  next_payment_attempt_at?: string | null;
  seats?: number | null;
  customer_id: string;
  product_id: string | null;
  discount_id: string | null;
  subscription_id: string | null;
  checkout_id: string | null;
  metadata: PolarMetadata;
  custom_field_data?: PolarCustomFieldData;
  customer: PolarCustomer;
  product: PolarProductBase | null;
  discount: PolarDiscount | null;
  subscription: PolarSubscriptionBase | null;
  items: PolarOrderItem[];
  created_at: string;
  modified_at: string | null;
}

/** A refund. Amounts are in the smallest unit of the currency, times ISO 8601. */
export interface PolarRefund {
  id: string;
  status: 'pending' | 'succeeded' | 'failed' | 'canceled';
  reason:
    | 'duplicate'
    | 'fraudulent'
    | 'customer_request'
    | 'service_disruption'
    | 'satisfaction_guarantee'
    | 'dispute_prevention'
    | 'other';
  amount: number;
  tax_amount: number;
  currency: string;
  organization_id: string;
  order_id: string;
  subscription_id: string | null;
  customer_id: string;
  revoke_benefits: boolean;
  dispute?: Record<string, unknown> | null;
  metadata: PolarMetadata;
  created_at: string;
  modified_at: string | null;
}

/** A checkout. Amounts are in the smallest unit of the currency, times ISO 8601. */
export interface PolarCheckout {
  id: string;
  status: 'open' | 'expired' | 'confirmed' | 'succeeded' | 'failed';
  client_secret: string;
  url: string;
  success_url: string;
  return_url?: string | null;
  embed_origin: string | null;
  expires_at: string;
  amount: number;
  discount_amount: number;
  net_amount: number;
  /** Null until the customer's country is known. */
  tax_amount: number | null;
  total_amount: number;
  /** ISO 4217, lower case. */
  currency: string;
  organization_id: string;
  product_id: string | null;
  product_price_id: string | null;
  discount_id: string | null;
  allow_discount_codes: boolean;
  is_free_product_price: boolean;
  is_payment_required: boolean;
  is_payment_setup_required: boolean;
  /** Null until it is confirmed by a new customer. */
  customer_id: string | null;
  /** The customer's id in the application's own system, where it was set. */
  external_customer_id: string | null;
  customer_name: string | null;
  customer_email: string | null;
  customer_ip_address: string | null;
  customer_billing_name?: string | null;
  customer_billing_address: PolarAddress | null;
  customer_tax_id: string | null;
  customer_metadata: PolarMetadata;
  subscription_id: string | null;
  seats?: number | null;
  metadata: PolarMetadata;
  custom_field_data?: PolarCustomFieldData;
  product: Omit<PolarProduct, 'metadata' | 'attached_custom_fields' | 'benefits'> | null;
  product_price?: PolarPrice | null;
  products: Record<string, unknown>[];
  discount: Partial<PolarDiscount> | null;
  created_at: string;
  modified_at: string | null;
}
