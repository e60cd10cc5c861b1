import type { DeliveryHead, Reply } from './delivery.ts';
import { findForeignHeader } from './diagnose-circumstance.ts';
import { findCause, type Refused } from './diagnose-mismatch.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError, type WebhookErrorCode } from './error.ts';
import { explain } from './explain.ts';
import type { DeliveryOutcome, SchemaIssue } from './report.ts';
import { statuses } from './statuses.ts';

/** What is answered to a refused delivery, and what the operator is told. */
export interface Refusal {
  readonly outcome: DeliveryOutcome;
  readonly reply: Reply;
  readonly code: WebhookErrorCode;
  readonly hint: string;
  /** What is below the code. */
  readonly error?: unknown;
  readonly issues?: readonly SchemaIssue[];
}

/** Any error as a WebhookError with its advice, and with the status that the provider demands. */
export async function toWebhookError(endpoint: Endpoint, thrown: unknown): Promise<WebhookError> {
  const error = WebhookError.is(thrown) ? thrown : new WebhookError('internal_error', '', thrown);
  if (error.message.startsWith(error.code)) return error;
  const { definition, methods } = endpoint;
  error.status = statuses[error.code] ?? 400;
  error.hint = explain(error, definition, methods);
  if (error.code.startsWith('signature_')) error.hint = (await findMore(endpoint, error)) ?? error.hint;
  error.message = `${error.code}: ${error.hint}`;
  if (/^(signature|header|timestamp)_/.test(error.code)) error.status = definition.refusalStatus ?? 400;
  return error;
}

/** What there is to find out about a refusal, from what was left on its error, which is taken off. */
async function findMore(endpoint: Endpoint, error: WebhookError): Promise<string | undefined> {
  const { cause, code } = error;
  delete (error as { cause?: unknown }).cause;
  if (!cause) return undefined;
  if (code === 'signature_mismatch') return findCause(endpoint, cause as Refused);
  return findForeignHeader(endpoint.definition, cause as DeliveryHead);
}

/**
 * The answer to a refused delivery: problem details (RFC 9457) with the code, and nothing else. The advice and the
 * cause stay in the process.
 */
export async function toRefusal(endpoint: Endpoint, thrown: unknown): Promise<Refusal> {
  const error = await toWebhookError(endpoint, thrown);
  const { status, code, cause, hint } = error;
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (status === 405) headers.allow = endpoint.methods.join(', ');
  if (status === 503) headers['retry-after'] = '5';
  if (status === 409) headers['retry-after'] = String(Math.max(1, Math.ceil(Number(cause) / 1000) || 1));
  warnOnConsole(endpoint, code, hint);
  return {
    outcome: code === 'in_progress' ? code : status < 500 ? 'refused' : 'failed',
    reply: { status, headers, body: JSON.stringify({ status, code }) },
    code,
    hint,
    ...(code === 'schema_mismatch' ? { issues: cause as readonly SchemaIssue[] } : { error: cause }),
  };
}

const silenceMs = 1000;
const lastLines = new WeakMap<Endpoint, Map<WebhookErrorCode, number>>();

/** Where nobody observes deliveries: one line, at most one a second for each code. */
export function warnOnConsole(endpoint: Endpoint, code: WebhookErrorCode, hint: string): void {
  if (endpoint.onDelivery !== undefined) return;
  const last = lastLines.get(endpoint) ?? new Map<WebhookErrorCode, number>();
  lastLines.set(endpoint, last);
  const now = Date.now();
  if (now - (last.get(code) ?? 0) < silenceMs) return;
  last.set(code, now);
  console.warn(`[hooklatch] ${endpoint.name}: ${code}: ${hint}`);
}
