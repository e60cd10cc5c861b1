// Facts from https://shopify.dev/docs/api/webhooks/latest, 2026-11-22.
import type { ShopifyCustomer, ShopifyDeletedCustomer } from './shopify-common.ts';
import type { ShopifyFulfillment, ShopifyOrder, ShopifyRefund } from './shopify-order.ts';
import type { ShopifyDeleted, ShopifyProduct } from './shopify-product.ts';
import type {
  ShopifyCart,
  ShopifyCheckout,
  ShopifyCustomerRedaction,
  ShopifyDataRequest,
  ShopifyInventoryLevel,
  ShopifyShop,
  ShopifyShopRedaction,
} from './shopify-shop.ts';

/** Shopify's events, by topic: the `X-Shopify-Topic` header. The body is the object itself. */
export interface ShopifyEvents {
  'orders/create': ShopifyOrder;
  'orders/updated': ShopifyOrder;
  'orders/paid': ShopifyOrder;
  'orders/cancelled': ShopifyOrder;
  'orders/fulfilled': ShopifyOrder;
  'orders/partially_fulfilled': ShopifyOrder;
  'orders/delete': ShopifyDeleted;
  'products/create': ShopifyProduct;
  'products/update': ShopifyProduct;
  'products/delete': ShopifyDeleted;
  'customers/create': ShopifyCustomer;
  'customers/update': ShopifyCustomer;
  'customers/enable': ShopifyCustomer;
  'customers/disable': ShopifyCustomer;
  'customers/delete': ShopifyDeletedCustomer;
  'app/uninstalled': ShopifyShop;
  'shop/update': ShopifyShop;
  'carts/create': ShopifyCart;
  'carts/update': ShopifyCart;
  'checkouts/create': ShopifyCheckout;
  'checkouts/update': ShopifyCheckout;
  'fulfillments/create': ShopifyFulfillment;
  'fulfillments/update': ShopifyFulfillment;
  'refunds/create': ShopifyRefund;
  'inventory_levels/update': ShopifyInventoryLevel;
  'customers/data_request': ShopifyDataRequest;
  'customers/redact': ShopifyCustomerRedaction;
  'shop/redact': ShopifyShopRedaction;
}
