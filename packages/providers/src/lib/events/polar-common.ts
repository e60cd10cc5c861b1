// Facts from https://polar.sh/docs/api-reference/webhooks and https://github.com/polarsource/polar-js (models/components), 2026-11-22.

/** The keys and values that the application put on an object. */
export type PolarMetadata = Record<string, string | number | boolean>;

/** The answers to a checkout's custom fields, by their slugs. */
export type PolarCustomFieldData = Record<string, string | number | boolean | null>;

/** A postal address. */
export interface PolarAddress {
  line1?: string | null;
  line2?: string | null;
  postal_code?: string | null;
  city?: string | null;
  state?: string | null;
  /** ISO 3166-1, two letters. */
  country: string;
}

/** A customer. Times are ISO 8601. */
export interface PolarCustomer {
  /** A UUID. */
  id: string;
  type?: 'individual' | 'team';
  /** The customer's id in the application's own system, where it was set. */
  external_id?: string | null;
  /** There always where `type` is `individual`. */
  email?: string | null;
  email_verified: boolean;
  name: string | null;
  billing_name?: string | null;
  billing_address: PolarAddress | null;
  /** The number and its kind: `['DE123456789', 'eu_vat']`. */
  tax_id: (string | null)[] | null;
  locale?: string | null;
  organization_id: string;
  avatar_url: string | null;
  metadata: PolarMetadata;
  created_at: string;
  modified_at: string | null;
  deleted_at: string | null;
}

/** How often a price repeats. */
export type PolarInterval = 'day' | 'week' | 'month' | 'year';

/** A price of a product. Amounts are in the smallest unit of the currency. Times are ISO 8601. */
export interface PolarPrice {
  id: string;
  product_id: string;
  amount_type: 'fixed' | 'custom' | 'free' | 'metered_unit' | 'seat_based';
  /** ISO 4217, lower case. */
  price_currency?: string;
  /** Where `amount_type` is `fixed`. */
  price_amount?: number;
  is_archived: boolean;
  created_at: string;
  modified_at: string | null;
}

/** What of a product stands in orders. Times are ISO 8601. */
export interface PolarProductBase {
  id: string;
  name: string;
  description: string | null;
  visibility?: 'draft' | 'private' | 'public';
  is_recurring: boolean;
  is_archived: boolean;
  recurring_interval: PolarInterval | null;
  recurring_interval_count?: number | null;
  trial_interval?: PolarInterval | null;
  trial_interval_count?: number | null;
  organization_id: string;
  metadata: PolarMetadata;
  created_at: string;
  modified_at: string | null;
}

/** A product. */
export interface PolarProduct extends PolarProductBase {
  prices: PolarPrice[];
  benefits: PolarBenefit[];
  medias: Record<string, unknown>[];
  attached_custom_fields: Record<string, unknown>[];
}

/** What kind a benefit is of. */
export type PolarBenefitType =
  | 'custom'
  | 'discord'
  | 'github_repository'
  | 'downloadables'
  | 'license_keys'
  | 'meter_credit'
  | 'feature_flag'
  | 'slack_shared_channel';

/** A benefit. Times are ISO 8601. */
export interface PolarBenefit {
  id: string;
  type: PolarBenefitType;
  description: string;
  selectable: boolean;
  deletable: boolean;
  organization_id: string;
  metadata?: PolarMetadata;
  /** What it consists of depends on `type`. */
  properties: Record<string, unknown>;
  created_at: string;
  modified_at: string | null;
}

/** A discount. Times are ISO 8601. */
export interface PolarDiscount {
  id: string;
  name: string;
  code: string | null;
  type: 'fixed' | 'percentage';
  duration: 'once' | 'forever' | 'repeating';
  duration_in_months?: number;
  /** In the smallest unit of the currency, where `type` is `fixed`. */
  amount?: number;
  currency?: string;
  /** 1,000 is 10%, where `type` is `percentage`. */
  basis_points?: number;
  organization_id: string;
  metadata?: PolarMetadata;
}
