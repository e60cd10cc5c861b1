// Facts from https://docs.lemonsqueezy.com/help/webhooks/event-types, https://docs.lemonsqueezy.com/help/webhooks/webhook-requests and https://github.com/lmsqueezy/lemonsqueezy.js (src), 2026-11-22.

/** The whole body of a delivery: an object of JSON:API, and what led to it. */
export interface LemonsqueezyPayload<Name extends string, Type extends string, Attributes> {
  readonly meta: {
    readonly event_name: Name;
    readonly test_mode?: boolean;
    readonly webhook_id?: string;
    /** What the application gave to the checkout. */
    readonly custom_data?: Readonly<Record<string, unknown>>;
  };
  readonly data: {
    readonly type: Type;
    readonly id: string;
    readonly attributes: Attributes;
    readonly links?: { readonly self: string };
  };
}

/** What an object of the customer's has. Times are ISO 8601. */
export interface LemonsqueezyAttributes {
  readonly store_id: number;
  readonly customer_id: number;
  readonly user_name: string;
  readonly user_email: string;
  /** For people: `Past due`. */
  readonly status_formatted: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly test_mode: boolean;
}

/** Amounts in cents of the currency, in cents of US dollars, and for people. */
export interface LemonsqueezyAmounts {
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** To US dollars. */
  readonly currency_rate: string;
  readonly subtotal: number;
  readonly discount_total: number;
  readonly tax: number;
  readonly tax_inclusive?: boolean;
  readonly total: number;
  readonly refunded_amount?: number;
  readonly subtotal_usd: number;
  readonly discount_total_usd: number;
  readonly tax_usd: number;
  readonly total_usd: number;
  readonly refunded_amount_usd?: number;
  readonly subtotal_formatted: string;
  readonly discount_total_formatted: string;
  readonly tax_formatted: string;
  readonly total_formatted: string;
  readonly refunded_amount_formatted?: string;
  readonly refunded: boolean;
  /** ISO 8601. */
  readonly refunded_at: string | null;
}

/** An order. */
export interface LemonsqueezyOrder extends LemonsqueezyAttributes, LemonsqueezyAmounts {
  /** A UUID. */
  readonly identifier: string;
  readonly order_number: number;
  readonly status: 'pending' | 'failed' | 'paid' | 'refunded' | 'partial_refund' | 'fraudulent';
  readonly tax_name: string | null;
  /** A percentage: a number as text, or a number. */
  readonly tax_rate: string | number | null;
  readonly first_order_item: {
    readonly id: number;
    readonly order_id: number;
    readonly product_id: number;
    readonly variant_id: number;
    readonly price_id?: number;
    readonly quantity?: number;
    readonly product_name: string;
    readonly variant_name: string;
    /** In cents. */
    readonly price: number;
    readonly created_at: string;
    readonly updated_at: string;
    readonly test_mode?: boolean;
  };
  readonly urls: { readonly receipt: string };
}

/** A subscription. Times are ISO 8601. */
export interface LemonsqueezySubscription extends LemonsqueezyAttributes {
  readonly order_id: number;
  readonly order_item_id: number;
  readonly product_id: number;
  readonly variant_id: number;
  readonly product_name: string;
  readonly variant_name: string;
  /** One that is `cancelled` can be used until `ends_at`. */
  readonly status: 'on_trial' | 'active' | 'paused' | 'past_due' | 'unpaid' | 'cancelled' | 'expired';
  /** `visa`, `mastercard`, ...; none where another way to pay was used. */
  readonly card_brand: string | null;
  readonly card_last_four: string | null;
  readonly pause: { readonly mode: 'void' | 'free'; readonly resumes_at?: string | null } | null;
  readonly cancelled: boolean;
  readonly trial_ends_at: string | null;
  /** The day of the month. */
  readonly billing_anchor: number;
  readonly first_subscription_item: {
    readonly id: number;
    readonly subscription_id: number;
    readonly price_id: number;
    readonly quantity: number;
    readonly is_usage_based?: boolean;
    readonly created_at: string;
    readonly updated_at: string;
  } | null;
  /** Signed, for 24 hours. */
  readonly urls: {
    readonly update_payment_method: string;
    readonly customer_portal: string;
    readonly customer_portal_update_subscription?: string;
  };
  readonly renews_at: string | null;
  readonly ends_at: string | null;
}

/** An invoice of a subscription. */
export interface LemonsqueezySubscriptionInvoice extends LemonsqueezyAttributes, LemonsqueezyAmounts {
  readonly subscription_id: number;
  readonly billing_reason: 'initial' | 'renewal' | 'updated';
  readonly card_brand: string | null;
  readonly card_last_four: string | null;
  readonly status: 'pending' | 'paid' | 'void' | 'refunded' | 'partial_refund';
  /** None while the invoice is pending. */
  readonly urls: { readonly invoice_url: string | null };
}

/** A license key. */
export interface LemonsqueezyLicenseKey extends LemonsqueezyAttributes {
  readonly order_id: number;
  readonly order_item_id: number;
  readonly product_id: number;
  readonly key: string;
  /** `XXXX-` and the end of the key. */
  readonly key_short: string;
  /** Null where there is none. */
  readonly activation_limit: number | null;
  readonly instances_count: number;
  readonly disabled: boolean | number;
  readonly status: 'inactive' | 'active' | 'expired' | 'disabled';
  /** ISO 8601; null where it never does. */
  readonly expires_at: string | null;
}

type OrderPayload<Name extends string> = LemonsqueezyPayload<Name, 'orders', LemonsqueezyOrder>;
type SubscriptionPayload<Name extends string> = LemonsqueezyPayload<
  Name,
  'subscriptions',
  LemonsqueezySubscription
>;
type InvoicePayload<Name extends string> = LemonsqueezyPayload<
  Name,
  'subscription-invoices',
  LemonsqueezySubscriptionInvoice
>;
type LicenseKeyPayload<Name extends string> = LemonsqueezyPayload<
  Name,
  'license-keys',
  LemonsqueezyLicenseKey
>;

/** Lemon Squeezy's events, by name. */
export interface LemonsqueezyEvents {
  order_created: OrderPayload<'order_created'>;
  order_refunded: OrderPayload<'order_refunded'>;
  subscription_created: SubscriptionPayload<'subscription_created'>;
  subscription_updated: SubscriptionPayload<'subscription_updated'>;
  subscription_cancelled: SubscriptionPayload<'subscription_cancelled'>;
  subscription_resumed: SubscriptionPayload<'subscription_resumed'>;
  subscription_expired: SubscriptionPayload<'subscription_expired'>;
  subscription_paused: SubscriptionPayload<'subscription_paused'>;
  subscription_unpaused: SubscriptionPayload<'subscription_unpaused'>;
  subscription_payment_success: InvoicePayload<'subscription_payment_success'>;
  subscription_payment_failed: InvoicePayload<'subscription_payment_failed'>;
  subscription_payment_recovered: InvoicePayload<'subscription_payment_recovered'>;
  subscription_payment_refunded: InvoicePayload<'subscription_payment_refunded'>;
  license_key_created: LicenseKeyPayload<'license_key_created'>;
  license_key_updated: LicenseKeyPayload<'license_key_updated'>;
}
