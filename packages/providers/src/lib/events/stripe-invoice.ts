// Facts from https://docs.stripe.com/api/invoices/object, https://docs.stripe.com/changelog/basil and https://github.com/stripe/stripe-node (resources/Invoices), 2026-11-22.
import type { StripeAddress, StripeList, StripeMetadata, StripeShipping } from './stripe-common.ts';

/** A line of an invoice. Amounts are in the smallest unit of the currency. */
export interface StripeInvoiceLine {
  /** Begins with `il_`. */
  id: string;
  object: 'line_item';
  amount: number;
  currency: string;
  description: string | null;
  discountable: boolean;
  /** The invoice's id. */
  invoice: string | null;
  livemode: boolean;
  metadata: StripeMetadata;
  /** What it comes from. Since API version 2025-03-31. */
  parent?: {
    type: 'invoice_item_details' | 'subscription_item_details';
    invoice_item_details: Record<string, unknown> | null;
    subscription_item_details: {
      invoice_item: string | null;
      proration: boolean;
      subscription: string | null;
      subscription_item: string;
    } | null;
  } | null;
  /** Unix seconds. */
  period: { start: number; end: number };
  /** In API versions before 2025-03-31; later ones have `pricing`. */
  price?: { id: string; product: string } | null;
  /** Since API version 2025-03-31. `unit_amount_decimal` is a decimal number in text. */
  pricing?: {
    type: 'price_details';
    price_details?: { price: string; product: string };
    unit_amount_decimal: string | null;
  } | null;
  quantity: number | null;
  /** The subscription's id. */
  subscription?: string | null;
}

/** An invoice. Amounts are in the smallest unit of the currency. */
export interface StripeInvoice {
  /** Begins with `in_`. */
  id: string;
  object: 'invoice';
  account_country: string | null;
  account_name: string | null;
  amount_due: number;
  amount_paid: number;
  amount_remaining: number;
  amount_shipping: number;
  attempt_count: number;
  attempted: boolean;
  auto_advance?: boolean;
  automatic_tax: { enabled: boolean; status: string | null };
  billing_reason:
    | 'automatic_pending_invoice_item_invoice'
    | 'manual'
    | 'quote_accept'
    | 'subscription'
    | 'subscription_create'
    | 'subscription_cycle'
    | 'subscription_threshold'
    | 'subscription_update'
    | 'upcoming'
    | null;
  /** The charge's id, in API versions before 2025-03-31. */
  charge?: string | null;
  collection_method: 'charge_automatically' | 'send_invoice';
  /** Unix seconds. */
  created: number;
  /** ISO 4217, lower case. */
  currency: string;
  /** The customer's id. */
  customer: string | null;
  customer_address: StripeAddress | null;
  customer_email: string | null;
  customer_name: string | null;
  customer_phone: string | null;
  customer_shipping: StripeShipping | null;
  default_payment_method: string | null;
  description: string | null;
  /** Unix seconds; null where it is charged automatically. */
  due_date: number | null;
  /** Unix seconds. */
  effective_at?: number | null;
  ending_balance: number | null;
  footer: string | null;
  /** Null until it is finalized. */
  hosted_invoice_url?: string | null;
  /** Null until it is finalized. */
  invoice_pdf?: string | null;
  last_finalization_error: Record<string, unknown> | null;
  lines: StripeList<StripeInvoiceLine>;
  livemode: boolean;
  metadata: StripeMetadata | null;
  /** Unix seconds; null where no further try is planned. */
  next_payment_attempt: number | null;
  /** Null until it is finalized. */
  number: string | null;
  on_behalf_of: string | null;
  /** In API versions before 2025-03-31; later ones have `status` `paid`. */
  paid?: boolean;
  /** What it comes from. Since API version 2025-03-31. */
  parent?: {
    type: 'quote_details' | 'subscription_details';
    quote_details: { quote: string } | null;
    /** `subscription` is the subscription's id. */
    subscription_details: { metadata: StripeMetadata | null; subscription: string } | null;
  } | null;
  /** The PaymentIntent's id, in API versions before 2025-03-31. */
  payment_intent?: string | null;
  /** Unix seconds. */
  period_end: number;
  /** Unix seconds. */
  period_start: number;
  receipt_number: string | null;
  starting_balance: number;
  statement_descriptor: string | null;
  status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void' | null;
  /** Unix seconds. */
  status_transitions: {
    finalized_at: number | null;
    marked_uncollectible_at: number | null;
    paid_at: number | null;
    voided_at: number | null;
  };
  /** The subscription's id, in API versions before 2025-03-31; later ones have it in `parent`. */
  subscription?: string | null;
  subtotal: number;
  subtotal_excluding_tax: number | null;
  /** In API versions before 2025-03-31; later ones have `total_taxes`. */
  tax?: number | null;
  test_clock: string | null;
  total: number;
  total_excluding_tax: number | null;
  total_taxes?: { amount: number; tax_behavior: string; taxable_amount: number | null }[] | null;
  /** Unix seconds. */
  webhooks_delivered_at: number | null;
}

/** An invoice that does not exist yet: newer API versions give it an id for the preview alone. */
export interface StripeUpcomingInvoice extends Omit<StripeInvoice, 'id'> {
  id?: string;
}
