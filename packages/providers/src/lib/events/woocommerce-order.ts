// Facts from https://woocommerce.github.io/woocommerce-rest-api-docs/#orders and https://github.com/woocommerce/woocommerce-rest-api-docs (source/includes/wp-api-v3), 2026-11-22.

/** A field that WordPress or a plugin put on a resource. */
export interface WoocommerceMeta {
  readonly id: number;
  readonly key: string;
  /** Mostly text, but plugins write what they like. */
  readonly value: unknown;
}

/** Where a resource can be fetched. */
export interface WoocommerceLinks {
  readonly self?: readonly { readonly href: string }[];
  readonly collection?: readonly { readonly href: string }[];
}

/** A postal address; what is not known is empty text. */
export interface WoocommerceAddress {
  readonly first_name: string;
  readonly last_name: string;
  readonly company: string;
  readonly address_1: string;
  readonly address_2: string;
  readonly city: string;
  readonly state: string;
  readonly postcode: string;
  /** ISO 3166-1, two letters. */
  readonly country: string;
  readonly phone?: string;
}

/** An address that is billed. */
export interface WoocommerceBilling extends WoocommerceAddress {
  readonly email: string;
  readonly phone: string;
}

/** A tax of one line. */
export interface WoocommerceLineTax {
  /** The rate's. */
  readonly id: number;
  readonly total: string;
  readonly subtotal?: string;
}

/** A line of an order. Amounts are decimal numbers in text. */
export interface WoocommerceLineItem {
  readonly id: number;
  readonly name: string;
  readonly product_id: number;
  /** 0 where there is none. */
  readonly variation_id: number;
  readonly quantity: number;
  readonly tax_class: string;
  /** Before discounts. */
  readonly subtotal: string;
  readonly subtotal_tax: string;
  /** After discounts. */
  readonly total: string;
  readonly total_tax: string;
  readonly taxes: readonly WoocommerceLineTax[];
  readonly sku: string | null;
  readonly price: number | string;
  readonly meta_data: readonly WoocommerceMeta[];
}

/** The taxes of an order, by rate. Amounts are decimal numbers in text. */
export interface WoocommerceTaxLine {
  readonly id: number;
  readonly rate_code: string;
  readonly rate_id: number;
  readonly label: string;
  readonly compound: boolean;
  readonly tax_total: string;
  readonly shipping_tax_total: string;
  readonly meta_data: readonly WoocommerceMeta[];
}

/** How an order is shipped. Amounts are decimal numbers in text. */
export interface WoocommerceShippingLine {
  readonly id: number;
  readonly method_title: string;
  readonly method_id: string;
  readonly total: string;
  readonly total_tax: string;
  readonly taxes: readonly WoocommerceLineTax[];
  readonly meta_data: readonly WoocommerceMeta[];
}

/** A fee of an order. Amounts are decimal numbers in text. */
export interface WoocommerceFeeLine {
  readonly id: number;
  readonly name: string;
  readonly tax_class: string;
  readonly tax_status: 'taxable' | 'none';
  readonly total: string;
  readonly total_tax: string;
  readonly taxes: readonly WoocommerceLineTax[];
  readonly meta_data: readonly WoocommerceMeta[];
}

/** A coupon that was used in an order. Amounts are decimal numbers in text. */
export interface WoocommerceCouponLine {
  readonly id: number;
  readonly code: string;
  readonly discount: string;
  readonly discount_tax: string;
  readonly meta_data: readonly WoocommerceMeta[];
}

/**
 * An order, as the third version of the REST API shows it. Amounts are decimal numbers in text; times are ISO 8601
 * without an offset, in the shop's own time or, with `_gmt`, in UTC.
 */
export interface WoocommerceOrder {
  readonly id: number;
  /** 0 where there is none. */
  readonly parent_id: number;
  readonly number: string;
  readonly order_key: string;
  readonly created_via: string;
  /** Of WooCommerce. */
  readonly version: string;
  /** `pending`, `processing`, `on-hold`, `completed`, `cancelled`, `refunded`, `failed`, `trash`, or a plugin's. */
  readonly status: string;
  /** ISO 4217, upper case. */
  readonly currency: string;
  readonly prices_include_tax: boolean;
  readonly discount_total: string;
  readonly discount_tax: string;
  readonly shipping_total: string;
  readonly shipping_tax: string;
  readonly cart_tax: string;
  readonly total: string;
  readonly total_tax: string;
  /** 0 means a guest. */
  readonly customer_id: number;
  readonly customer_ip_address: string;
  readonly customer_user_agent: string;
  readonly customer_note: string;
  readonly billing: WoocommerceBilling;
  readonly shipping: WoocommerceAddress;
  readonly payment_method: string;
  readonly payment_method_title: string;
  readonly transaction_id: string;
  readonly cart_hash: string;
  readonly line_items: readonly WoocommerceLineItem[];
  readonly tax_lines: readonly WoocommerceTaxLine[];
  readonly shipping_lines: readonly WoocommerceShippingLine[];
  readonly fee_lines: readonly WoocommerceFeeLine[];
  readonly coupon_lines: readonly WoocommerceCouponLine[];
  readonly refunds: readonly { readonly id: number; readonly reason: string; readonly total: string }[];
  readonly meta_data: readonly WoocommerceMeta[];
  readonly date_created: string | null;
  readonly date_created_gmt: string | null;
  readonly date_modified: string | null;
  readonly date_modified_gmt: string | null;
  readonly date_paid: string | null;
  readonly date_paid_gmt: string | null;
  readonly date_completed: string | null;
  readonly date_completed_gmt: string | null;
  readonly _links?: WoocommerceLinks;
}
