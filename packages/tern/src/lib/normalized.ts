import type { WebhookPlatform } from './types.ts';

/** The kinds of platforms whose payloads have one shape. */
export type NormalizationCategory = 'payment' | 'auth' | 'ecommerce' | 'infrastructure';

/** How a payload is normalized. */
export interface NormalizeOptions {
  /** (true) */
  enabled?: boolean | undefined;
  /** Another kind than the platform's gives an event with a warning. (the platform's) */
  category?: NormalizationCategory | undefined;
  /** Whether `_raw` holds the payload as it came. (true) */
  includeRaw?: boolean | undefined;
}

/** What every normalized payload has. */
export interface BaseNormalizedWebhook {
  category: NormalizationCategory;
  event: string;
  _platform: WebhookPlatform;
  _raw: unknown;
  /** ISO 8601. */
  occurred_at?: string;
}

/** The events of payments. */
export type PaymentWebhookEvent =
  | 'payment.succeeded'
  | 'payment.failed'
  | 'payment.refunded'
  | 'subscription.created'
  | 'subscription.cancelled'
  | 'payment.unknown';

/** A payment; amounts are in the smallest unit of the currency. */
export interface PaymentWebhookNormalized extends BaseNormalizedWebhook {
  category: 'payment';
  event: PaymentWebhookEvent;
  amount?: number;
  /** ISO 4217, upper case. */
  currency?: string;
  customer_id?: string;
  transaction_id?: string;
  subscription_id?: string;
  refund_amount?: number;
  failure_reason?: string;
  metadata?: Record<string, string>;
}

/** The events of users. */
export type AuthWebhookEvent =
  | 'user.created'
  | 'user.updated'
  | 'user.deleted'
  | 'session.started'
  | 'session.ended'
  | 'auth.unknown';

/** Something that happened to a user. */
export interface AuthWebhookNormalized extends BaseNormalizedWebhook {
  category: 'auth';
  event: AuthWebhookEvent;
  user_id?: string;
  email?: string;
  phone?: string;
  metadata?: Record<string, string>;
}

/** An order. */
export interface EcommerceWebhookNormalized extends BaseNormalizedWebhook {
  category: 'ecommerce';
  event: string;
  order_id?: string;
  customer_id?: string;
  amount?: number;
  currency?: string;
  metadata?: Record<string, string>;
}

/** A deployment. */
export interface InfrastructureWebhookNormalized extends BaseNormalizedWebhook {
  category: 'infrastructure';
  event: string;
  project_id?: string;
  deployment_id?: string;
  status?: 'queued' | 'building' | 'ready' | 'error' | 'unknown';
  metadata?: Record<string, string>;
}

/** A payload that is not mapped. */
export interface UnknownNormalizedWebhook extends BaseNormalizedWebhook {
  event: string;
  warning?: string;
}

/** The shapes by kind. */
export type NormalizedPayloadByCategory = {
  payment: PaymentWebhookNormalized;
  auth: AuthWebhookNormalized;
  ecommerce: EcommerceWebhookNormalized;
  infrastructure: InfrastructureWebhookNormalized;
};

/** Any of the shapes. */
export type AnyNormalizedWebhook =
  | PaymentWebhookNormalized
  | AuthWebhookNormalized
  | EcommerceWebhookNormalized
  | InfrastructureWebhookNormalized
  | UnknownNormalizedWebhook;
