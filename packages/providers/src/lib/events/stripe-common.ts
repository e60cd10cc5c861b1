// Facts from https://docs.stripe.com/api and https://github.com/stripe/stripe-node (resources), 2026-11-22.

/** The keys and values that the application put on an object. */
export type StripeMetadata = Record<string, string>;

/** A postal address. */
export interface StripeAddress {
  city: string | null;
  /** ISO 3166-1, two letters. */
  country: string | null;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  state: string | null;
}

/** Where goods go, and to whom. */
export interface StripeShipping {
  address?: StripeAddress;
  carrier?: string | null;
  name?: string | null;
  phone?: string | null;
  tracking_number?: string | null;
}

/** Who is billed for a payment. */
export interface StripeBillingDetails {
  address: StripeAddress | null;
  email: string | null;
  name: string | null;
  phone: string | null;
  tax_id?: string | null;
}

/** A list inside an object: its first page. */
export interface StripeList<Item> {
  object: 'list';
  data: Item[];
  has_more: boolean;
  total_count?: number;
  url: string;
}

/** What a price repeats at, where it repeats. */
export interface StripeRecurring {
  interval: 'day' | 'week' | 'month' | 'year';
  interval_count: number;
  meter?: string | null;
  trial_period_days?: number | null;
  usage_type: 'licensed' | 'metered';
}

/** A price. Amounts are in the smallest unit of the currency. */
export interface StripePrice {
  /** Begins with `price_`. */
  id: string;
  object: 'price';
  active: boolean;
  billing_scheme: 'per_unit' | 'tiered';
  /** Unix seconds. */
  created: number;
  /** ISO 4217, lower case. */
  currency: string;
  livemode: boolean;
  lookup_key: string | null;
  metadata: StripeMetadata;
  nickname: string | null;
  /** The product's id. */
  product: string;
  recurring: StripeRecurring | null;
  tax_behavior: 'exclusive' | 'inclusive' | 'unspecified' | null;
  tiers_mode: 'graduated' | 'volume' | null;
  type: 'one_time' | 'recurring';
  /** In the smallest unit of the currency; null where it is no whole number of them. */
  unit_amount: number | null;
  /** The same as a decimal number in text. */
  unit_amount_decimal: string | null;
}

/** A product. */
export interface StripeProduct {
  /** Begins with `prod_`. */
  id: string;
  object: 'product';
  active: boolean;
  /** Unix seconds. */
  created: number;
  /** The price's id. */
  default_price?: string | null;
  description: string | null;
  images: string[];
  livemode: boolean;
  marketing_features?: { name?: string }[];
  metadata: StripeMetadata;
  name: string;
  shippable: boolean | null;
  statement_descriptor?: string | null;
  tax_code?: string | null;
  unit_label?: string | null;
  /** Unix seconds. */
  updated: number;
  url: string | null;
}

/** A discount that is applied to a customer, a subscription or an invoice. */
export interface StripeDiscount {
  /** Begins with `di_`. */
  id: string;
  object: 'discount';
  customer: string | null;
  /** Unix seconds. */
  start: number;
  /** Unix seconds; null where it has no end. */
  end: number | null;
  promotion_code: string | null;
  subscription: string | null;
  /** The coupon, in API versions before 2025-09-30; later ones have it in `source`. */
  coupon?: Record<string, unknown>;
  source?: { coupon: string | null; type: string };
}
