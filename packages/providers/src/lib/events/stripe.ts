// Facts from https://docs.stripe.com/api/events and https://docs.stripe.com/api/events/types, 2026-11-22.
import type { StripeAccount, StripePayout } from './stripe-account.ts';
import type { StripeCustomer, StripeSubscription } from './stripe-billing.ts';
import type { StripeCharge, StripeDispute } from './stripe-charge.ts';
import type { StripeCheckoutSession } from './stripe-checkout.ts';
import type { StripePrice, StripeProduct } from './stripe-common.ts';
import type { StripeInvoice, StripeUpcomingInvoice } from './stripe-invoice.ts';
import type {
  StripePaymentIntent,
  StripePaymentMethod,
  StripeRefund,
  StripeSetupIntent,
} from './stripe-payment.ts';

/** The whole body of a delivery: Stripe's Event object. References inside `data.object` are ids. */
export interface StripePayload<Type extends string, Resource> {
  /** Begins with `evt_`. */
  id: string;
  object: 'event';
  type: Type;
  /** The connected account that it happened in, where it is one. */
  account?: string;
  /** The API version that `data` is written in: the endpoint's, or the account's. */
  api_version: string | null;
  context?: string;
  /** When it happened, in Unix seconds. */
  created: number;
  data: {
    object: Resource;
    /** In `*.updated`: what changed, as it was before; of nested objects, only what changed. */
    previous_attributes?: Partial<Resource>;
  };
  livemode: boolean;
  /** Endpoints that have not acknowledged it yet. */
  pending_webhooks: number;
  /** The API request that led to it; `id` is null where Stripe did it by itself. */
  request: { id: string | null; idempotency_key: string | null } | null;
}

