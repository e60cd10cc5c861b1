// Facts from https://developer.paddle.com/webhooks and https://github.com/PaddleHQ/paddle-node-sdk (src/notifications), 2026-11-22.
import type {
  PaddleAddress,
  PaddleBillingDetails,
  PaddleBusiness,
  PaddleCollectionMode,
  PaddleCustomData,
  PaddleCustomer,
  PaddleDeletedPaymentMethod,
  PaddleDiscount,
  PaddleImportMeta,
  PaddleInterval,
  PaddlePaymentMethod,
  PaddlePeriod,
  PaddlePrice,
  PaddleProduct,
} from './paddle-common.ts';
import type { PaddleAdjustment, PaddlePayout, PaddleTransaction } from './paddle-transaction.ts';

/** The whole body of a delivery. */
export interface PaddlePayload<Type extends string, Data> {
  /** The same for every destination. Begins with `evt_`. */
  readonly event_id: string;
  readonly event_type: Type;
  /** When it happened: ISO 8601. */
  readonly occurred_at: string;
  /** Its own for every destination. Begins with `ntf_`. */
  readonly notification_id: string;
  readonly data: Data;
}

/** An item of a subscription. Times are ISO 8601. */
export interface PaddleSubscriptionItem {
  readonly status: 'active' | 'inactive' | 'trialing';
  readonly quantity: number;
  readonly recurring: boolean;
  readonly trial_dates?: PaddlePeriod | null;
  readonly price?: PaddlePrice | null;
  readonly product?: PaddleProduct | null;
  readonly previously_billed_at?: string | null;
  readonly next_billed_at?: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A subscription. Times are ISO 8601. */
export interface PaddleSubscription {
  /** Begins with `sub_`. */
  readonly id: string;
  readonly status: 'active' | 'canceled' | 'past_due' | 'paused' | 'trialing';
  readonly customer_id: string;
  readonly address_id: string;
  readonly business_id?: string | null;
  readonly currency_code: string;
  readonly discount?: {
    readonly id: string;
    readonly starts_at?: string | null;
    readonly ends_at?: string | null;
  } | null;
  readonly collection_mode: PaddleCollectionMode;
  readonly billing_details?: PaddleBillingDetails | null;
  readonly current_billing_period?: PaddlePeriod | null;
  readonly billing_cycle: PaddleInterval;
  /** What is going to happen to it, and when. */
  readonly scheduled_change?: {
    readonly action: 'cancel' | 'pause' | 'resume';
    readonly effective_at: string;
    readonly resume_at?: string | null;
  } | null;
  readonly items: readonly PaddleSubscriptionItem[];
  readonly custom_data?: PaddleCustomData | null;
  readonly import_meta?: PaddleImportMeta | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly started_at?: string | null;
  readonly first_billed_at?: string | null;
  readonly next_billed_at?: string | null;
  readonly paused_at?: string | null;
  readonly canceled_at?: string | null;
}

/** A subscription that is new, and the transaction that it came from. */
export interface PaddleCreatedSubscription extends PaddleSubscription {
  readonly transaction_id?: string | null;
}

/** Paddle's events, by type. */
export interface PaddleEvents {
  'transaction.created': PaddlePayload<'transaction.created', PaddleTransaction>;
  'transaction.ready': PaddlePayload<'transaction.ready', PaddleTransaction>;
  'transaction.updated': PaddlePayload<'transaction.updated', PaddleTransaction>;
  'transaction.billed': PaddlePayload<'transaction.billed', PaddleTransaction>;
  'transaction.paid': PaddlePayload<'transaction.paid', PaddleTransaction>;
  'transaction.completed': PaddlePayload<'transaction.completed', PaddleTransaction>;
  'transaction.canceled': PaddlePayload<'transaction.canceled', PaddleTransaction>;
  'transaction.past_due': PaddlePayload<'transaction.past_due', PaddleTransaction>;
  'transaction.payment_failed': PaddlePayload<'transaction.payment_failed', PaddleTransaction>;
  'transaction.revised': PaddlePayload<'transaction.revised', PaddleTransaction>;
  'subscription.created': PaddlePayload<'subscription.created', PaddleCreatedSubscription>;
  'subscription.trialing': PaddlePayload<'subscription.trialing', PaddleSubscription>;
  'subscription.activated': PaddlePayload<'subscription.activated', PaddleSubscription>;
  'subscription.updated': PaddlePayload<'subscription.updated', PaddleSubscription>;
  'subscription.past_due': PaddlePayload<'subscription.past_due', PaddleSubscription>;
  'subscription.paused': PaddlePayload<'subscription.paused', PaddleSubscription>;
  'subscription.resumed': PaddlePayload<'subscription.resumed', PaddleSubscription>;
  'subscription.canceled': PaddlePayload<'subscription.canceled', PaddleSubscription>;
  'subscription.imported': PaddlePayload<'subscription.imported', PaddleSubscription>;
  'adjustment.created': PaddlePayload<'adjustment.created', PaddleAdjustment>;
  'adjustment.updated': PaddlePayload<'adjustment.updated', PaddleAdjustment>;
  'customer.created': PaddlePayload<'customer.created', PaddleCustomer>;
  'customer.updated': PaddlePayload<'customer.updated', PaddleCustomer>;
  'customer.imported': PaddlePayload<'customer.imported', PaddleCustomer>;
  'address.created': PaddlePayload<'address.created', PaddleAddress>;
  'address.updated': PaddlePayload<'address.updated', PaddleAddress>;
  'address.imported': PaddlePayload<'address.imported', PaddleAddress>;
  'business.created': PaddlePayload<'business.created', PaddleBusiness>;
  'business.updated': PaddlePayload<'business.updated', PaddleBusiness>;
  'business.imported': PaddlePayload<'business.imported', PaddleBusiness>;
  'product.created': PaddlePayload<'product.created', PaddleProduct>;
  'product.updated': PaddlePayload<'product.updated', PaddleProduct>;
  'product.imported': PaddlePayload<'product.imported', PaddleProduct>;
  'price.created': PaddlePayload<'price.created', PaddlePrice>;
  'price.updated': PaddlePayload<'price.updated', PaddlePrice>;
  'price.imported': PaddlePayload<'price.imported', PaddlePrice>;
  'discount.created': PaddlePayload<'discount.created', PaddleDiscount>;
  'discount.updated': PaddlePayload<'discount.updated', PaddleDiscount>;
  'discount.imported': PaddlePayload<'discount.imported', PaddleDiscount>;
  'payment_method.saved': PaddlePayload<'payment_method.saved', PaddlePaymentMethod>;
  'payment_method.deleted': PaddlePayload<'payment_method.deleted', PaddleDeletedPaymentMethod>;
  'payout.created': PaddlePayload<'payout.created', PaddlePayout>;
  'payout.paid': PaddlePayload<'payout.paid', PaddlePayout>;
}
