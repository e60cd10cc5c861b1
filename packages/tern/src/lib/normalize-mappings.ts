import type { NormalizationCategory } from './normalized.ts';

/** Where a payload has what a normalized one has: dotted paths, of which the first with a value counts. */
export interface Mapping {
  readonly category: NormalizationCategory;
  /** The provider's types, and what they are called here. Others are `unknown`. */
  readonly events: Readonly<Record<string, string>>;
  /** What an event without a name here is called; undefined keeps the provider's. */
  readonly unknown?: string;
  /** The fields that make the provider's type, with a dot between them. (`type`) */
  readonly type?: readonly string[];
  /** The payment's or subscription's id. */
  readonly object?: string;
  readonly currency?: string;
  readonly numbers?: Readonly<Record<string, readonly string[]>>;
  readonly texts?: Readonly<Record<string, readonly string[]>>;
  readonly metadata?: string;
  /** Seconds, milliseconds or ISO 8601. */
  readonly occurred?: string;
  /** By the provider's type. */
  readonly statuses?: Readonly<Record<string, string>>;
}

const dodopayments: Mapping = {
  category: 'payment',
  events: {
    'payment.succeeded': 'payment.succeeded',
    'payment.failed': 'payment.failed',
    'refund.succeeded': 'payment.refunded',
    'subscription.cancelled': 'subscription.cancelled',
  },
  unknown: 'payment.unknown',
  currency: 'data.currency',
  numbers: { amount: ['data.total_amount'], refund_amount: ['data.amount'] },
  texts: {
    customer_id: ['data.customer.customer_id'],
    transaction_id: ['data.payment_id'],
    subscription_id: ['data.subscription_id'],
  },
  metadata: 'data.metadata',
  occurred: 'timestamp',
};

/** By platform. The paths and types are those of the providers' event maps. */
export const mappings: Readonly<Record<string, Mapping>> = {
  stripe: {
    category: 'payment',
    events: {
      'payment_intent.succeeded': 'payment.succeeded',
      'payment_intent.payment_failed': 'payment.failed',
      'charge.refunded': 'payment.refunded',
      'customer.subscription.created': 'subscription.created',
      'customer.subscription.deleted': 'subscription.cancelled',
    },
    unknown: 'payment.unknown',
    object: 'data.object.id',
    currency: 'data.object.currency',
    numbers: {
      amount: ['data.object.amount_received', 'data.object.amount'],
      refund_amount: ['data.object.amount_refunded'],
    },
    texts: {
      customer_id: ['data.object.customer'],
      failure_reason: ['data.object.last_payment_error.message'],
    },
    metadata: 'data.object.metadata',
    occurred: 'created',
  },
  polar: {
    category: 'payment',
    events: {
      'order.paid': 'payment.succeeded',
      'order.refunded': 'payment.refunded',
      'subscription.created': 'subscription.created',
      'subscription.canceled': 'subscription.cancelled',
    },
    unknown: 'payment.unknown',
    object: 'data.id',
    currency: 'data.currency',
    numbers: { amount: ['data.total_amount', 'data.amount'], refund_amount: ['data.refunded_amount'] },
    texts: {
      customer_id: ['data.customer_id'],
      subscription_id: ['data.subscription_id'],
    },
    metadata: 'data.metadata',
    occurred: 'timestamp',
  },
  dodopayments,
  dodo: dodopayments,
  clerk: {
    category: 'auth',
    events: {
      'user.created': 'user.created',
      'user.updated': 'user.updated',
      'user.deleted': 'user.deleted',
      'session.created': 'session.started',
      'session.ended': 'session.ended',
      'session.removed': 'session.ended',
      'session.revoked': 'session.ended',
    },
    unknown: 'auth.unknown',
    texts: {
      user_id: ['data.user_id', 'data.id'],
      email: ['data.email_addresses.0.email_address'],
      phone: ['data.phone_numbers.0.phone_number'],
    },
    occurred: 'timestamp',
  },
  supabase: {
    category: 'auth',
    events: {
      'auth.users.INSERT': 'user.created',
      'auth.users.UPDATE': 'user.updated',
      'auth.users.DELETE': 'user.deleted',
    },
    unknown: 'auth.unknown',
    type: ['schema', 'table', 'type'],
    texts: {
      user_id: ['record.id', 'old_record.id'],
      email: ['record.email', 'old_record.email'],
      phone: ['record.phone', 'old_record.phone'],
    },
  },
  vercel: {
    category: 'infrastructure',
    events: {},
    texts: { project_id: ['payload.project.id'], deployment_id: ['payload.deployment.id'] },
    occurred: 'createdAt',
    statuses: {
      'deployment.created': 'building',
      'deployment.ready': 'ready',
      'deployment.succeeded': 'ready',
      'deployment.error': 'error',
    },
  },
};
