// Facts from https://developer.squareup.com/docs/webhooks/overview, https://developer.squareup.com/reference/square/webhooks and https://github.com/square/square-nodejs-sdk (src/serialization/types), 2026-11-22.

/** An amount of money. */
export interface SquareMoney {
  /** In the smallest unit of the currency. */
  readonly amount?: number | null;
  /** ISO 4217, upper case. */
  readonly currency?: string;
}

/** A postal address. */
export interface SquareAddress {
  readonly address_line_1?: string | null;
  readonly address_line_2?: string | null;
  readonly address_line_3?: string | null;
  /** The city. */
  readonly locality?: string | null;
  /** The state or province. */
  readonly administrative_district_level_1?: string | null;
  readonly postal_code?: string | null;
  /** ISO 3166-1, two letters. */
  readonly country?: string;
  readonly first_name?: string | null;
  readonly last_name?: string | null;
}

/** The whole body of a delivery. */
export interface SquarePayload<Type extends string, Data> {
  readonly merchant_id: string;
  readonly location_id?: string;
  readonly type: Type;
  /** The same in every try to deliver it. */
  readonly event_id: string;
  /** When it happened: RFC 3339. */
  readonly created_at: string;
  readonly data: Data;
}

/** What happened to which object. */
export interface SquareData<Object> {
  /** The kind of object, such as `payment`. */
  readonly type: string;
  /** The object's. */
  readonly id: string;
  readonly object: Object;
}

/** What happened to an object that is no more. */
export interface SquareDeletedData<Object> {
  readonly type: string;
  readonly id: string;
  readonly deleted?: boolean | null;
  /** Not of every kind of object. */
  readonly object?: Object;
}

/** A customer. Times are RFC 3339. */
export interface SquareCustomer {
  readonly id?: string;
  readonly given_name?: string | null;
  readonly family_name?: string | null;
  readonly nickname?: string | null;
  readonly company_name?: string | null;
  readonly email_address?: string | null;
  readonly phone_number?: string | null;
  readonly address?: SquareAddress;
  /** `YYYY-MM-DD`; the year `0000` where it is not known. */
  readonly birthday?: string | null;
  /** The customer's id in the application's own system, where it was set. */
  readonly reference_id?: string | null;
  readonly note?: string | null;
  readonly preferences?: { readonly email_unsubscribed?: boolean | null };
  /** Such as `THIRD_PARTY` or `INSTANT_PROFILE`. */
  readonly creation_source?: string;
  readonly group_ids?: readonly string[] | null;
  readonly segment_ids?: readonly string[] | null;
  readonly version?: number;
  readonly created_at?: string;
  readonly updated_at?: string;
}

/** What events of customers tell. */
export interface SquareCustomerObject {
  readonly customer: SquareCustomer;
  /** Where profiles were merged. */
  readonly event_context?: {
    readonly merge?: {
      readonly from_customer_ids?: readonly string[] | null;
      readonly to_customer_id?: string | null;
    };
  };
}
