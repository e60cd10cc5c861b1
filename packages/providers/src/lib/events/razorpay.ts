// Facts from https://razorpay.com/docs/webhooks/, https://razorpay.com/docs/webhooks/all/ and https://razorpay.com/docs/webhooks/disputes/, 2026-11-22.
import type {
  RazorpayInvoice,
  RazorpayPaymentLink,
  RazorpaySettlement,
  RazorpaySubscription,
} from './razorpay-billing.ts';
import type { RazorpayDispute, RazorpayOrder, RazorpayPayment, RazorpayRefund } from './razorpay-common.ts';

/** The whole body of a delivery. The event's id is the `x-razorpay-event-id` header. */
export interface RazorpayPayload<Type extends string, Payload> {
  readonly entity: 'event';
  /** Begins with `acc_`. */
  readonly account_id: string;
  readonly event: Type;
  /** The keys of `payload`. */
  readonly contains: readonly string[];
  readonly payload: Payload;
  /** When it happened, in Unix seconds. */
  readonly created_at: number;
}

/** How each object stands in a payload. */
export interface RazorpayEntity<Data> {
  readonly entity: Data;
}

/** What events of payments tell. */
export interface RazorpayPaymentData {
  readonly payment: RazorpayEntity<RazorpayPayment>;
}

/** What events of orders tell. */
export interface RazorpayOrderData extends RazorpayPaymentData {
  readonly order: RazorpayEntity<RazorpayOrder>;
}

/** What events of refunds tell. */
export interface RazorpayRefundData extends RazorpayPaymentData {
  readonly refund: RazorpayEntity<RazorpayRefund>;
}

/** What events of disputes tell. */
export interface RazorpayDisputeData extends RazorpayPaymentData {
  readonly dispute: RazorpayEntity<RazorpayDispute>;
}

/** What events of subscriptions tell. */
export interface RazorpaySubscriptionData {
  readonly subscription: RazorpayEntity<RazorpaySubscription>;
  /** Where somebody tried to pay before. */
  readonly payment?: RazorpayEntity<RazorpayPayment>;
}

/** What events of invoices tell. */
export interface RazorpayInvoiceData {
  readonly invoice: RazorpayEntity<RazorpayInvoice>;
  /** Where it was paid, also in part. */
  readonly payment?: RazorpayEntity<RazorpayPayment>;
  readonly order?: RazorpayEntity<RazorpayOrder>;
}

/** What events of payment links tell. */
export interface RazorpayPaymentLinkData {
  readonly payment_link: RazorpayEntity<RazorpayPaymentLink>;
  /** Where it was paid, also in part. */
  readonly payment?: RazorpayEntity<RazorpayPayment>;
  readonly order?: RazorpayEntity<RazorpayOrder>;
}

/** What events of settlements tell. */
export interface RazorpaySettlementData {
  readonly settlement: RazorpayEntity<RazorpaySettlement>;
}

/** Razorpay's events, by type. */
export interface RazorpayEvents {
  'payment.authorized': RazorpayPayload<'payment.authorized', RazorpayPaymentData>;
  'payment.captured': RazorpayPayload<'payment.captured', RazorpayPaymentData>;
  'payment.failed': RazorpayPayload<'payment.failed', RazorpayPaymentData>;
  'payment.pending': RazorpayPayload<'payment.pending', RazorpayPaymentData>;
  'order.paid': RazorpayPayload<'order.paid', RazorpayOrderData>;
  'refund.created': RazorpayPayload<'refund.created', RazorpayRefundData>;
  'refund.processed': RazorpayPayload<'refund.processed', RazorpayRefundData>;
  'refund.failed': RazorpayPayload<'refund.failed', RazorpayRefundData>;
  'refund.speed_changed': RazorpayPayload<'refund.speed_changed', RazorpayRefundData>;
  'payment.dispute.created': RazorpayPayload<'payment.dispute.created', RazorpayDisputeData>;
  'payment.dispute.won': RazorpayPayload<'payment.dispute.won', RazorpayDisputeData>;
  'payment.dispute.lost': RazorpayPayload<'payment.dispute.lost', RazorpayDisputeData>;
  'payment.dispute.closed': RazorpayPayload<'payment.dispute.closed', RazorpayDisputeData>;
  'payment.dispute.under_review': RazorpayPayload<'payment.dispute.under_review', RazorpayDisputeData>;
  'payment.dispute.action_required': RazorpayPayload<'payment.dispute.action_required', RazorpayDisputeData>;
  'subscription.authenticated': RazorpayPayload<'subscription.authenticated', RazorpaySubscriptionData>;
  'subscription.activated': RazorpayPayload<'subscription.activated', RazorpaySubscriptionData>;
  'subscription.charged': RazorpayPayload<'subscription.charged', RazorpaySubscriptionData>;
  'subscription.completed': RazorpayPayload<'subscription.completed', RazorpaySubscriptionData>;
  'subscription.updated': RazorpayPayload<'subscription.updated', RazorpaySubscriptionData>;
  'subscription.pending': RazorpayPayload<'subscription.pending', RazorpaySubscriptionData>;
  'subscription.halted': RazorpayPayload<'subscription.halted', RazorpaySubscriptionData>;
  'subscription.cancelled': RazorpayPayload<'subscription.cancelled', RazorpaySubscriptionData>;
  'subscription.paused': RazorpayPayload<'subscription.paused', RazorpaySubscriptionData>;
  'subscription.resumed': RazorpayPayload<'subscription.resumed', RazorpaySubscriptionData>;
  'invoice.partially_paid': RazorpayPayload<'invoice.partially_paid', RazorpayInvoiceData>;
  'invoice.paid': RazorpayPayload<'invoice.paid', RazorpayInvoiceData>;
  'invoice.expired': RazorpayPayload<'invoice.expired', RazorpayInvoiceData>;
  'payment_link.paid': RazorpayPayload<'payment_link.paid', RazorpayPaymentLinkData>;
  'payment_link.partially_paid': RazorpayPayload<'payment_link.partially_paid', RazorpayPaymentLinkData>;
  'payment_link.expired': RazorpayPayload<'payment_link.expired', RazorpayPaymentLinkData>;
  'payment_link.cancelled': RazorpayPayload<'payment_link.cancelled', RazorpayPaymentLinkData>;
  'settlement.processed': RazorpayPayload<'settlement.processed', RazorpaySettlementData>;
}
