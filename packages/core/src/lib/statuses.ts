import type { WebhookErrorCode } from './error.ts';

/** The HTTP status of each code that is not answered with 400. */
export const statuses: Readonly<Partial<Record<WebhookErrorCode, number>>> = {
  method_not_allowed: 405,
  body_timeout: 408,
  in_progress: 409,
  lease_lost: 409,
  payload_too_large: 413,
  body_consumed: 500,
  secret_missing: 500,
  secret_invalid: 500,
  handler_failed: 500,
  handler_timeout: 500,
  no_handler: 500,
  internal_error: 500,
  over_capacity: 503,
  secret_unavailable: 503,
  store_unavailable: 503,
  inbox_unavailable: 503,
};
