// Facts from https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks, https://developer.woocommerce.com/docs/apis/rest-api/v3/webhooks/ and https://github.com/woocommerce/woocommerce-rest-api-docs (source/includes/wp-api-v3), 2026-11-22.
import type {
  WoocommerceAddress,
  WoocommerceBilling,
  WoocommerceLinks,
  WoocommerceMeta,
  WoocommerceOrder,
} from './woocommerce-order.ts';

/** What is left of a resource that was deleted. */
export interface WoocommerceDeleted {
  readonly id: number;
}

/**
 * A product, as the third version of the REST API shows it. Amounts are decimal numbers in text; times are ISO 8601
 * without an offset, in the shop's own time or, with `_gmt`, in UTC.
 */
export interface WoocommerceProduct {
  readonly id: number;
  /** 0 where there is none. */
  readonly parent_id: number;
  readonly name: string;
  readonly slug: string;
  readonly permalink: string;
  /** `simple`, `grouped`, `external`, `variable`, or a plugin's. */
  readonly type: string;
  /** `draft`, `pending`, `private`, `publish`, or a plugin's. */
  readonly status: string;
  readonly featured: boolean;
  readonly catalog_visibility: 'visible' | 'catalog' | 'search' | 'hidden';
  /** HTML. */
  readonly description: string;
  /** HTML. */
  readonly short_description: string;
  readonly sku: string;
  /** Empty where there is none, as are the next two. */
  readonly price: string;
  readonly regular_price: string;
  readonly sale_price: string;
  readonly price_html?: string;
  readonly on_sale: boolean;
  readonly date_on_sale_from: string | null;
  readonly date_on_sale_from_gmt: string | null;
  readonly date_on_sale_to: string | null;
  readonly date_on_sale_to_gmt: string | null;
  readonly purchasable: boolean;
  readonly total_sales: number | string;
  readonly virtual: boolean;
  readonly downloadable: boolean;
  readonly downloads: readonly { readonly id: string; readonly name: string; readonly file: string }[];
  /** -1 means without limit. */
  readonly download_limit: number;
  /** In days; -1 means never. */
  readonly download_expiry: number;
  readonly external_url: string;
  readonly button_text: string;
  readonly tax_status: 'taxable' | 'shipping' | 'none';
  readonly tax_class: string;
  /** `parent` in a variation that leaves it to its product. */
  readonly manage_stock: boolean | 'parent';
  readonly stock_quantity: number | null;
  readonly stock_status: string;
  readonly backorders: 'no' | 'notify' | 'yes';
  readonly backorders_allowed: boolean;
  readonly backordered: boolean;
  readonly sold_individually: boolean;
  readonly weight: string;
  readonly dimensions: { readonly length: string; readonly width: string; readonly height: string };
  readonly shipping_required: boolean;
  readonly shipping_taxable: boolean;
  readonly shipping_class: string;
  readonly shipping_class_id: number;
  readonly reviews_allowed: boolean;
  /** A decimal number in text. */
  readonly average_rating: string;
  readonly rating_count: number;
  readonly related_ids?: readonly number[];
  readonly upsell_ids: readonly number[];
  readonly cross_sell_ids: readonly number[];
  readonly grouped_products?: readonly number[];
  /** Ids. */
  readonly variations?: readonly number[];
  readonly purchase_note: string;
  readonly categories: readonly { readonly id: number; readonly name: string; readonly slug: string }[];
  readonly tags: readonly { readonly id: number; readonly name: string; readonly slug: string }[];
  readonly images: readonly {
    readonly id: number;
    readonly src: string;
    readonly name: string;
    readonly alt: string;
  }[];
  readonly attributes: readonly {
    /** 0 where it is this product's alone. */
    readonly id: number;
    readonly name: string;
    readonly position?: number;
    readonly visible?: boolean;
    readonly variation?: boolean;
    readonly options?: readonly string[];
    /** In a variation. */
    readonly option?: string;
  }[];
  readonly default_attributes?: readonly {
    readonly id: number;
    readonly name: string;
    readonly option: string;
  }[];
  readonly menu_order: number;
  readonly meta_data: readonly WoocommerceMeta[];
  readonly date_created: string | null;
  readonly date_created_gmt: string | null;
  readonly date_modified: string | null;
  readonly date_modified_gmt: string | null;
  readonly _links?: WoocommerceLinks;
}

/** A customer. Times are as a product's. */
export interface WoocommerceCustomer {
  readonly id: number;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly role: string;
  readonly username: string;
  readonly billing: WoocommerceBilling;
  readonly shipping: WoocommerceAddress;
  readonly is_paying_customer: boolean;
  readonly avatar_url: string;
  readonly meta_data: readonly WoocommerceMeta[];
  readonly date_created: string | null;
  readonly date_created_gmt: string | null;
  readonly date_modified: string | null;
  readonly date_modified_gmt: string | null;
  readonly _links?: WoocommerceLinks;
}

/** A coupon. Amounts and times are as a product's. */
export interface WoocommerceCoupon {
  readonly id: number;
  readonly code: string;
  readonly amount: string;
  /** `percent`, `fixed_cart`, `fixed_product`, or a plugin's. */
  readonly discount_type: string;
  readonly description: string;
  readonly date_expires: string | null;
  readonly date_expires_gmt: string | null;
  readonly usage_count: number;
  readonly individual_use: boolean;
  readonly product_ids: readonly number[];
  readonly excluded_product_ids: readonly number[];
  readonly usage_limit: number | null;
  readonly usage_limit_per_user: number | null;
  readonly limit_usage_to_x_items: number | null;
  readonly free_shipping: boolean;
  readonly product_categories: readonly number[];
  readonly excluded_product_categories: readonly number[];
  readonly exclude_sale_items: boolean;
  readonly minimum_amount: string;
  readonly maximum_amount: string;
  readonly email_restrictions: readonly string[];
  /** Ids of users, or guests' addresses of email. */
  readonly used_by: readonly string[];
  readonly meta_data: readonly WoocommerceMeta[];
  readonly date_created: string | null;
  readonly date_created_gmt: string | null;
  readonly date_modified: string | null;
  readonly date_modified_gmt: string | null;
  readonly _links?: WoocommerceLinks;
}

/** WooCommerce's events, by topic; the payload is the resource itself. */
export interface WoocommerceEvents {
  'order.created': WoocommerceOrder;
  'order.updated': WoocommerceOrder;
  'order.deleted': WoocommerceDeleted;
  'order.restored': WoocommerceOrder;
  'product.created': WoocommerceProduct;
  'product.updated': WoocommerceProduct;
  'product.deleted': WoocommerceDeleted;
  'product.restored': WoocommerceProduct;
  'customer.created': WoocommerceCustomer;
  'customer.updated': WoocommerceCustomer;
  'customer.deleted': WoocommerceDeleted;
  'coupon.created': WoocommerceCoupon;
  'coupon.updated': WoocommerceCoupon;
  'coupon.deleted': WoocommerceDeleted;
  'coupon.restored': WoocommerceCoupon;
}
