import type { WebhookError, WebhookErrorCode } from './error.ts';
import type { ProviderDefinition } from './provider-definition.ts';

/** What a sentence of advice is about. */
interface Subject {
  readonly provider: string;
  /** What the code was thrown with: a header's name, a number, or a sentence that is ready. */
  readonly detail: string;
  readonly methods: readonly string[];
}

const advice: Readonly<Record<WebhookErrorCode, (subject: Subject) => string>> = {
  method_not_allowed: ({ provider, methods }) =>
    `${provider} sends ${methods.join(', ')}; route no other method here.`,
  insecure_transport: () =>
    'The delivery came over plain HTTP; behind a proxy that ends TLS give publicUrl or trustProxy.',
  signature_missing: ({ detail }) => `The header ${detail} is missing, so nothing proves who sent this.`,
  header_duplicate: ({ detail }) =>
    `The header ${detail} arrived more than once; look at what stands in front.`,
  header_malformed: ({ detail, provider }) =>
    `${detail ? `The header ${detail}` : 'The request'} is not written as ${provider} writes it.`,
  payload_too_large: ({ detail }) => `The body is over ${detail} bytes; raise maxBodyBytes if it is genuine.`,
  body_timeout: ({ detail }) => `The body did not arrive within ${detail} ms (bodyTimeoutMs).`,
  body_incomplete: () => 'The sender went away before the body was whole; it will send it again.',
  body_consumed: ({ detail }) =>
    detail || 'The body is not the bytes that arrived: hand them over before any parser.',
  over_capacity: () => 'The bodies in flight fill maxBufferedBytes; raise it, or add instances.',
  secret_missing: ({ detail, provider }) =>
    detail
      ? `Set ${detail}, or give ${provider} a secret.`
      : `The secret resolver of ${provider} knows none for this delivery.`,
  secret_invalid: ({ detail }) => detail,
  secret_unavailable: ({ detail, provider }) =>
    detail || `The secret resolver of ${provider} failed or took over 2,000 ms; see the cause.`,
  signature_mismatch: ({ provider }) =>
    `No secret of ${provider} fits: it is another endpoint's, or the body was changed on its way.`,
  timestamp_stale: ({ detail }) => `Genuine, but signed ${detail} s ago: a replay, or a clock that is ahead.`,
  timestamp_future: ({ detail }) =>
    `Genuine, but signed ${detail.slice(1)} s ahead of this clock; set the clock right.`,
  schema_mismatch: () => 'The payload does not fit its schema; see the issues.',
  in_progress: () => 'Another delivery of this event is being handled; the provider will come back.',
  lease_lost: () =>
    'The lease ended while the handler ran, and another delivery has the event; raise leaseMs, or block the process less.',
  inbox_unavailable: () => 'The inbox could not be reached, so nothing was kept; see the cause.',
  store_unavailable: () => 'The store could not be reached, so nothing was handled; see the cause.',
  handler_failed: () =>
    'The handler threw; its error is in the report, and the provider will send the event again.',
  handler_timeout: ({ detail }) =>
    `The handler took over ${detail} ms, and the provider waits no longer: use an inbox, or do less in it.`,
  no_handler: () =>
    'The webhook has no handlers: give it `on` or `inbox`, or mount it before a route of your own.',
  internal_error: () => 'Something failed that is not the delivery; see the cause.',
};

/**
 * One sentence of advice for the operator, loaded at the first refusal.
 *
 * @param error - what was thrown
 * @param definition - the provider's
 * @param methods - what the provider's deliveries come with
 * @returns the sentence; no part of a secret or of the payload is in it
 */
export function explain(
  error: WebhookError,
  definition: ProviderDefinition,
  methods: readonly string[],
): string {
  return advice[error.code]({ provider: definition.name, detail: error.hint, methods });
}
