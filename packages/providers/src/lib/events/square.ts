// Facts from https://developer.squareup.com/reference/square/webhooks and https://github.com/square/square-nodejs-sdk (src/api/types), 2026-11-22.
import type {
  SquareBooking,
  SquareFulfillmentChange,
  SquareInventoryCount,
  SquareInvoice,
  SquareOrderChange,
  SquareSubscription,
} from './square-billing.ts';
import type { SquareCustomerObject, SquareData, SquareDeletedData, SquarePayload } from './square-common.ts';
import type { SquareDispute, SquarePayment, SquarePayout, SquareRefund } from './square-payment.ts';

/** What events of payments tell. */
export type SquarePaymentData = SquareData<{ readonly payment: SquarePayment }>;

/** What events of refunds tell. */
export type SquareRefundData = SquareData<{ readonly refund: SquareRefund }>;

/** What events of disputes tell. */
export type SquareDisputeData = SquareData<{ readonly dispute: SquareDispute }>;

/** What events of payouts tell. */
export type SquarePayoutData = SquareData<{ readonly payout: SquarePayout }>;

/** What events of customers tell. */
export type SquareCustomerData = SquareData<SquareCustomerObject>;

/** What events of invoices tell. */
export type SquareInvoiceData = SquareData<{ readonly invoice: SquareInvoice }>;

/** What events of subscriptions tell. */
export type SquareSubscriptionData = SquareData<{ readonly subscription: SquareSubscription }>;

/** What events of bookings tell. */
export type SquareBookingData = SquareData<{ readonly booking: SquareBooking }>;

/** What `order.created` tells. */
export type SquareOrderCreatedData = SquareData<{ readonly order_created: SquareOrderChange }>;

/** What `order.updated` tells. */
export type SquareOrderUpdatedData = SquareData<{ readonly order_updated: SquareOrderChange }>;

/** What `order.fulfillment.updated` tells. */
export type SquareFulfillmentData = SquareData<{
  readonly order_fulfillment_updated: SquareFulfillmentChange;
}>;

/** What `inventory.count.updated` tells. */
export type SquareInventoryData = SquareData<{
  readonly inventory_counts?: readonly SquareInventoryCount[] | null;
}>;

/** What `catalog.version.updated` tells: what was changed is fetched from the API. */
export interface SquareCatalogData {
  readonly type: string;
  /** RFC 3339. */
  readonly object: { readonly catalog_version: { readonly updated_at?: string } };
}

/** What `oauth.authorization.revoked` tells. */
export type SquareRevocationData = SquareData<{
  readonly revocation: {
    /** RFC 3339. */
    readonly revoked_at?: string | null;
    readonly revoker_type?: 'APPLICATION' | 'MERCHANT' | 'SQUARE';
  };
}>;

/** Square's events, by type. */
export interface SquareEvents {
  'payment.created': SquarePayload<'payment.created', SquarePaymentData>;
  'payment.updated': SquarePayload<'payment.updated', SquarePaymentData>;
  'refund.created': SquarePayload<'refund.created', SquareRefundData>;
  'refund.updated': SquarePayload<'refund.updated', SquareRefundData>;
  'dispute.created': SquarePayload<'dispute.created', SquareDisputeData>;
  'dispute.state.updated': SquarePayload<'dispute.state.updated', SquareDisputeData>;
  'payout.sent': SquarePayload<'payout.sent', SquarePayoutData>;
  'payout.paid': SquarePayload<'payout.paid', SquarePayoutData>;
  'payout.failed': SquarePayload<'payout.failed', SquarePayoutData>;
  'order.created': SquarePayload<'order.created', SquareOrderCreatedData>;
  'order.updated': SquarePayload<'order.updated', SquareOrderUpdatedData>;
  'order.fulfillment.updated': SquarePayload<'order.fulfillment.updated', SquareFulfillmentData>;
  'customer.created': SquarePayload<'customer.created', SquareCustomerData>;
  'customer.updated': SquarePayload<'customer.updated', SquareCustomerData>;
  'customer.deleted': SquarePayload<'customer.deleted', SquareDeletedData<SquareCustomerObject>>;
  'invoice.created': SquarePayload<'invoice.created', SquareInvoiceData>;
  'invoice.updated': SquarePayload<'invoice.updated', SquareInvoiceData>;
  'invoice.published': SquarePayload<'invoice.published', SquareInvoiceData>;
  'invoice.payment_made': SquarePayload<'invoice.payment_made', SquareInvoiceData>;
  'invoice.scheduled_charge_failed': SquarePayload<'invoice.scheduled_charge_failed', SquareInvoiceData>;
  'invoice.refunded': SquarePayload<'invoice.refunded', SquareInvoiceData>;
  'invoice.canceled': SquarePayload<'invoice.canceled', SquareInvoiceData>;
  'invoice.deleted': SquarePayload<'invoice.deleted', SquareDeletedData<never>>;
  'subscription.created': SquarePayload<'subscription.created', SquareSubscriptionData>;
  'subscription.updated': SquarePayload<'subscription.updated', SquareSubscriptionData>;
  'booking.created': SquarePayload<'booking.created', SquareBookingData>;
  'booking.updated': SquarePayload<'booking.updated', SquareBookingData>;
  'inventory.count.updated': SquarePayload<'inventory.count.updated', SquareInventoryData>;
  'catalog.version.updated': SquarePayload<'catalog.version.updated', SquareCatalogData>;
  'oauth.authorization.revoked': SquarePayload<'oauth.authorization.revoked', SquareRevocationData>;
}
