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
  | 'lease_lost'
  | 'store_unavailable'
  | 'inbox_unavailable'
  | 'handler_failed'
  | 'handler_timeout'
  | 'no_handler'
  | 'internal_error';

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
  declare readonly code: WebhookErrorCode;
  /** The HTTP status that the sender is answered with: 400 until the pipeline, or `verify`, has thrown it. */
  declare status: number;
  /** One sentence of advice for the operator. Never sent to anybody, and holds no secret. */
  declare hint: string;

  /**
   * @param code - what went wrong
   * @param hint - one sentence of advice for the operator; inside core, what the sentence is about
   * @param cause - the error below this one
   */
  constructor(code: WebhookErrorCode, hint: string = '', cause?: unknown) {
    super(hint, { cause });
    this.name = 'WebhookError';
    this.code = code;
    this.status = 400;
    this.hint = hint;
  }

  /**
   * Tells a WebhookError, also one that comes from another copy of this package.
   *
   * @param value - anything that was thrown
   * @returns whether it is a WebhookError
   */
  static is(value: unknown): value is WebhookError {
    return (value as Error | undefined)?.name === 'WebhookError' && 'hint' in (value as Error);
  }
}
