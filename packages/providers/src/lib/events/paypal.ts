// Facts from https://developer.paypal.com/api/rest/webhooks/event-names/, https://developer.paypal.com/docs/subscriptions/webhooks/ and https://developer.paypal.com/payment-methods/uncaptured-payments, 2026-11-22.
import type { PaypalDispute, PaypalSale, PaypalSaleRefund, PaypalSubscription } from './paypal-billing.ts';
import type {
  PaypalAuthorization,
  PaypalCapture,
  PaypalLink,
  PaypalOrder,
  PaypalPurchaseUnit,
  PaypalRefund,
} from './paypal-common.ts';

/** The whole body of a delivery. */
export interface PaypalPayload<Type extends string, Resource> {
  /** The event's: begins with `WH-`. */
  readonly id: string;
  readonly event_type: Type;
  /** Such as `1.0`. */
  readonly event_version?: string;
  /** When it happened: RFC 3339. */
  readonly create_time: string;
  /** Such as `capture`, `checkout-order` or `subscription`. */
  readonly resource_type?: string;
  readonly resource_version?: string;
  /** For people to read. */
  readonly summary?: string;
  readonly resource: Resource;
  readonly links?: readonly PaypalLink[];
}

/** An order that the payer approved, and that was not captured in time. */
export interface PaypalReversedApproval {
  readonly order_id: string;
  readonly purchase_units?: readonly PaypalPurchaseUnit[];
}

/** PayPal's events, by type. */
export interface PaypalEvents {
  'CHECKOUT.ORDER.APPROVED': PaypalPayload<'CHECKOUT.ORDER.APPROVED', PaypalOrder>;
  'CHECKOUT.ORDER.COMPLETED': PaypalPayload<'CHECKOUT.ORDER.COMPLETED', PaypalOrder>;
  'CHECKOUT.PAYMENT-APPROVAL.REVERSED': PaypalPayload<
    'CHECKOUT.PAYMENT-APPROVAL.REVERSED',
    PaypalReversedApproval
  >;
  'PAYMENT.AUTHORIZATION.CREATED': PaypalPayload<'PAYMENT.AUTHORIZATION.CREATED', PaypalAuthorization>;
  'PAYMENT.AUTHORIZATION.VOIDED': PaypalPayload<'PAYMENT.AUTHORIZATION.VOIDED', PaypalAuthorization>;
  'PAYMENT.CAPTURE.COMPLETED': PaypalPayload<'PAYMENT.CAPTURE.COMPLETED', PaypalCapture>;
  'PAYMENT.CAPTURE.PENDING': PaypalPayload<'PAYMENT.CAPTURE.PENDING', PaypalCapture>;
  'PAYMENT.CAPTURE.DECLINED': PaypalPayload<'PAYMENT.CAPTURE.DECLINED', PaypalCapture>;
  'PAYMENT.CAPTURE.DENIED': PaypalPayload<'PAYMENT.CAPTURE.DENIED', PaypalCapture>;
  'PAYMENT.CAPTURE.REFUNDED': PaypalPayload<'PAYMENT.CAPTURE.REFUNDED', PaypalRefund>;
  /** `resource_type` says which of the two. */
  'PAYMENT.CAPTURE.REVERSED': PaypalPayload<'PAYMENT.CAPTURE.REVERSED', PaypalCapture | PaypalRefund>;
  'BILLING.SUBSCRIPTION.CREATED': PaypalPayload<'BILLING.SUBSCRIPTION.CREATED', PaypalSubscription>;
  'BILLING.SUBSCRIPTION.ACTIVATED': PaypalPayload<'BILLING.SUBSCRIPTION.ACTIVATED', PaypalSubscription>;
  'BILLING.SUBSCRIPTION.UPDATED': PaypalPayload<'BILLING.SUBSCRIPTION.UPDATED', PaypalSubscription>;
  'BILLING.SUBSCRIPTION.EXPIRED': PaypalPayload<'BILLING.SUBSCRIPTION.EXPIRED', PaypalSubscription>;
  'BILLING.SUBSCRIPTION.CANCELLED': PaypalPayload<'BILLING.SUBSCRIPTION.CANCELLED', PaypalSubscription>;
  'BILLING.SUBSCRIPTION.SUSPENDED': PaypalPayload<'BILLING.SUBSCRIPTION.SUSPENDED', PaypalSubscription>;
  'BILLING.SUBSCRIPTION.PAYMENT.FAILED': PaypalPayload<
    'BILLING.SUBSCRIPTION.PAYMENT.FAILED',
    PaypalSubscription
  >;
  /** A payment of a subscription. */
  'PAYMENT.SALE.COMPLETED': PaypalPayload<'PAYMENT.SALE.COMPLETED', PaypalSale>;
  'PAYMENT.SALE.REFUNDED': PaypalPayload<'PAYMENT.SALE.REFUNDED', PaypalSaleRefund>;
  'PAYMENT.SALE.REVERSED': PaypalPayload<'PAYMENT.SALE.REVERSED', PaypalSaleRefund>;
  'CUSTOMER.DISPUTE.CREATED': PaypalPayload<'CUSTOMER.DISPUTE.CREATED', PaypalDispute>;
  'CUSTOMER.DISPUTE.UPDATED': PaypalPayload<'CUSTOMER.DISPUTE.UPDATED', PaypalDispute>;
  'CUSTOMER.DISPUTE.RESOLVED': PaypalPayload<'CUSTOMER.DISPUTE.RESOLVED', PaypalDispute>;
}
