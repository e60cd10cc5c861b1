import type { Admitted } from './authenticate.ts';
import type { Delivery, Incoming, Reply } from './delivery.ts';
import { handlersOf, type Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { claimEvent, idempotencyKey } from './idempotency.ts';
import type { HandlerContext } from './options.ts';
import type { DeliveryOutcome } from './report.ts';
import { isReply } from './reply.ts';

/** How handling went. */
export interface Handled {
  readonly outcome: DeliveryOutcome;
  readonly reply: Reply;
  readonly warnings: readonly string[];
}

/**
 * Handles the events of a delivery, each claimed on its own: if one fails, those that were completed stay so.
 *
 * @throws WebhookError `handler_failed`, `in_progress`, `store_unavailable`
 */
export async function handleEvents(
  endpoint: Endpoint,
  events: readonly WebhookEvent[],
  admitted: Admitted,
  incoming: Incoming,
): Promise<Handled> {
  const warnings: string[] = [];
  let reply = endpoint.success;
  let outcome: DeliveryOutcome | undefined;
  let failure: WebhookError | undefined;
  for (const [index, event] of events.entries()) {
    try {
      const handled = await handleEvent(endpoint, event, admitted, incoming, index);
      warnings.push(...handled.warnings);
      if (outcome !== 'handled') ({ outcome } = handled);
      if (handled.outcome === 'handled') ({ reply } = handled);
    } catch (error) {
      failure ??= error as WebhookError;
    }
  }
  if (failure !== undefined) throw failure;
  return { outcome: outcome ?? 'ignored', reply, warnings };
}

async function handleEvent(
  endpoint: Endpoint,
  event: WebhookEvent,
  admitted: Admitted,
  incoming: Incoming,
  index: number,
): Promise<Handled> {
  const handlers = handlersOf(endpoint) ?? {};
  const type = Object.hasOwn(handlers, event.type) ? event.type : '*';
  const handler = Object.hasOwn(handlers, type) ? handlers[type] : undefined;
  const { success } = endpoint;
  if (handler === undefined) return { outcome: 'ignored', reply: success, warnings: [] };
  const claim = await claimEvent(endpoint, await idempotencyKey(endpoint, event, admitted, index));
  if (claim.state === 'done') return { outcome: 'duplicate', reply: success, warnings: [] };
  if (claim.state === 'busy') throw inProgress(claim.retryAfterMs);
  try {
    const result = await handler(event, toContext(event, incoming));
    const reply = isReply(result) ? { headers: {}, body: '', ...result } : success;
    const warning = await claim.settle(reply.status < 300);
    return { outcome: 'handled', reply, warnings: warning === undefined ? [] : [warning] };
  } catch (cause) {
    await claim.settle(false);
    throw new WebhookError(
      'handler_failed',
      `The handler of ${endpoint.name} threw; its error is in the report.`,
      { cause },
    );
  }
}

/** Another holder has the event; the reply asks to come back when its lease may have ended. */
export function inProgress(retryAfterMs: number): WebhookError {
  const error = new WebhookError('in_progress', 'Another delivery of this event is being handled right now.');
  return Object.assign(error, { retryAfterMs });
}

function toContext(event: WebhookEvent, incoming: Incoming): HandlerContext {
  const { method, url, env, waitUntil } = incoming;
  const delivery: Delivery = { method, url, headers: event.headers, body: event.body };
  return {
    signal: incoming.signal ?? new AbortController().signal,
    delivery,
    ...(waitUntil && { waitUntil }),
    ...(env !== undefined && { env }),
  };
}
