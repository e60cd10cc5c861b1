// Facts from https://docs.stripe.com/api/checkout/sessions/object and https://github.com/stripe/stripe-node (resources/Checkout/Sessions), 2026-11-22.
import type { StripeAddress, StripeMetadata, StripePrice, StripeList } from './stripe-common.ts';

/** What the customer gave in a Checkout Session. */
export interface StripeCheckoutCustomerDetails {
  address: StripeAddress | null;
  business_name?: string | null;
  email: string | null;
  individual_name?: string | null;
  name: string | null;
  phone: string | null;
  tax_exempt: 'exempt' | 'none' | 'reverse' | null;
  tax_ids: { type: string; value: string | null }[] | null;
}

/** A field that the application added to a Checkout Session, and its answer. */
export interface StripeCheckoutCustomField {
  key: string;
  label: { custom: string | null; type: 'custom' };
  optional: boolean;
  type: 'dropdown' | 'numeric' | 'text';
  dropdown?: { value: string | null; options: { label: string; value: string }[] };
  numeric?: { value: string | null };
  text?: { value: string | null };
}

/** A line of a Checkout Session. */
export interface StripeCheckoutLineItem {
  id: string;
  object: 'item';
  amount_discount: number;
  amount_subtotal: number;
  amount_tax: number;
  amount_total: number;
  currency: string;
  description: string | null;
  price: StripePrice | null;
  quantity: number | null;
}

/** A Checkout Session. Amounts are in the smallest unit of the currency. */
export interface StripeCheckoutSession {
  /** Begins with `cs_`. */
  id: string;
  object: 'checkout.session';
  allow_promotion_codes: boolean | null;
  amount_subtotal: number | null;
  amount_total: number | null;
  automatic_tax: { enabled: boolean; status: 'complete' | 'failed' | 'requires_location_inputs' | null };
  billing_address_collection: 'auto' | 'required' | null;
  cancel_url: string | null;
  /** What the application named the session by: a cart's or user's id. */
  client_reference_id: string | null;
  client_secret?: string | null;
  collected_information?: {
    shipping_details?: { address: StripeAddress; name: string } | null;
    business_name?: string | null;
    individual_name?: string | null;
  } | null;
  consent: { promotions: 'opt_in' | 'opt_out' | null; terms_of_service: 'accepted' | null } | null;
  /** Unix seconds. */
  created: number;
  /** ISO 4217, lower case. */
  currency: string | null;
  custom_fields: StripeCheckoutCustomField[];
  /** The customer's id; null for a guest. */
  customer: string | null;
  customer_creation: 'always' | 'if_required' | null;
  customer_details: StripeCheckoutCustomerDetails | null;
  /** What the application filled in beforehand; what the customer gave is in `customer_details`. */
  customer_email: string | null;
  discounts?: { coupon: string | null; promotion_code: string | null }[] | null;
  /** Unix seconds. */
  expires_at: number;
  /** The invoice's id. */
  invoice: string | null;
  /** Never in an event: ask the API for them. */
  line_items?: StripeList<StripeCheckoutLineItem>;
  livemode: boolean;
  locale: string | null;
  metadata: StripeMetadata | null;
  mode: 'payment' | 'setup' | 'subscription';
  /** The PaymentIntent's id, in `payment` mode. */
  payment_intent: string | null;
  /** The payment link's id. */
  payment_link: string | null;
  payment_method_collection: 'always' | 'if_required' | null;
  payment_method_options: Record<string, unknown> | null;
  payment_method_types: string[];
  /** Fulfil where this is not `unpaid`: delayed methods complete a session before they pay. */
  payment_status: 'no_payment_required' | 'paid' | 'unpaid';
  phone_number_collection?: { enabled: boolean };
  recovered_from: string | null;
  redirect_on_completion?: 'always' | 'if_required' | 'never';
  return_url?: string | null;
  /** The SetupIntent's id, in `setup` mode. */
  setup_intent: string | null;
  shipping_cost: { amount_subtotal: number; amount_tax: number; amount_total: number } | null;
  /** In API versions before 2025-03-31; later ones have it in `collected_information`. */
  shipping_details?: { address?: StripeAddress; name?: string; phone?: string | null } | null;
  status: 'complete' | 'expired' | 'open' | null;
  submit_type: 'auto' | 'book' | 'donate' | 'pay' | 'subscribe' | null;
  /** The subscription's id, in `subscription` mode. */
  subscription: string | null;
  success_url: string | null;
  total_details: { amount_discount: number; amount_shipping: number | null; amount_tax: number } | null;
  /** `hosted_page`, `embedded_page`, `elements`, ...; older API versions say `hosted`, `embedded`, `custom`. */
  ui_mode: string | null;
  url: string | null;
}
