// Facts from https://razorpay.com/docs/webhooks/subscriptions/, https://razorpay.com/docs/webhooks/payment-links/ and https://github.com/razorpay/razorpay-node (lib/types), 2026-11-22.
import type { RazorpayNotes } from './razorpay-common.ts';

/** A subscription. Times are Unix seconds. */
export interface RazorpaySubscription {
  /** Begins with `sub_`. */
  readonly id: string;
  readonly entity: 'subscription';
  readonly plan_id: string;
  readonly customer_id: string | null;
  readonly status:
    | 'created'
    | 'authenticated'
    | 'active'
    | 'pending'
    | 'halted'
    | 'paused'
    | 'cancelled'
    | 'completed'
    | 'expired';
  /** Of the present cycle. */
  readonly current_start: number | null;
  /** Of the present cycle. */
  readonly current_end: number | null;
  readonly charge_at: number | null;
  readonly start_at: number | null;
  readonly end_at: number | null;
  readonly ended_at: number | null;
  readonly quantity: number;
  readonly auth_attempts: number;
  readonly total_count: number;
  readonly paid_count: number;
  /** A number, perhaps in text. */
  readonly remaining_count?: number | string;
  readonly customer_notify?: boolean;
  readonly expire_by?: number | null;
  readonly short_url?: string | null;
  readonly has_scheduled_changes: boolean;
  readonly change_scheduled_at?: number | null;
  readonly schedule_change_at?: 'now' | 'cycle_end' | null;
  readonly offer_id?: string | null;
  readonly payment_method?: string | null;
  readonly source?: string;
  readonly notes: RazorpayNotes;
  readonly created_at: number;
}

/** An invoice. Amounts are in the smallest unit of the currency, times Unix seconds. */
export interface RazorpayInvoice {
  /** Begins with `inv_`. */
  readonly id: string;
  readonly entity: 'invoice';
  readonly type: 'invoice' | 'link';
  readonly status: 'draft' | 'issued' | 'partially_paid' | 'paid' | 'cancelled' | 'expired' | 'deleted';
  readonly invoice_number?: string | null;
  readonly receipt: string | null;
  readonly customer_id: string | null;
  readonly customer_details?: {
    readonly id?: string | null;
    readonly name?: string | null;
    readonly email?: string | null;
    readonly contact?: string | null;
  };
  readonly order_id: string | null;
  readonly payment_id: string | null;
  readonly subscription_id?: string | null;
  readonly amount: number;
  readonly amount_paid: number | null;
  readonly amount_due: number | null;
  readonly currency: string;
  readonly description: string | null;
  readonly short_url: string | null;
  readonly issued_at: number | null;
  readonly paid_at: number | null;
  readonly cancelled_at: number | null;
  readonly expired_at: number | null;
  readonly expire_by: number | null;
  readonly notes: RazorpayNotes;
  readonly created_at: number;
}

/** A payment link. Amounts are in the smallest unit of the currency, times Unix seconds. */
export interface RazorpayPaymentLink {
  /** Begins with `plink_`. */
  readonly id: string;
  readonly status: 'created' | 'partially_paid' | 'paid' | 'cancelled' | 'expired';
  readonly amount: number;
  readonly amount_paid: number;
  readonly currency: string;
  readonly accept_partial: boolean;
  readonly description: string;
  /** The application's own. */
  readonly reference_id: string;
  readonly short_url: string;
  readonly order_id?: string;
  readonly customer?: { readonly name?: string; readonly email?: string; readonly contact?: string };
  readonly callback_url?: string;
  readonly callback_method?: string;
  readonly expire_by: number;
  /** 0 where it was not. */
  readonly cancelled_at: number;
  /** 0 where it was not. */
  readonly expired_at: number;
  readonly notes: RazorpayNotes | null;
  readonly created_at: number;
  readonly updated_at: number;
}

/** Money that Razorpay paid out to the merchant. Amounts are in the smallest unit, times Unix seconds. */
export interface RazorpaySettlement {
  /** Begins with `setl_`. */
  readonly id: string;
  readonly entity: 'settlement';
  readonly amount: number;
  readonly status: string;
  readonly fees: number | null;
  readonly tax: number | null;
  /** The bank's number for it. */
  readonly utr: string | null;
  readonly created_at: number;
}
