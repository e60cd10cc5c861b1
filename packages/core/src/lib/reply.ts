import type { Reply } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';

/** The answer to a handled, ignored or duplicate delivery. */
export const accepted: Reply = { status: 200, headers: {}, body: '' };

/**
 * The answer to a refused delivery: problem details (RFC 9457) with the code, and nothing else.
 * The hint, the message and the cause stay in the process.
 *
 * @param retryAfterMs - when to come back, where that is known
 */
export function toReply(
  { status, code }: WebhookError,
  methods: readonly string[],
  retryAfterMs = 5000,
): Reply {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (status === 405) headers.allow = methods.join(', ');
  if (status === 409 || status === 503) headers['retry-after'] = String(Math.ceil(retryAfterMs / 1000) || 1);
  return { status, headers, body: JSON.stringify({ status, code }) };
}

/**
 * Any error as a WebhookError, with the status that the provider demands for failed verification, and its advice:
 * what to say is loaded at the first refusal.
 */
export async function explained({ definition, methods }: Endpoint, thrown: unknown): Promise<WebhookError> {
  const error = WebhookError.is(thrown) ? thrown : new WebhookError('internal_error', '', thrown);
  if (/^(signature|header|timestamp)_/.test(error.code)) error.status = definition.refusalStatus ?? 400;
  const { explain } = await import('../diagnose.ts');
  error.hint = explain(error, definition, methods);
  return error;
}
