import type { Reply } from './delivery.ts';
import { WebhookError, type WebhookErrorCode } from './error.ts';

/** The answer to a handled, ignored or duplicate delivery. */
export const accepted: Reply = { status: 200, headers: {}, body: '' };

/**
 * The answer to a refused delivery: problem details (RFC 9457) with the code, and nothing else.
 * The hint, the message and the cause stay in the process.
 */
export function toReply(error: WebhookError, headers: Readonly<Record<string, string>> = {}): Reply {
  const { status, code } = error;
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(status === 503 && { 'retry-after': '5' }),
      ...headers,
    },
    body: JSON.stringify({ status, code }),
  };
}

/** Whether a handler's result is an answer of its own. */
export function isReply(value: unknown): value is Partial<Reply> & Pick<Reply, 'status'> {
  return typeof value === 'object' && value !== null && 'status' in value && typeof value.status === 'number';
}

const verification: readonly WebhookErrorCode[] = [
  'signature_missing',
  'header_duplicate',
  'header_malformed',
  'signature_mismatch',
  'timestamp_stale',
  'timestamp_future',
];

/** Any error as a WebhookError, with the status that the provider demands for failed verification. */
export function toWebhookError(error: unknown, refusalStatus?: number): WebhookError {
  if (!WebhookError.is(error)) {
    return new WebhookError('internal_error', 'Something failed that is not the delivery; see the cause.', {
      cause: error,
    });
  }
  if (refusalStatus === undefined || !verification.includes(error.code)) return error;
  return new WebhookError(error.code, error.hint, { cause: error.cause, status: refusalStatus });
}
