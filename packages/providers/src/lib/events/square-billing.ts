// Facts from https://developer.squareup.com/reference/square/webhooks and https://github.com/square/square-nodejs-sdk (src/serialization/types), 2026-11-22.
import type { SquareAddress, SquareMoney } from './square-common.ts';

/** What events tell of an order: the order itself is fetched from the API. Times are RFC 3339. */
export interface SquareOrderChange {
  readonly order_id?: string | null;
  readonly location_id?: string | null;
  readonly state?: 'OPEN' | 'COMPLETED' | 'CANCELED' | 'DRAFT';
  readonly version?: number;
  readonly created_at?: string;
  readonly updated_at?: string;
}

/** The same, with what became of its fulfillments. */
export interface SquareFulfillmentChange extends SquareOrderChange {
  readonly fulfillment_update?:
    | readonly {
        readonly fulfillment_uid?: string | null;
        /** Such as `PROPOSED`, `PREPARED` or `COMPLETED`. */
        readonly old_state?: string;
        readonly new_state?: string;
      }[]
    | null;
}

/** An invoice. Times are RFC 3339. */
export interface SquareInvoice {
  readonly id?: string;
  readonly version?: number;
  readonly location_id?: string | null;
  readonly order_id?: string | null;
  readonly subscription_id?: string;
  /** Such as `DRAFT`, `UNPAID`, `SCHEDULED`, `PARTIALLY_PAID`, `PAID` or `CANCELED`. */
  readonly status?: string;
  readonly invoice_number?: string | null;
  readonly title?: string | null;
  readonly description?: string | null;
  readonly primary_recipient?: {
    readonly customer_id?: string | null;
    readonly given_name?: string;
    readonly family_name?: string;
    readonly company_name?: string;
    readonly email_address?: string;
    readonly phone_number?: string;
    readonly address?: SquareAddress;
  };
  readonly payment_requests?:
    | readonly {
        readonly uid?: string | null;
        readonly request_type?: 'BALANCE' | 'DEPOSIT' | 'INSTALLMENT';
        /** `YYYY-MM-DD`. */
        readonly due_date?: string | null;
        readonly tipping_enabled?: boolean | null;
        readonly card_id?: string | null;
        readonly computed_amount_money?: SquareMoney;
        readonly total_completed_amount_money?: SquareMoney;
      }[]
    | null;
  readonly delivery_method?: 'EMAIL' | 'SHARE_MANUALLY' | 'SMS';
  readonly next_payment_amount_money?: SquareMoney;
  readonly public_url?: string;
  readonly timezone?: string;
  /** `YYYY-MM-DD`. */
  readonly sale_or_service_date?: string | null;
  readonly scheduled_at?: string | null;
  readonly created_at?: string;
  readonly updated_at?: string;
}

/** A subscription. Dates are `YYYY-MM-DD`. */
export interface SquareSubscription {
  readonly id?: string;
  readonly location_id?: string;
  readonly customer_id?: string;
  readonly plan_variation_id?: string;
  readonly status?: 'PENDING' | 'ACTIVE' | 'CANCELED' | 'DEACTIVATED' | 'PAUSED' | 'COMPLETED';
  readonly start_date?: string;
  readonly canceled_date?: string | null;
  readonly completed_date?: string | null;
  readonly charged_through_date?: string;
  readonly invoice_ids?: readonly string[];
  readonly card_id?: string | null;
  readonly price_override_money?: SquareMoney;
  /** A decimal number in text. */
  readonly tax_percentage?: string | null;
  readonly timezone?: string;
  readonly source?: { readonly name?: string | null };
  readonly version?: number;
  /** RFC 3339. */
  readonly created_at?: string;
}

/** A booking. Times are RFC 3339. */
export interface SquareBooking {
  readonly id?: string;
  readonly version?: number;
  readonly status?:
    | 'PENDING'
    | 'ACCEPTED'
    | 'DECLINED'
    | 'CANCELLED_BY_CUSTOMER'
    | 'CANCELLED_BY_SELLER'
    | 'NO_SHOW';
  readonly start_at?: string | null;
  readonly location_id?: string | null;
  readonly customer_id?: string | null;
  readonly customer_note?: string | null;
  readonly seller_note?: string | null;
  readonly appointment_segments?:
    | readonly {
        readonly duration_minutes?: number | null;
        readonly service_variation_id?: string | null;
        readonly service_variation_version?: number | null;
        readonly team_member_id: string;
        readonly any_team_member?: boolean;
      }[]
    | null;
  readonly transition_time_minutes?: number;
  readonly all_day?: boolean;
  readonly location_type?: string;
  readonly source?: string;
  readonly address?: SquareAddress;
  readonly created_at?: string;
  readonly updated_at?: string;
}

/** How many of something are at a place. */
export interface SquareInventoryCount {
  readonly catalog_object_id?: string | null;
  /** Such as `ITEM_VARIATION`. */
  readonly catalog_object_type?: string | null;
  /** Such as `IN_STOCK` or `SOLD`. */
  readonly state?: string;
  readonly location_id?: string | null;
  /** A decimal number in text. */
  readonly quantity?: string | null;
  /** RFC 3339. */
  readonly calculated_at?: string;
}
