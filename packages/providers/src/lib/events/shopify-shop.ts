// Facts from https://shopify.dev/docs/api/webhooks/latest and https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance, 2026-11-22.
import type {
  ShopifyAddress,
  ShopifyCustomer,
  ShopifyLineItem,
  ShopifyMoneySet,
  ShopifyTaxLine,
} from './shopify-common.ts';

/** A shop. */
export interface ShopifyShop {
  id: number;
  name: string;
  email: string;
  customer_email: string | null;
  shop_owner: string;
  domain: string | null;
  /** `name.myshopify.com`; of a delivery, the `X-Shopify-Shop-Domain` header says it too. */
  myshopify_domain: string | null;
  phone: string | null;
  address1: string | null;
  address2: string | null;
  city: string | null;
  zip: string | null;
  province: string | null;
  province_code: string | null;
  country: string;
  /** ISO 3166-1, two letters. */
  country_code: string;
  country_name: string;
  /** ISO 4217. */
  currency: string;
  enabled_presentment_currencies?: string[];
  primary_locale: string;
  /** `(GMT-05:00) Eastern Time (US & Canada)`. */
  timezone: string;
  /** `America/New_York`. */
  iana_timezone: string | null;
  money_format: string;
  money_with_currency_format: string;
  weight_unit: 'kg' | 'g' | 'lb' | 'oz';
  plan_name: string;
  plan_display_name: string;
  primary_location_id: number;
  taxes_included: boolean | null;
  tax_shipping: boolean | null;
  has_discounts: boolean;
  has_gift_cards: boolean;
  has_storefront: boolean;
  password_enabled: boolean | null;
  setup_required: boolean;
  /** ISO 8601. */
  created_at: string | null;
  /** ISO 8601. */
  updated_at: string | null;
}

/** The stock of an item at a location. */
export interface ShopifyInventoryLevel {
  inventory_item_id: number;
  location_id: number;
  /** Null where it is not tracked. */
  available: number | null;
  admin_graphql_api_id: string;
  /** ISO 8601. */
  updated_at: string;
}

/** A line of a cart. Prices are decimal numbers in text. */
export interface ShopifyCartLine {
  id: number;
  key: string;
  variant_id: number;
  product_id: number;
  title: string;
  sku: string | null;
  vendor: string | null;
  quantity: number;
  price: string;
  price_set: ShopifyMoneySet;
  original_price: string;
  discounted_price: string;
  line_price: string;
  original_line_price: string;
  total_discount: string;
  properties: Record<string, unknown> | null;
  grams: number;
  gift_card: boolean;
  taxable: boolean;
}

/** A cart. */
export interface ShopifyCart {
  /** The same as `token`. */
  id: string;
  token: string;
  note: string | null;
  line_items: ShopifyCartLine[];
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
}

/** A line of a checkout. Prices are decimal numbers in text. */
export interface ShopifyCheckoutLine extends Pick<
  ShopifyLineItem,
  'fulfillment_service' | 'gift_card' | 'grams' | 'quantity' | 'requires_shipping' | 'taxable' | 'title'
> {
  key: string;
  product_id: number | null;
  variant_id: number | null;
  variant_title: string | null;
  variant_price: string | null;
  presentment_title: string;
  presentment_variant_title: string | null;
  sku: string | null;
  vendor: string | null;
  price: string;
  line_price: string;
  compare_at_price: string | null;
  properties: Record<string, unknown> | { name: string; value: unknown }[] | null;
  tax_lines: ShopifyTaxLine[];
}

/** A checkout. Prices are decimal numbers in text. */
export interface ShopifyCheckout {
  /** Not in newer API versions: `token` is what names it. */
  id?: number;
  token: string;
  cart_token: string | null;
  name: string;
  email: string | null;
  phone: string | null;
  /** Where the customer can go on. */
  abandoned_checkout_url: string;
  customer?: ShopifyCustomer | null;
  customer_locale: string | null;
  billing_address?: ShopifyAddress | null;
  shipping_address?: ShopifyAddress | null;
  line_items: ShopifyCheckoutLine[];
  shipping_lines: Record<string, unknown>[];
  tax_lines: ShopifyTaxLine[];
  discount_codes: { code: string; amount: string; type: string }[];
  /** The shop's, ISO 4217. */
  currency: string;
  /** The customer's, ISO 4217. */
  presentment_currency: string;
  total_price: string;
  subtotal_price: string;
  total_tax: string;
  total_discounts: string;
  total_line_items_price: string;
  total_duties: string | null;
  taxes_included: boolean;
  /** Grams. */
  total_weight: number;
  buyer_accepts_marketing: boolean;
  gateway: string | null;
  note: string | null;
  note_attributes: { name: string; value: string }[];
  landing_site: string | null;
  referring_site: string | null;
  source_name: string;
  source: string | null;
  user_id: number | null;
  location_id: number | null;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
  /** ISO 8601. */
  completed_at: string | null;
  /** ISO 8601. */
  closed_at: string | null;
}

/** The body of `customers/data_request`: a customer wants to see what is kept. */
export interface ShopifyDataRequest {
  shop_id: number;
  shop_domain: string;
  customer: { id: number; email: string | null; phone: string | null };
  /** Ids. */
  orders_requested: number[];
  data_request: { id: number };
}

/** The body of `customers/redact`: what is kept of a customer has to go. */
export interface ShopifyCustomerRedaction {
  shop_id: number;
  shop_domain: string;
  customer: { id: number; email: string | null; phone: string | null };
  /** Ids. */
  orders_to_redact: number[];
}

/** The body of `shop/redact`: what is kept of a shop has to go, 48 hours after it uninstalled the app. */
export interface ShopifyShopRedaction {
  shop_id: number;
  shop_domain: string;
}
