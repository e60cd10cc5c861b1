// Facts from https://clerk.com/docs/guides/development/webhooks/billing and https://github.com/clerk/javascript (packages/backend/src/api/resources/JSON.ts), 2026-11-22. Clerk Billing is in beta.

/** An amount of money. */
export interface ClerkMoney {
  /** In the smallest unit of the currency: cents. */
  amount: number;
  /** Such as `10.00`. */
  amount_formatted: string;
  /** ISO 4217, upper case. */
  currency: string;
  currency_symbol: string;
}

/** The user or organization that pays. */
export interface ClerkPayer {
  id: string;
  object: 'commerce_payer';
  instance_id: string;
  /** Where a user pays. */
  user_id?: string;
  first_name?: string;
  last_name?: string;
  email: string;
  /** Where an organization pays. */
  organization_id?: string;
  organization_name?: string;
  image_url: string;
  /** Unix milliseconds. */
  created_at: number;
  /** Unix milliseconds. */
  updated_at: number;
}

/** The state of a subscription or of one of its items. */
export type ClerkSubscriptionStatus =
  | 'abandoned'
  | 'active'
  | 'canceled'
  | 'ended'
  | 'expired'
  | 'incomplete'
  | 'past_due'
  | 'upcoming';

/** The plan that a subscription's item is for. */
export interface ClerkPlan {
  id: string;
  instance_id: string;
  product_id: string;
  name: string;
  slug: string;
  description?: string;
  is_default: boolean;
  is_recurring: boolean;
  /** In the smallest unit of the currency. */
  amount: number;
  period: 'month' | 'annual';
  interval: number;
  has_base_fee: boolean;
  currency: string;
  /** In the smallest unit of the currency. */
  annual_monthly_amount: number;
  publicly_visible: boolean;
}

/** One plan in a subscription. */
export interface ClerkSubscriptionItem {
  id: string;
  object: 'commerce_subscription_item';
  status: ClerkSubscriptionStatus;
  plan_period: 'month' | 'annual';
  /** Unix milliseconds. */
  period_start: number;
  /** Unix milliseconds. */
  period_end: number | null;
  /** Unix milliseconds. */
  canceled_at?: number | null;
  /** Unix milliseconds. */
  past_due_at?: number | null;
  amount: ClerkMoney;
  plan?: ClerkPlan | null;
  plan_id?: string | null;
  payer?: ClerkPayer;
}

/** A subscription of a user or an organization. */
export interface ClerkSubscription {
  id: string;
  object: 'commerce_subscription';
  status: ClerkSubscriptionStatus;
  /** Unix milliseconds. */
  active_at?: number | null;
  /** Unix milliseconds. */
  canceled_at?: number | null;
  /** Unix milliseconds. */
  ended_at?: number | null;
  /** Unix milliseconds. */
  past_due_at?: number | null;
  /** Unix milliseconds. */
  created_at: number;
  /** Unix milliseconds. */
  updated_at: number;
  latest_payment_id: string;
  payer_id: string;
  payer: ClerkPayer;
  payment_source_id: string;
  items: ClerkSubscriptionItem[];
}

/** One try to collect a payment. */
export interface ClerkPaymentAttempt {
  id: string;
  object: 'commerce_payment_attempt';
  instance_id: string;
  payment_id: string;
  statement_id: string;
  gateway_external_id: string;
  status: 'pending' | 'paid' | 'failed';
  charge_type: 'checkout' | 'recurring';
  /** Unix milliseconds. */
  created_at: number;
  /** Unix milliseconds. */
  updated_at: number;
  /** Unix milliseconds. */
  paid_at?: number | null;
  /** Unix milliseconds. */
  failed_at?: number | null;
  failed_reason?: { code: string; decline_code: string } | null;
  /** Unix milliseconds. */
  billing_date: number;
  payer: ClerkPayer;
  payee: Record<string, unknown>;
  totals: { subtotal: ClerkMoney; tax_total: ClerkMoney; grand_total: ClerkMoney };
  payment_source: Record<string, unknown>;
  subscription_items: ClerkSubscriptionItem[];
}
