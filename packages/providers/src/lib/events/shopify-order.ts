// Facts from https://shopify.dev/docs/api/webhooks/latest and https://shopify.dev/docs/api/admin-rest/latest/resources/order, 2026-11-22.
import type {
  ShopifyAddress,
  ShopifyCustomer,
  ShopifyDiscountAllocation,
  ShopifyLineItem,
  ShopifyMoneySet,
  ShopifyTaxLine,
} from './shopify-common.ts';

/** How an order is sent. Prices are decimal numbers in text. */
export interface ShopifyShippingLine {
  id: number;
  title: string;
  code: string | null;
  source: string | null;
  phone: string | null;
  carrier_identifier: string | null;
  price: string;
  price_set: ShopifyMoneySet;
  discounted_price: string;
  discounted_price_set: ShopifyMoneySet;
  discount_allocations: ShopifyDiscountAllocation[];
  tax_lines: ShopifyTaxLine[];
  is_removed?: boolean;
}

/** A discount on an order. */
export interface ShopifyDiscountApplication {
  type: 'automatic' | 'discount_code' | 'manual' | 'script';
  title?: string;
  code?: string;
  description?: string;
  /** A decimal number in text. */
  value: string;
  value_type: 'fixed_amount' | 'percentage';
  allocation_method: 'across' | 'each' | 'one';
  target_selection: 'all' | 'entitled' | 'explicit';
  target_type: 'line_item' | 'shipping_line';
}

/** A fulfillment: goods that were sent. */
export interface ShopifyFulfillment {
  id: number;
  admin_graphql_api_id: string;
  order_id: number;
  /** The order's name with a number: `#1001.1`. */
  name: string;
  status: 'pending' | 'open' | 'success' | 'cancelled' | 'error' | 'failure';
  /** `confirmed`, `in_transit`, `out_for_delivery`, `delivered`, `failure`, ... */
  shipment_status: string | null;
  service: string | null;
  location_id: number | null;
  tracking_company: string | null;
  tracking_number: string | null;
  tracking_numbers: string[];
  tracking_url: string | null;
  tracking_urls: string[];
  /** In `fulfillments/*`. */
  email?: string | null;
  /** In `fulfillments/*`. */
  destination?: ShopifyAddress | null;
  origin_address: Record<string, unknown> | null;
  receipt?: Record<string, unknown>;
  line_items: ShopifyLineItem[];
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
}

/** A transaction of an order. */
export interface ShopifyTransaction {
  id: number;
  admin_graphql_api_id: string;
  order_id: number;
  parent_id: number | null;
  kind: 'authorization' | 'capture' | 'sale' | 'void' | 'refund';
  status: 'pending' | 'failure' | 'success' | 'error';
  gateway: string;
  /** A decimal number in text. */
  amount: string;
  /** ISO 4217. */
  currency: string | null;
  message: string | null;
  authorization: string | null;
  error_code: string | null;
  test: boolean;
  payment_id?: string | null;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  processed_at: string | null;
}

/** A line of a refund. */
export interface ShopifyRefundLineItem {
  id: number;
  line_item_id: number;
  line_item: ShopifyLineItem;
  location_id: number | null;
  quantity: number;
  restock_type: 'no_restock' | 'cancel' | 'return' | 'legacy_restock';
  subtotal: number | string;
  subtotal_set: ShopifyMoneySet;
  total_tax: number | string;
  total_tax_set: ShopifyMoneySet;
}

/** A refund. */
export interface ShopifyRefund {
  id: number;
  admin_graphql_api_id: string;
  order_id: number;
  note: string | null;
  restock?: boolean;
  user_id: number | null;
  refund_line_items: ShopifyRefundLineItem[];
  transactions: ShopifyTransaction[];
  order_adjustments: Record<string, unknown>[];
  refund_shipping_lines?: Record<string, unknown>[];
  duties?: Record<string, unknown>[];
  total_duties_set?: ShopifyMoneySet;
  return?: { id: number; admin_graphql_api_id: string } | null;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  processed_at: string;
}

/** An order. Prices are decimal numbers in text; what the app may not see is null or missing. */
export interface ShopifyOrder {
  id: number;
  /** The id that GraphQL uses, exact where `id` is beyond 2^53. */
  admin_graphql_api_id: string;
  /** What customers see: `#1001`. */
  name: string;
  /** The number in `name`. */
  order_number: number;
  /** Counts the shop's orders from 1. */
  number: number;
  token: string;
  confirmation_number: string | null;
  confirmed: boolean;
  test: boolean;
  app_id: number | null;
  email: string | null;
  contact_email: string | null;
  phone: string | null;
  customer?: ShopifyCustomer | null;
  customer_locale: string | null;
  billing_address?: ShopifyAddress | null;
  shipping_address?: ShopifyAddress | null;
  financial_status:
    | 'pending'
    | 'authorized'
    | 'partially_paid'
    | 'paid'
    | 'partially_refunded'
    | 'refunded'
    | 'voided'
    | 'expired';
  /** Null where nothing was sent yet. */
  fulfillment_status: 'fulfilled' | 'partial' | 'restocked' | null;
  cancel_reason: 'customer' | 'fraud' | 'inventory' | 'declined' | 'staff' | 'other' | null;
  /** The shop's, ISO 4217. */
  currency: string;
  /** The customer's, ISO 4217. */
  presentment_currency: string;
  total_price: string;
  total_price_set: ShopifyMoneySet;
  subtotal_price: string;
  subtotal_price_set: ShopifyMoneySet;
  total_tax: string;
  total_tax_set: ShopifyMoneySet;
  total_discounts: string;
  total_discounts_set: ShopifyMoneySet;
  total_line_items_price: string;
  total_line_items_price_set: ShopifyMoneySet;
  total_shipping_price_set: ShopifyMoneySet;
  total_outstanding: string;
  total_tip_received: string;
  /** Grams. */
  total_weight: number;
  /** After refunds and edits. */
  current_total_price: string;
  current_total_price_set: ShopifyMoneySet;
  current_subtotal_price: string;
  current_total_tax: string;
  current_total_discounts: string;
  taxes_included: boolean;
  tax_exempt: boolean;
  tax_lines: ShopifyTaxLine[];
  line_items: ShopifyLineItem[];
  shipping_lines: ShopifyShippingLine[];
  discount_applications: ShopifyDiscountApplication[];
  discount_codes: { code: string; amount: string; type: 'fixed_amount' | 'percentage' | 'shipping' }[];
  fulfillments: ShopifyFulfillment[];
  refunds: ShopifyRefund[];
  note: string | null;
  note_attributes: { name: string; value: string }[];
  /** Separated by commas. */
  tags: string;
  payment_gateway_names: string[];
  payment_terms: Record<string, unknown> | null;
  po_number: string | null;
  buyer_accepts_marketing: boolean;
  browser_ip: string | null;
  client_details: Record<string, unknown> | null;
  cart_token: string | null;
  checkout_id?: number | null;
  checkout_token: string | null;
  landing_site: string | null;
  referring_site: string | null;
  location_id: number | null;
  order_status_url: string;
  /** `web`, `pos`, `shopify_draft_order`, or an app's. */
  source_name: string;
  source_identifier: string | null;
  user_id: number | null;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
  /** ISO 8601. */
  processed_at: string;
  /** ISO 8601. */
  cancelled_at: string | null;
  /** ISO 8601. */
  closed_at: string | null;
}
