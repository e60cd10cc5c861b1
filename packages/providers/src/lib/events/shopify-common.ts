// Facts from https://shopify.dev/docs/api/webhooks/latest (sample payloads of API version 2026-07), 2026-11-22.

/** An amount of money. */
export interface ShopifyMoney {
  /** A decimal number in text: `19.99`. */
  amount: string;
  /** ISO 4217. */
  currency_code: string;
}

/** An amount in the shop's currency and in the customer's. */
export interface ShopifyMoneySet {
  shop_money: ShopifyMoney;
  presentment_money: ShopifyMoney;
}

/** A postal address. What the app may not see is null. */
export interface ShopifyAddress {
  first_name: string | null;
  last_name: string | null;
  name: string | null;
  company: string | null;
  address1: string | null;
  address2: string | null;
  city: string | null;
  zip: string | null;
  province: string | null;
  province_code: string | null;
  country: string | null;
  /** ISO 3166-1, two letters. */
  country_code: string | null;
  phone: string | null;
  latitude?: number | null;
  longitude?: number | null;
}

/** A customer's address in the address book. */
export interface ShopifyCustomerAddress extends ShopifyAddress {
  id: number | null;
  customer_id: number;
  country_name: string | null;
  default: boolean;
}

/** What a customer agreed to, in email or SMS. */
export interface ShopifyMarketingConsent {
  /** `subscribed`, `not_subscribed`, `pending`, `unsubscribed`, ... */
  state: string;
  opt_in_level: string | null;
  /** ISO 8601. */
  consent_updated_at: string | null;
}

/** A customer. What the app may not see is null. */
export interface ShopifyCustomer {
  id: number;
  /** The id that GraphQL uses, exact where `id` is beyond 2^53. */
  admin_graphql_api_id: string;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  phone: string | null;
  state: 'disabled' | 'invited' | 'enabled' | 'declined';
  note: string | null;
  verified_email: boolean;
  multipass_identifier: string | null;
  tax_exempt: boolean;
  tax_exemptions: string[];
  /** Separated by commas. Not in newer API versions. */
  tags?: string;
  /** ISO 4217. */
  currency: string | null;
  default_address?: ShopifyCustomerAddress;
  /** In `customers/*`. */
  addresses?: ShopifyCustomerAddress[];
  email_marketing_consent?: ShopifyMarketingConsent | null;
  sms_marketing_consent?: ShopifyMarketingConsent | null;
  /** ISO 8601. */
  created_at: string | null;
  /** ISO 8601. */
  updated_at: string | null;
}

/** What is left of a customer who was deleted. */
export interface ShopifyDeletedCustomer {
  id: number;
  admin_graphql_api_id: string;
  tax_exemptions?: string[];
}

/** A tax on a line. */
export interface ShopifyTaxLine {
  title: string;
  /** A decimal number in text. */
  price: string;
  /** 0.06 is 6%. */
  rate: number;
  price_set?: ShopifyMoneySet;
  channel_liable?: boolean | null;
}

/** The part of a discount that falls on a line. */
export interface ShopifyDiscountAllocation {
  /** A decimal number in text. */
  amount: string;
  amount_set: ShopifyMoneySet;
  /** The place in `discount_applications`. */
  discount_application_index: number;
}

/** A line of an order, a fulfillment or a refund. Prices are decimal numbers in text. */
export interface ShopifyLineItem {
  id: number;
  admin_graphql_api_id: string;
  title: string;
  /** The title with the variant's. */
  name: string;
  variant_id: number | null;
  variant_title: string | null;
  /** Null where the product is gone or was never one. */
  product_id: number | null;
  product_exists: boolean;
  sku: string | null;
  vendor: string | null;
  /** What was ordered; what is left after refunds is `current_quantity`. */
  quantity: number;
  current_quantity?: number;
  fulfillable_quantity: number;
  fulfillment_service: string;
  fulfillment_status: 'fulfilled' | 'partial' | 'not_eligible' | null;
  /** Of one. */
  price: string;
  price_set: ShopifyMoneySet;
  total_discount: string;
  total_discount_set: ShopifyMoneySet;
  discount_allocations: ShopifyDiscountAllocation[];
  tax_lines: ShopifyTaxLine[];
  duties?: Record<string, unknown>[];
  properties: { name: string; value: unknown }[];
  grams: number;
  gift_card: boolean;
  requires_shipping: boolean;
  taxable: boolean;
  variant_inventory_management: string | null;
}