/** Stripe's events, by type. */
export interface StripeEvents {
  'checkout.session.completed': StripePayload<'checkout.session.completed', StripeCheckoutSession>;
  'checkout.session.async_payment_succeeded': StripePayload<
    'checkout.session.async_payment_succeeded',
    StripeCheckoutSession
  >;
  'checkout.session.async_payment_failed': StripePayload<
    'checkout.session.async_payment_failed',
    StripeCheckoutSession
  >;
  'checkout.session.expired': StripePayload<'checkout.session.expired', StripeCheckoutSession>;
  'payment_intent.created': StripePayload<'payment_intent.created', StripePaymentIntent>;
  'payment_intent.processing': StripePayload<'payment_intent.processing', StripePaymentIntent>;
  'payment_intent.requires_action': StripePayload<'payment_intent.requires_action', StripePaymentIntent>;
  'payment_intent.amount_capturable_updated': StripePayload<
    'payment_intent.amount_capturable_updated',
    StripePaymentIntent
  >;
  'payment_intent.partially_funded': StripePayload<'payment_intent.partially_funded', StripePaymentIntent>;
  'payment_intent.succeeded': StripePayload<'payment_intent.succeeded', StripePaymentIntent>;
  'payment_intent.payment_failed': StripePayload<'payment_intent.payment_failed', StripePaymentIntent>;
  'payment_intent.canceled': StripePayload<'payment_intent.canceled', StripePaymentIntent>;
  'charge.succeeded': StripePayload<'charge.succeeded', StripeCharge>;
  'charge.pending': StripePayload<'charge.pending', StripeCharge>;
  'charge.captured': StripePayload<'charge.captured', StripeCharge>;
  'charge.updated': StripePayload<'charge.updated', StripeCharge>;
  'charge.failed': StripePayload<'charge.failed', StripeCharge>;
  'charge.expired': StripePayload<'charge.expired', StripeCharge>;
  'charge.refunded': StripePayload<'charge.refunded', StripeCharge>;
  'charge.dispute.created': StripePayload<'charge.dispute.created', StripeDispute>;
  'charge.dispute.updated': StripePayload<'charge.dispute.updated', StripeDispute>;
  'charge.dispute.closed': StripePayload<'charge.dispute.closed', StripeDispute>;
  'charge.dispute.funds_withdrawn': StripePayload<'charge.dispute.funds_withdrawn', StripeDispute>;
  'charge.dispute.funds_reinstated': StripePayload<'charge.dispute.funds_reinstated', StripeDispute>;
  'refund.created': StripePayload<'refund.created', StripeRefund>;
  'refund.updated': StripePayload<'refund.updated', StripeRefund>;
  'refund.failed': StripePayload<'refund.failed', StripeRefund>;
  'customer.created': StripePayload<'customer.created', StripeCustomer>;
  'customer.updated': StripePayload<'customer.updated', StripeCustomer>;
  'customer.deleted': StripePayload<'customer.deleted', StripeCustomer>;
  'customer.subscription.created': StripePayload<'customer.subscription.created', StripeSubscription>;
  'customer.subscription.updated': StripePayload<'customer.subscription.updated', StripeSubscription>;
  'customer.subscription.deleted': StripePayload<'customer.subscription.deleted', StripeSubscription>;
  'customer.subscription.trial_will_end': StripePayload<
    'customer.subscription.trial_will_end',
    StripeSubscription
  >;
  'customer.subscription.paused': StripePayload<'customer.subscription.paused', StripeSubscription>;
  'customer.subscription.resumed': StripePayload<'customer.subscription.resumed', StripeSubscription>;
  'customer.subscription.pending_update_applied': StripePayload<
    'customer.subscription.pending_update_applied',
    StripeSubscription
  >;
  'customer.subscription.pending_update_expired': StripePayload<
    'customer.subscription.pending_update_expired',
    StripeSubscription
  >;
  'invoice.created': StripePayload<'invoice.created', StripeInvoice>;
  'invoice.updated': StripePayload<'invoice.updated', StripeInvoice>;
  'invoice.finalized': StripePayload<'invoice.finalized', StripeInvoice>;
  'invoice.finalization_failed': StripePayload<'invoice.finalization_failed', StripeInvoice>;
  'invoice.sent': StripePayload<'invoice.sent', StripeInvoice>;
  'invoice.paid': StripePayload<'invoice.paid', StripeInvoice>;
  'invoice.payment_succeeded': StripePayload<'invoice.payment_succeeded', StripeInvoice>;
  'invoice.payment_failed': StripePayload<'invoice.payment_failed', StripeInvoice>;
  'invoice.payment_action_required': StripePayload<'invoice.payment_action_required', StripeInvoice>;
  'invoice.overdue': StripePayload<'invoice.overdue', StripeInvoice>;
  'invoice.marked_uncollectible': StripePayload<'invoice.marked_uncollectible', StripeInvoice>;
  'invoice.voided': StripePayload<'invoice.voided', StripeInvoice>;
  'invoice.deleted': StripePayload<'invoice.deleted', StripeInvoice>;
  'invoice.upcoming': StripePayload<'invoice.upcoming', StripeUpcomingInvoice>;
  'payment_method.attached': StripePayload<'payment_method.attached', StripePaymentMethod>;
  'payment_method.detached': StripePayload<'payment_method.detached', StripePaymentMethod>;
  'payment_method.updated': StripePayload<'payment_method.updated', StripePaymentMethod>;
  'payment_method.automatically_updated': StripePayload<
    'payment_method.automatically_updated',
    StripePaymentMethod
  >;
  'setup_intent.created': StripePayload<'setup_intent.created', StripeSetupIntent>;
  'setup_intent.requires_action': StripePayload<'setup_intent.requires_action', StripeSetupIntent>;
  'setup_intent.succeeded': StripePayload<'setup_intent.succeeded', StripeSetupIntent>;
  'setup_intent.setup_failed': StripePayload<'setup_intent.setup_failed', StripeSetupIntent>;
  'setup_intent.canceled': StripePayload<'setup_intent.canceled', StripeSetupIntent>;
  'product.created': StripePayload<'product.created', StripeProduct>;
  'product.updated': StripePayload<'product.updated', StripeProduct>;
  'product.deleted': StripePayload<'product.deleted', StripeProduct>;
  'price.created': StripePayload<'price.created', StripePrice>;
  'price.updated': StripePayload<'price.updated', StripePrice>;
  'price.deleted': StripePayload<'price.deleted', StripePrice>;
  'account.updated': StripePayload<'account.updated', StripeAccount>;
  'payout.created': StripePayload<'payout.created', StripePayout>;
  'payout.updated': StripePayload<'payout.updated', StripePayout>;
  'payout.paid': StripePayload<'payout.paid', StripePayout>;
  'payout.failed': StripePayload<'payout.failed', StripePayout>;
  'payout.canceled': StripePayload<'payout.canceled', StripePayout>;
  'payout.reconciliation_completed': StripePayload<'payout.reconciliation_completed', StripePayout>;
}
