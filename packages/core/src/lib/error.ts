/** Every code a {@link WebhookError} carries. Each one stands in `docs/errors.md`. */
export type WebhookErrorCode =
  | 'method_not_allowed'
  | 'insecure_transport'
  | 'signature_missing'
  | 'header_duplicate'
  | 'header_malformed'
  | 'payload_too_large'
  | 'body_timeout'
  | 'body_incomplete'
  | 'body_consumed'
  | 'over_capacity'
  | 'secret_missing'
  | 'secret_invalid'
  | 'secret_unavailable'
  | 'signature_mismatch'
  | 'timestamp_stale'
  | 'timestamp_future'
  | 'schema_mismatch'
  | 'in_progress'
  | 'store_unavailable'
  | 'handler_failed'
  | 'no_handler'
  | 'internal_error';

/** The HTTP status each code is answered with, unless the provider demands another one. */
export const statusOf: Readonly<Record<WebhookErrorCode, number>> = {
  method_not_allowed: 405,
  insecure_transport: 400,
  signature_missing: 400,
  header_duplicate: 400,
  header_malformed: 400,
  payload_too_large: 413,
  body_timeout: 408,
  body_incomplete: 400,
  body_consumed: 500,
  over_capacity: 503,
  secret_missing: 500,
  secret_invalid: 500,
  secret_unavailable: 503,
  signature_mismatch: 400,
  timestamp_stale: 400,
  timestamp_future: 400,
  schema_mismatch: 400,
  in_progress: 409,
  store_unavailable: 503,
  handler_failed: 500,
  no_handler: 500,
  internal_error: 500,
};

const brand = Symbol.for('@hooklatch/core/WebhookError');

/**
 * What a sender or an operator did wrong. Programming mistakes are `TypeError`s instead.
 *
 * @example
 * ```ts
 * import { createWebhook, WebhookError } from '@hooklatch/core';
 * import { stripe } from '@hooklatch/providers/stripe';
 *
 * const webhook = createWebhook(stripe({ secret: 'whsec_4f1c0d2e9b7a8635' }));
 * try {
 *   await webhook.verify(new Request('https://example.com/webhooks/stripe', { method: 'POST' }));
 * } catch (error) {
 *   if (WebhookError.is(error)) console.log(error.code, error.status, error.hint);
 * }
 * ```
 */
export class WebhookError extends Error {
  /** Stable and machine-readable; listed in `docs/errors.md`. */
  readonly code: WebhookErrorCode;
  /** The HTTP status that the sender is answered with. */
  readonly status: number;
  /** One sentence of advice for the operator. Never sent to anybody, and holds no secret. */
  readonly hint: string;

  /**
   * @param code - what went wrong
   * @param hint - one sentence of advice for the operator
   * @param options - `cause`: the error below this one; `status`: where it differs from the code's own
   */
  constructor(code: WebhookErrorCode, hint: string, options: { cause?: unknown; status?: number } = {}) {
    super(`${code}: ${hint}`, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'WebhookError';
    this.code = code;
    this.status = options.status ?? statusOf[code];
    this.hint = hint;
    Object.defineProperty(this, brand, { value: true });
  }

  /**
   * Tells a WebhookError, also one that comes from another copy of this package.
   *
   * @param value - anything that was thrown
   * @returns whether it is a WebhookError
   */
  static is(value: unknown): value is WebhookError {
    return typeof value === 'object' && value !== null && brand in value;
  }
}
