// Facts from https://razorpay.com/docs/webhooks/payments/, https://razorpay.com/docs/webhooks/refunds/, https://razorpay.com/docs/webhooks/orders/ and https://github.com/razorpay/razorpay-node (lib/types), 2026-11-22.

/** What the application wrote on an object; empty it is a list. */
export type RazorpayNotes = Readonly<Record<string, string | number>> | readonly [];

/** A card, without its number. */
export interface RazorpayCard {
  readonly id: string;
  readonly entity: 'card';
  readonly name?: string;
  readonly last4: string;
  /** Such as `Visa` or `RuPay`. */
  readonly network: string;
  readonly type: 'credit' | 'debit' | 'prepaid' | 'unknown';
  readonly sub_type?: string | null;
  readonly issuer: string | null;
  readonly international: boolean;
  readonly emi: boolean;
  readonly token_iin?: string | null;
}

/** A payment. Amounts are in the smallest unit of the currency, times Unix seconds. */
export interface RazorpayPayment {
  /** Begins with `pay_`. */
  readonly id: string;
  readonly entity: 'payment';
  readonly amount: number;
  readonly currency: string;
  readonly base_amount?: number;
  readonly status: 'created' | 'authorized' | 'captured' | 'refunded' | 'failed' | 'pending';
  /** Such as `card`, `netbanking`, `wallet` or `upi`. */
  readonly method: string;
  readonly captured: boolean;
  readonly international: boolean;
  readonly amount_refunded: number;
  readonly amount_transferred?: number;
  readonly refund_status: 'partial' | 'full' | null;
  readonly order_id: string | null;
  readonly invoice_id: string | null;
  readonly customer_id?: string | null;
  readonly token_id?: string | null;
  readonly card_id?: string | null;
  readonly card?: RazorpayCard;
  readonly bank: string | null;
  readonly wallet: string | null;
  readonly vpa?: string | null;
  readonly email: string | null;
  readonly contact: string | null;
  readonly description: string | null;
  readonly notes: RazorpayNotes;
  /** Null until it is captured. */
  readonly fee: number | null;
  /** Null until it is captured. */
  readonly tax: number | null;
  readonly error_code: string | null;
  readonly error_description: string | null;
  readonly error_source?: string | null;
  readonly error_step?: string | null;
  readonly error_reason?: string | null;
  readonly acquirer_data?: {
    readonly rrn?: string | null;
    readonly auth_code?: string | null;
    readonly bank_transaction_id?: string | null;
    readonly upi_transaction_id?: string | null;
    readonly authentication_reference_number?: string | null;
  };
  readonly created_at: number;
}

/** An order. Amounts are in the smallest unit of the currency, times Unix seconds. */
export interface RazorpayOrder {
  /** Begins with `order_`. */
  readonly id: string;
  readonly entity: 'order';
  readonly amount: number;
  readonly amount_paid: number;
  readonly amount_due: number;
  readonly currency: string;
  readonly receipt: string | null;
  readonly offer_id?: string | null;
  readonly status: 'created' | 'attempted' | 'paid';
  readonly attempts: number;
  readonly notes: RazorpayNotes;
  readonly created_at: number;
}

/** A refund. Amounts are in the smallest unit of the currency, times Unix seconds. */
export interface RazorpayRefund {
  /** Begins with `rfnd_`. */
  readonly id: string;
  readonly entity: 'refund';
  readonly amount: number;
  readonly currency: string;
  readonly payment_id: string;
  readonly receipt: string | null;
  readonly status: 'pending' | 'processed' | 'failed';
  readonly speed_requested: 'normal' | 'optimum';
  /** `normal` or `instant`; null until it is known. */
  readonly speed_processed: string | null;
  readonly acquirer_data?: { readonly arn?: string | null; readonly rrn?: string | null };
  readonly batch_id?: string | null;
  readonly notes: RazorpayNotes;
  readonly created_at: number;
}

/** A dispute. Amounts are in the smallest unit of the currency, times Unix seconds. */
export interface RazorpayDispute {
  /** Begins with `disp_`. */
  readonly id: string;
  readonly entity: 'dispute';
  readonly payment_id: string;
  readonly amount: number;
  readonly currency: string;
  readonly amount_deducted: number;
  readonly reason_code: string;
  readonly respond_by: number;
  /** Such as `open`, `under_review`, `won` or `lost`. */
  readonly status: string;
  /** Such as `chargeback`. */
  readonly phase: string;
  readonly created_at: number;
}
