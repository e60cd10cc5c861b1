// Facts from https://developer.paddle.com/webhooks and https://github.com/PaddleHQ/paddle-node-sdk (src/notifications/types, src/enums), 2026-11-22.
import type {
  PaddleBillingDetails,
  PaddleCollectionMode,
  PaddleCustomData,
  PaddlePeriod,
  PaddlePrice,
  PaddleProduct,
} from './paddle-common.ts';

/** Amounts of a line, in the smallest unit of the currency, as text. */
export interface PaddleLineTotals {
  readonly subtotal: string;
  readonly discount: string;
  readonly tax: string;
  readonly total: string;
}

/** Amounts of a transaction, in the smallest unit of the currency, as text. */
export interface PaddleTotals extends PaddleLineTotals {
  readonly credit: string;
  readonly credit_to_balance: string;
  readonly balance: string;
  /** After credit is taken off. */
  readonly grand_total: string;
  /** Paddle's fee, once the transaction is completed. */
  readonly fee?: string | null;
  /** After taxes and the fee, once the transaction is completed. */
  readonly earnings?: string | null;
  readonly currency_code: string;
}

/** For which part of a billing period an item is charged. */
export interface PaddleProration {
  /** A decimal number as text. */
  readonly rate: string;
  readonly billing_period?: PaddlePeriod | null;
}

/** A try to pay. Times are ISO 8601. */
export interface PaddlePaymentAttempt {
  readonly payment_attempt_id: string;
  readonly payment_method_id?: string | null;
  /** In the smallest unit of the currency, as text. */
  readonly amount: string;
  readonly status:
    | 'authorized'
    | 'authorized_flagged'
    | 'canceled'
    | 'captured'
    | 'error'
    | 'action_required'
    | 'pending_no_action_required'
    | 'created'
    | 'unknown'
    | 'dropped';
  /** `declined`, `expired_card`, `not_enough_balance`, ... */
  readonly error_code?: string | null;
  readonly method_details?: {
    /** `card`, `paypal`, `apple_pay`, ... */
    readonly type: string;
    readonly card?: {
      /** `visa`, `mastercard`, ... */
      readonly type: string;
      readonly last4: string;
      readonly expiry_month: number;
      readonly expiry_year: number;
      readonly cardholder_name?: string | null;
    } | null;
  } | null;
  readonly created_at: string;
  readonly captured_at?: string | null;
}

/** A line of a transaction, calculated. */
export interface PaddleLineItem {
  /** Begins with `txnitm_`. */
  readonly id: string;
  readonly price_id: string;
  readonly quantity: number;
  readonly proration?: PaddleProration | null;
  /** A decimal number as text. */
  readonly tax_rate: string;
  readonly unit_totals?: PaddleLineTotals | null;
  readonly totals?: PaddleLineTotals | null;
  readonly product?: PaddleProduct | null;
}

/** A transaction. Times are ISO 8601. */
export interface PaddleTransaction {
  /** Begins with `txn_`. */
  readonly id: string;
  readonly status: 'draft' | 'ready' | 'billed' | 'paid' | 'completed' | 'canceled' | 'past_due';
  readonly customer_id?: string | null;
  readonly address_id?: string | null;
  readonly business_id?: string | null;
  readonly custom_data?: PaddleCustomData | null;
  readonly currency_code: string;
  readonly origin:
    | 'api'
    | 'subscription_charge'
    | 'subscription_payment_method_change'
    | 'subscription_recurring'
    | 'subscription_update'
    | 'web';
  /** There once Paddle has made a subscription of it. */
  readonly subscription_id?: string | null;
  readonly invoice_id?: string | null;
  readonly invoice_number?: string | null;
  readonly collection_mode: PaddleCollectionMode;
  readonly discount_id?: string | null;
  readonly billing_details?: PaddleBillingDetails | null;
  readonly billing_period?: PaddlePeriod | null;
  readonly items: readonly {
    readonly price_id?: string | null;
    readonly price?: PaddlePrice | null;
    readonly quantity: number;
    readonly proration?: PaddleProration | null;
  }[];
  readonly details?: {
    readonly tax_rates_used: readonly {
      readonly tax_rate: string;
      readonly totals?: PaddleLineTotals | null;
    }[];
    readonly totals?: PaddleTotals | null;
    readonly payout_totals?: PaddleTotals | null;
    readonly line_items: readonly PaddleLineItem[];
  } | null;
  readonly payments: readonly PaddlePaymentAttempt[];
  readonly checkout?: { readonly url?: string | null } | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly billed_at?: string | null;
}

/** Amounts of an adjustment, in the smallest unit of the currency, as text. */
export interface PaddleAdjustmentTotals {
  readonly subtotal: string;
  readonly tax: string;
  readonly total: string;
  readonly fee: string;
  readonly earnings: string;
  readonly currency_code: string;
}

/** A refund, a credit or a chargeback. Times are ISO 8601. */
export interface PaddleAdjustment {
  /** Begins with `adj_`. */
  readonly id: string;
  readonly action:
    | 'credit'
    | 'credit_reverse'
    | 'refund'
    | 'chargeback'
    | 'chargeback_reverse'
    | 'chargeback_warning'
    | 'chargeback_warning_reverse';
  readonly type?: 'full' | 'partial';
  readonly transaction_id: string;
  readonly subscription_id?: string | null;
  readonly customer_id: string;
  readonly reason: string;
  readonly credit_applied_to_balance?: boolean | null;
  readonly currency_code: string;
  /** Refunds wait for Paddle's approval. */
  readonly status: 'pending_approval' | 'approved' | 'rejected' | 'reversed';
  readonly items: readonly {
    readonly id: string;
    /** The transaction's line. */
    readonly item_id: string;
    /** `full`, `partial`, `tax`, `proration`. */
    readonly type: string;
    readonly amount?: string | null;
    readonly proration?: PaddleProration | null;
    readonly totals?: { readonly subtotal: string; readonly tax: string; readonly total: string } | null;
  }[];
  readonly totals: PaddleAdjustmentTotals;
  readonly payout_totals?: PaddleAdjustmentTotals | null;
  readonly created_at: string;
  readonly updated_at?: string | null;
}

/** A payout to the seller. */
export interface PaddlePayout {
  readonly id: string;
  readonly status: 'unpaid' | 'paid';
  /** In the smallest unit of the currency, as text. */
  readonly amount: string;
  readonly currency_code: string;
  readonly remittance_reference?: string | null;
}
