// Facts from https://developer.squareup.com/reference/square/payments-api/webhooks and https://github.com/square/square-nodejs-sdk (src/serialization/types), 2026-11-22.
import type { SquareAddress, SquareMoney } from './square-common.ts';

/** A card, without its number. */
export interface SquareCard {
  readonly id?: string;
  /** Such as `VISA`. */
  readonly card_brand?: string;
  readonly last_4?: string;
  readonly exp_month?: number | null;
  readonly exp_year?: number | null;
  readonly cardholder_name?: string | null;
  /** Same in every payment with this card. */
  readonly fingerprint?: string;
  readonly card_type?: string;
  readonly prepaid_type?: string;
  readonly bin?: string;
}

/** A fee of Square's. */
export interface SquareProcessingFee {
  /** RFC 3339. */
  readonly effective_at?: string | null;
  readonly type?: string | null;
  readonly amount_money?: SquareMoney;
}

/** A payment. Times are RFC 3339. */
export interface SquarePayment {
  readonly id?: string;
  readonly status?: 'APPROVED' | 'PENDING' | 'COMPLETED' | 'CANCELED' | 'FAILED';
  /** Without the tip. */
  readonly amount_money?: SquareMoney;
  readonly tip_money?: SquareMoney;
  readonly total_money?: SquareMoney;
  readonly app_fee_money?: SquareMoney;
  readonly approved_money?: SquareMoney;
  readonly refunded_money?: SquareMoney;
  readonly processing_fee?: readonly SquareProcessingFee[];
  /** Such as `CARD`, `BANK_ACCOUNT`, `WALLET`, `CASH` or `EXTERNAL`. */
  readonly source_type?: string;
  readonly card_details?: {
    readonly status?: string;
    readonly card?: SquareCard;
    /** Such as `KEYED` or `EMV`. */
    readonly entry_method?: string;
    readonly cvv_status?: string;
    readonly avs_status?: string;
    readonly auth_result_code?: string;
    readonly statement_description?: string;
    readonly errors?: readonly {
      readonly category: string;
      readonly code: string;
      readonly detail?: string;
    }[];
  };
  readonly location_id?: string;
  readonly order_id?: string;
  readonly customer_id?: string;
  /** The application's own. */
  readonly reference_id?: string;
  readonly team_member_id?: string | null;
  readonly refund_ids?: readonly string[];
  readonly risk_evaluation?: { readonly created_at?: string; readonly risk_level?: string };
  readonly buyer_email_address?: string;
  readonly billing_address?: SquareAddress;
  readonly shipping_address?: SquareAddress;
  readonly note?: string;
  readonly statement_description_identifier?: string;
  /** Such as `EDIT_AMOUNT_UP`. */
  readonly capabilities?: readonly string[];
  readonly receipt_number?: string;
  readonly receipt_url?: string;
  /** ISO 8601, such as `P7D`. */
  readonly delay_duration?: string;
  readonly delay_action?: string | null;
  readonly delayed_until?: string;
  readonly version_token?: string | null;
  readonly created_at?: string;
  readonly updated_at?: string;
}

/** A refund. Times are RFC 3339. */
export interface SquareRefund {
  readonly id: string;
  readonly status?: 'PENDING' | 'COMPLETED' | 'REJECTED' | 'FAILED' | null;
  readonly amount_money: SquareMoney;
  readonly app_fee_money?: SquareMoney;
  readonly processing_fee?: readonly SquareProcessingFee[] | null;
  readonly payment_id?: string | null;
  readonly order_id?: string | null;
  readonly location_id?: string | null;
  readonly reason?: string | null;
  /** True where it belongs to no payment. */
  readonly unlinked?: boolean;
  readonly team_member_id?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
}

/** A dispute. Times are RFC 3339. */
export interface SquareDispute {
  readonly id?: string;
  /** The older name of `id`. */
  readonly dispute_id?: string | null;
  readonly amount_money?: SquareMoney;
  /** Such as `NOT_RECEIVED` or `DUPLICATE`. */
  readonly reason?: string;
  /** Such as `EVIDENCE_REQUIRED`, `PROCESSING`, `WON`, `LOST` or `ACCEPTED`. */
  readonly state?: string;
  readonly due_at?: string | null;
  readonly disputed_payment?: { readonly payment_id?: string | null };
  readonly evidence_ids?: readonly string[] | null;
  readonly card_brand?: string;
  readonly brand_dispute_id?: string | null;
  readonly location_id?: string | null;
  readonly reported_at?: string | null;
  readonly version?: number;
  readonly created_at?: string;
  readonly updated_at?: string;
}

/** Money that Square paid out to the seller. Times are RFC 3339. */
export interface SquarePayout {
  readonly id: string;
  readonly status?: 'SENT' | 'PAID' | 'FAILED';
  readonly type?: 'BATCH' | 'SIMPLE';
  readonly location_id: string;
  readonly amount_money?: SquareMoney;
  readonly destination?: { readonly type?: string; readonly id?: string };
  /** `YYYY-MM-DD`. */
  readonly arrival_date?: string | null;
  readonly end_to_end_id?: string | null;
  readonly version?: number;
  readonly created_at?: string;
  readonly updated_at?: string;
}
