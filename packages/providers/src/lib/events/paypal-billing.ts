// Facts from https://developer.paypal.com/docs/api/subscriptions/v1/, https://developer.paypal.com/docs/api/customer-disputes/v1/, https://developer.paypal.com/docs/subscriptions/webhooks/ and https://github.com/paypal/PayPal-TypeScript-Server-SDK (src/models), 2026-11-22.
import type { PaypalAddress, PaypalLink, PaypalMoney, PaypalPayer } from './paypal-common.ts';

/** A subscription. Times are RFC 3339. */
export interface PaypalSubscription {
  /** Begins with `I-`. */
  readonly id: string;
  /** Begins with `P-`. */
  readonly plan_id?: string;
  readonly status?: 'APPROVAL_PENDING' | 'APPROVED' | 'ACTIVE' | 'SUSPENDED' | 'CANCELLED' | 'EXPIRED';
  readonly status_change_note?: string;
  readonly status_update_time?: string;
  /** The application's own. */
  readonly custom_id?: string;
  /** A number in text. */
  readonly quantity?: string;
  readonly shipping_amount?: PaypalMoney;
  readonly plan_overridden?: boolean;
  readonly subscriber?: PaypalPayer & {
    readonly shipping_address?: {
      readonly name?: { readonly full_name?: string };
      readonly address?: PaypalAddress;
    };
  };
  readonly billing_info?: {
    readonly outstanding_balance: PaypalMoney;
    readonly cycle_executions?: readonly {
      readonly tenure_type: 'TRIAL' | 'REGULAR';
      readonly sequence: number;
      readonly cycles_completed: number;
      readonly cycles_remaining?: number;
      readonly current_pricing_scheme_version?: number;
      /** 0 means without end. */
      readonly total_cycles?: number;
    }[];
    readonly last_payment?: { readonly amount?: PaypalMoney; readonly time?: string };
    readonly next_billing_time?: string;
    readonly final_payment_time?: string;
    readonly failed_payments_count: number;
    readonly last_failed_payment?: {
      readonly amount: PaypalMoney;
      readonly time: string;
      readonly reason_code?: string;
      readonly next_payment_retry_time?: string;
    };
  };
  readonly start_time?: string;
  readonly create_time?: string;
  readonly update_time?: string;
  readonly links?: readonly PaypalLink[];
}

/** An amount of money, as the first version of the API writes it. */
export interface PaypalSaleAmount {
  /** A decimal number in text. */
  readonly total: string;
  /** ISO 4217, upper case. */
  readonly currency: string;
  readonly details?: {
    readonly subtotal?: string;
    readonly tax?: string;
    readonly shipping?: string;
  };
}

/** A payment of a subscription, as the first version of the API writes it. Times are RFC 3339. */
export interface PaypalSale {
  readonly id: string;
  readonly state?: string;
  readonly amount: PaypalSaleAmount;
  readonly transaction_fee?: { readonly value: string; readonly currency: string };
  /** The subscription's id. */
  readonly billing_agreement_id?: string;
  readonly parent_payment?: string;
  readonly payment_mode?: string;
  /** The application's own. */
  readonly custom?: string;
  readonly invoice_number?: string;
  readonly protection_eligibility?: string;
  readonly protection_eligibility_type?: string;
  readonly links?: readonly PaypalLink[];
  readonly create_time?: string;
  readonly update_time?: string;
}

/** Money of such a payment that went back. */
export interface PaypalSaleRefund extends Omit<PaypalSale, 'billing_agreement_id'> {
  readonly sale_id?: string;
  readonly refund_reason_code?: string;
}

/** A dispute. Times are RFC 3339. */
export interface PaypalDispute {
  /** Begins with `PP-`. */
  readonly dispute_id: string;
  /** Such as `MERCHANDISE_OR_SERVICE_NOT_RECEIVED` or `UNAUTHORISED`. */
  readonly reason?: string;
  /** Such as `OPEN`, `WAITING_FOR_SELLER_RESPONSE`, `UNDER_REVIEW` or `RESOLVED`. */
  readonly status?: string;
  /** Such as `INQUIRY` or `CHARGEBACK`. */
  readonly dispute_life_cycle_stage?: string;
  /** `INTERNAL` or `EXTERNAL`. */
  readonly dispute_channel?: string;
  readonly dispute_amount?: PaypalMoney;
  readonly dispute_outcome?: { readonly outcome_code?: string; readonly amount_refunded?: PaypalMoney };
  readonly disputed_transactions?: readonly {
    /** The capture's id. */
    readonly seller_transaction_id?: string;
    readonly buyer_transaction_id?: string;
    readonly transaction_status?: string;
    readonly gross_amount?: PaypalMoney;
    readonly custom?: string;
    readonly invoice_number?: string;
    readonly buyer?: { readonly name?: string };
    readonly seller?: { readonly name?: string; readonly email?: string; readonly merchant_id?: string };
  }[];
  readonly messages?: readonly {
    readonly posted_by?: string;
    readonly content?: string;
    readonly time_posted?: string;
  }[];
  readonly seller_response_due_date?: string;
  readonly links?: readonly PaypalLink[];
  readonly create_time?: string;
  readonly update_time?: string;
}
