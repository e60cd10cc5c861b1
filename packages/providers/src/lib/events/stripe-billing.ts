// Facts from https://docs.stripe.com/api (customers, subscriptions), https://docs.stripe.com/changelog/basil and https://github.com/stripe/stripe-node (resources), 2026-11-22.
import type {
  StripeAddress,
  StripeDiscount,
  StripeList,
  StripeMetadata,
  StripePrice,
  StripeShipping,
} from './stripe-common.ts';

/** A customer. Amounts are in the smallest unit of the currency. */
export interface StripeCustomer {
  /** Begins with `cus_`. */
  id: string;
  object: 'customer';
  address?: StripeAddress | null;
  /** Below 0 is credit, above 0 is owed with the next invoice. */
  balance: number;
  /** Unix seconds. */
  created: number;
  /** ISO 4217, lower case. */
  currency?: string | null;
  default_source: string | null;
  delinquent?: boolean | null;
  description: string | null;
  discount?: StripeDiscount | null;
  email: string | null;
  invoice_prefix?: string | null;
  invoice_settings: {
    custom_fields: { name: string; value: string }[] | null;
    /** The payment method's id. */
    default_payment_method: string | null;
    footer: string | null;
  };
  livemode: boolean;
  metadata: StripeMetadata;
  name?: string | null;
  next_invoice_sequence?: number;
  phone?: string | null;
  preferred_locales?: string[] | null;
  shipping: StripeShipping | null;
  tax_exempt?: 'exempt' | 'none' | 'reverse' | null;
  test_clock?: string | null;
}

/** A plan: the older form of a price, which items of subscriptions still carry. */
export interface StripePlan {
  id: string;
  object: 'plan';
  active: boolean;
  /** In the smallest unit of the currency. */
  amount: number | null;
  /** Unix seconds. */
  created: number;
  currency: string;
  interval: 'day' | 'week' | 'month' | 'year';
  interval_count: number;
  livemode: boolean;
  metadata: StripeMetadata | null;
  nickname: string | null;
  /** The product's id. */
  product: string | null;
  trial_period_days: number | null;
  usage_type: 'licensed' | 'metered';
}

/** One price in a subscription. */
export interface StripeSubscriptionItem {
  /** Begins with `si_`. */
  id: string;
  object: 'subscription_item';
  /** Unix seconds. */
  created: number;
  /** Unix seconds. Since API version 2025-03-31; before, the subscription has it. */
  current_period_end?: number;
  /** Unix seconds. Since API version 2025-03-31; before, the subscription has it. */
  current_period_start?: number;
  /** Ids. */
  discounts?: string[];
  metadata: StripeMetadata;
  plan: StripePlan;
  price: StripePrice;
  quantity?: number;
  /** The subscription's id. */
  subscription: string;
}

/** A subscription. */
export interface StripeSubscription {
  /** Begins with `sub_`. */
  id: string;
  object: 'subscription';
  application: string | null;
  application_fee_percent: number | null;
  automatic_tax: { enabled: boolean };
  /** Unix seconds. */
  billing_cycle_anchor: number;
  /** Unix seconds: when it is going to be cancelled. */
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  /** Unix seconds: when cancelling was asked for. */
  canceled_at: number | null;
  cancellation_details: {
    comment: string | null;
    feedback: string | null;
    reason: string | null;
  } | null;
  collection_method: 'charge_automatically' | 'send_invoice';
  /** Unix seconds. */
  created: number;
  /** ISO 4217, lower case. */
  currency: string;
  /** Unix seconds. In API versions before 2025-03-31; later ones have it on each item. */
  current_period_end?: number;
  /** Unix seconds. In API versions before 2025-03-31; later ones have it on each item. */
  current_period_start?: number;
  /** The customer's id. */
  customer: string;
  days_until_due: number | null;
  /** The payment method's id. */
  default_payment_method: string | null;
  default_source: string | null;
  description: string | null;
  /** Ids. */
  discounts?: string[];
  /** Unix seconds. */
  ended_at: number | null;
  items: StripeList<StripeSubscriptionItem>;
  /** The invoice's id. */
  latest_invoice: string | null;
  livemode: boolean;
  metadata: StripeMetadata;
  on_behalf_of: string | null;
  /** `resumes_at` is in Unix seconds. */
  pause_collection: {
    behavior: 'keep_as_draft' | 'mark_uncollectible' | 'void';
    resumes_at: number | null;
  } | null;
  pending_setup_intent: string | null;
  schedule: string | null;
  /** Unix seconds. */
  start_date: number;
  status:
    | 'active'
    | 'canceled'
    | 'incomplete'
    | 'incomplete_expired'
    | 'past_due'
    | 'paused'
    | 'trialing'
    | 'unpaid';
  test_clock: string | null;
  /** Unix seconds. */
  trial_end: number | null;
  trial_settings: { end_behavior: { missing_payment_method: 'cancel' | 'create_invoice' | 'pause' } } | null;
  /** Unix seconds. */
  trial_start: number | null;
}
