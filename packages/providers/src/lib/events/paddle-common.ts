// Facts from https://developer.paddle.com/webhooks and https://github.com/PaddleHQ/paddle-node-sdk (src/notifications/types, src/enums), 2026-11-22.

/** What the application put on an object. */
export type PaddleCustomData = Readonly<Record<string, unknown>>;

/** Whether an object is in use. */
export type PaddleStatus = 'active' | 'archived';

/** How a transaction is paid: charged by itself, or by an invoice. */
export type PaddleCollectionMode = 'automatic' | 'manual';

/** A length of time. */
export interface PaddleInterval {
  readonly interval: 'day' | 'week' | 'month' | 'year';
  readonly frequency: number;
}

/** From when to when: ISO 8601. */
export interface PaddlePeriod {
  readonly starts_at: string;
  readonly ends_at: string;
}

/** An amount in the smallest unit of the currency, as text. */
export interface PaddleMoney {
  readonly amount: string;
  /** ISO 4217, upper case. */
  readonly currency_code: string;
}

/** Where an object that was imported came from. */
export interface PaddleImportMeta {
  readonly external_id?: string | null;
  readonly imported_from: string;
}

/** How an invoice is written and when it is due. */
export interface PaddleBillingDetails {
  readonly enable_checkout?: boolean | null;
  readonly purchase_order_number?: string | null;
  readonly additional_information?: string | null;
  readonly payment_terms: PaddleInterval;
}

/** A product. Times are ISO 8601. */
export interface PaddleProduct {
  /** Begins with `pro_`. */
  readonly id: string;
  readonly name: string;
  readonly type?: 'standard' | 'custom' | null;
  readonly description?: string | null;
  /** `standard`, `saas`, `digital-goods`, ... */
  readonly tax_category: string;
  readonly image_url?: string | null;
  readonly custom_data?: PaddleCustomData | null;
  readonly status: PaddleStatus;
  readonly import_meta?: PaddleImportMeta | null;
  readonly created_at: string;
  readonly updated_at?: string | null;
}

/** A price of a product. Times are ISO 8601. */
export interface PaddlePrice {
  /** Begins with `pri_`. */
  readonly id: string;
  readonly product_id: string;
  readonly description: string;
  readonly type?: 'standard' | 'custom' | null;
  readonly name?: string | null;
  /** Null where it is paid once. */
  readonly billing_cycle?: PaddleInterval | null;
  readonly trial_period?: PaddleInterval | null;
  readonly tax_mode: 'account_setting' | 'external' | 'internal' | 'location';
  readonly unit_price: PaddleMoney;
  readonly unit_price_overrides?:
    | readonly { readonly country_codes: readonly string[]; readonly unit_price: PaddleMoney }[]
    | null;
  readonly quantity?: { readonly minimum: number; readonly maximum: number } | null;
  readonly status?: PaddleStatus | null;
  readonly custom_data?: PaddleCustomData | null;
  readonly import_meta?: PaddleImportMeta | null;
  readonly created_at?: string | null;
  readonly updated_at?: string | null;
}

/** A discount. Times are ISO 8601. */
export interface PaddleDiscount {
  /** Begins with `dsc_`. */
  readonly id: string;
  readonly status: 'active' | 'archived' | 'expired' | 'used';
  readonly description: string;
  readonly enabled_for_checkout: boolean;
  readonly code?: string | null;
  readonly type: 'flat' | 'flat_per_seat' | 'percentage';
  /** A percentage, or an amount in the smallest unit of the currency. */
  readonly amount: string;
  readonly currency_code?: string | null;
  readonly recur: boolean;
  readonly maximum_recurring_intervals?: number | null;
  readonly usage_limit?: number | null;
  /** The products and prices that it is for; all where null. */
  readonly restrict_to?: readonly string[] | null;
  readonly times_used: number;
  readonly custom_data?: PaddleCustomData | null;
  readonly import_meta?: PaddleImportMeta | null;
  readonly expires_at?: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A customer. Times are ISO 8601. */
export interface PaddleCustomer {
  /** Begins with `ctm_`. */
  readonly id: string;
  readonly name?: string | null;
  readonly email: string;
  readonly marketing_consent: boolean;
  readonly status: PaddleStatus;
  readonly locale: string;
  readonly custom_data?: PaddleCustomData | null;
  readonly import_meta?: PaddleImportMeta | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** An address of a customer. Times are ISO 8601. */
export interface PaddleAddress {
  /** Begins with `add_`. */
  readonly id: string;
  readonly customer_id?: string | null;
  readonly description?: string | null;
  readonly first_line?: string | null;
  readonly second_line?: string | null;
  readonly city?: string | null;
  readonly postal_code?: string | null;
  readonly region?: string | null;
  /** ISO 3166-1, two letters. */
  readonly country_code: string;
  readonly status: PaddleStatus;
  readonly custom_data?: PaddleCustomData | null;
  readonly import_meta?: PaddleImportMeta | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A business of a customer. Times are ISO 8601. */
export interface PaddleBusiness {
  /** Begins with `biz_`. */
  readonly id: string;
  readonly customer_id?: string | null;
  readonly name: string;
  readonly company_number?: string | null;
  readonly tax_identifier?: string | null;
  readonly status: PaddleStatus;
  readonly contacts?: readonly { readonly name: string; readonly email: string }[] | null;
  readonly custom_data?: PaddleCustomData | null;
  readonly import_meta?: PaddleImportMeta | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A payment method that a customer saved. Times are ISO 8601. */
export interface PaddlePaymentMethod {
  /** Begins with `paymtd_`. */
  readonly id: string;
  readonly customer_id: string;
  readonly address_id: string;
  /** `card`, `paypal`, `apple_pay`, ... */
  readonly type: string;
  readonly origin: 'saved_during_purchase' | 'subscription';
  readonly saved_at: string;
  readonly updated_at: string;
}

/** A payment method that is gone. */
export interface PaddleDeletedPaymentMethod extends PaddlePaymentMethod {
  readonly deletion_reason: 'replaced_by_newer_version' | 'api';
}
