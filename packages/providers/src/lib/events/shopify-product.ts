// Facts from https://shopify.dev/docs/api/webhooks/latest and https://shopify.dev/docs/api/admin-rest/latest/resources/product, 2026-11-22.

/** A variant of a product. Prices are decimal numbers in text. */
export interface ShopifyVariant {
  id: number;
  admin_graphql_api_id: string;
  product_id: number;
  title: string;
  price: string;
  compare_at_price: string | null;
  sku: string | null;
  barcode: string | null;
  position: number;
  inventory_policy: 'deny' | 'continue';
  inventory_item_id: number | null;
  inventory_quantity: number;
  old_inventory_quantity: number;
  option1: string | null;
  option2: string | null;
  option3: string | null;
  image_id: number | null;
  taxable: boolean;
  /** ISO 8601. */
  created_at: string | null;
  /** ISO 8601. */
  updated_at: string | null;
}

/** An image of a product. */
export interface ShopifyImage {
  id: number;
  admin_graphql_api_id: string;
  product_id: number;
  position: number;
  src: string;
  alt: string | null;
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  variant_ids: number[];
  /** ISO 8601. */
  created_at: string | null;
  /** ISO 8601. */
  updated_at: string | null;
}

/** A product. */
export interface ShopifyProduct {
  id: number;
  /** The id that GraphQL uses, exact where `id` is beyond 2^53. */
  admin_graphql_api_id: string;
  title: string;
  /** HTML. */
  body_html: string | null;
  /** In the URL. */
  handle: string;
  vendor: string;
  product_type: string;
  status: 'active' | 'archived' | 'draft' | 'unlisted';
  published_scope: string;
  /** Separated by commas. */
  tags: string;
  template_suffix: string | null;
  /** The first 100; all of them are named in `variant_gids`. */
  variants: ShopifyVariant[];
  variant_gids?: { admin_graphql_api_id: string; updated_at: string }[];
  options: { id: number; product_id: number; name: string; position: number; values: string[] }[];
  images: ShopifyImage[];
  image: ShopifyImage | null;
  media?: Record<string, unknown>[];
  category?: Record<string, unknown> | null;
  has_variants_that_requires_components?: boolean;
  /** ISO 8601. */
  created_at: string | null;
  /** ISO 8601. */
  updated_at: string | null;
  /** ISO 8601; null where it is not in the online shop. */
  published_at: string | null;
}

/** What is left of something that was deleted. */
export interface ShopifyDeleted {
  id: number;
}
