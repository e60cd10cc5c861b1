// Facts from https://developer.paypal.com/docs/api/payments/v2/, https://developer.paypal.com/docs/api/orders/v2/ and https://github.com/paypal/PayPal-TypeScript-Server-SDK (src/models), 2026-11-22.

/** An amount of money. */
export interface PaypalMoney {
  /** ISO 4217, upper case. */
  readonly currency_code: string;
  /** A decimal number in text. */
  readonly value: string;
}

/** What can be done next, and where. */
export interface PaypalLink {
  readonly href: string;
  readonly rel: string;
  readonly method?: string;
}

/** A postal address. */
export interface PaypalAddress {
  readonly address_line_1?: string;
  readonly address_line_2?: string;
  /** The city. */
  readonly admin_area_2?: string;
  /** The state or province. */
  readonly admin_area_1?: string;
  readonly postal_code?: string;
  /** ISO 3166-1, two letters. */
  readonly country_code: string;
}

/** Who pays. */
export interface PaypalPayer {
  readonly payer_id?: string;
  readonly email_address?: string;
  readonly name?: { readonly given_name?: string; readonly surname?: string };
  readonly address?: PaypalAddress;
}

/** Who is paid. */
export interface PaypalPayee {
  readonly email_address?: string;
  readonly merchant_id?: string;
}

/** Whether PayPal stands in for the seller. */
export interface PaypalSellerProtection {
  readonly status?: 'ELIGIBLE' | 'PARTIALLY_ELIGIBLE' | 'NOT_ELIGIBLE';
  readonly dispute_categories?: readonly string[];
}

/** The ids that lead to what a payment belongs to. */
export interface PaypalSupplementaryData {
  readonly related_ids?: {
    readonly order_id?: string;
    readonly authorization_id?: string;
    readonly capture_id?: string;
  };
}

/** What authorizations and captures have in common. Times are RFC 3339. */
export interface PaypalPayment {
  readonly id: string;
  readonly status_details?: { readonly reason?: string };
  readonly amount: PaypalMoney;
  /** The application's own. */
  readonly custom_id?: string;
  /** The application's own. */
  readonly invoice_id?: string;
  readonly seller_protection?: PaypalSellerProtection;
  readonly supplementary_data?: PaypalSupplementaryData;
  readonly payee?: PaypalPayee;
  readonly links?: readonly PaypalLink[];
  readonly create_time?: string;
  readonly update_time?: string;
}

/** Money that is set aside to be captured. Times are RFC 3339. */
export interface PaypalAuthorization extends PaypalPayment {
  readonly status: 'CREATED' | 'CAPTURED' | 'DENIED' | 'PARTIALLY_CAPTURED' | 'VOIDED' | 'PENDING';
  readonly expiration_time?: string;
}

/** Money that was captured. */
export interface PaypalCapture extends PaypalPayment {
  readonly status: 'COMPLETED' | 'DECLINED' | 'PARTIALLY_REFUNDED' | 'PENDING' | 'REFUNDED' | 'FAILED';
  readonly final_capture?: boolean;
  readonly disbursement_mode?: 'INSTANT' | 'DELAYED';
  readonly seller_receivable_breakdown?: {
    readonly gross_amount: PaypalMoney;
    readonly paypal_fee?: PaypalMoney;
    readonly net_amount?: PaypalMoney;
    readonly receivable_amount?: PaypalMoney;
  };
}

/** Money that went back. Its link with the `rel` of `up` leads to the capture. Times are RFC 3339. */
export interface PaypalRefund {
  readonly id: string;
  readonly status: 'CANCELLED' | 'FAILED' | 'PENDING' | 'COMPLETED';
  readonly status_details?: { readonly reason?: string };
  readonly amount: PaypalMoney;
  readonly custom_id?: string;
  readonly invoice_id?: string;
  readonly note_to_payer?: string;
  readonly payer?: PaypalPayee;
  readonly seller_payable_breakdown?: {
    readonly gross_amount?: PaypalMoney;
    readonly paypal_fee?: PaypalMoney;
    readonly net_amount?: PaypalMoney;
    readonly total_refunded_amount?: PaypalMoney;
  };
  readonly links?: readonly PaypalLink[];
  readonly create_time?: string;
  readonly update_time?: string;
}

/** One purchase of an order. */
export interface PaypalPurchaseUnit {
  readonly reference_id?: string;
  readonly amount?: PaypalMoney & {
    readonly breakdown?: {
      readonly item_total?: PaypalMoney;
      readonly shipping?: PaypalMoney;
      readonly handling?: PaypalMoney;
      readonly tax_total?: PaypalMoney;
      readonly insurance?: PaypalMoney;
      readonly shipping_discount?: PaypalMoney;
      readonly discount?: PaypalMoney;
    };
  };
  readonly payee?: PaypalPayee;
  readonly description?: string;
  /** The application's own. */
  readonly custom_id?: string;
  /** The application's own. */
  readonly invoice_id?: string;
  readonly soft_descriptor?: string;
  readonly shipping?: { readonly name?: { readonly full_name?: string }; readonly address?: PaypalAddress };
  readonly payments?: {
    readonly authorizations?: readonly PaypalAuthorization[];
    readonly captures?: readonly PaypalCapture[];
    readonly refunds?: readonly PaypalRefund[];
  };
}

/** An order. Times are RFC 3339. */
export interface PaypalOrder {
  readonly id: string;
  readonly intent?: 'CAPTURE' | 'AUTHORIZE';
  readonly status: 'CREATED' | 'SAVED' | 'APPROVED' | 'VOIDED' | 'COMPLETED' | 'PAYER_ACTION_REQUIRED';
  readonly payer?: PaypalPayer;
  readonly purchase_units?: readonly PaypalPurchaseUnit[];
  readonly links?: readonly PaypalLink[];
  readonly create_time?: string;
  readonly update_time?: string;
}
