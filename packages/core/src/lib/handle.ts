import type { Admitted } from './authenticate.ts';
import type { Incoming, Reply } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { claimEvent } from './idempotency.ts';
import type { DeliveryOutcome } from './report.ts';
import { accepted } from './reply.ts';

/** How handling went. */
export interface Handled {
  readonly outcome: DeliveryOutcome;
  readonly reply: Reply;
  readonly warning?: string | undefined;
}

/** Another holder has the event; the reply asks to come back when its lease may have ended. */
export class InProgress extends WebhookError {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('in_progress');
    this.retryAfterMs = retryAfterMs;
  }
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
  let last: Handled | undefined;
  let failure: unknown;
  for (const [index, event] of events.entries()) {
    try {
      const handled = await handleEvent(endpoint, event, admitted, incoming, index);
      if (last?.outcome !== 'handled') last = handled;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure) throw failure;
  return last ?? { outcome: 'ignored', reply: successOf(endpoint) };
}

/** The answer to what was handled, ignored or seen before. */
export function successOf({ definition }: Endpoint): Reply {
  return definition.success ?? accepted;
}

async function handleEvent(
  endpoint: Endpoint,
  event: WebhookEvent,
  admitted: Admitted,
  incoming: Incoming,
  index: number,
): Promise<Handled> {
  const { on = {} } = endpoint;
  const reply = successOf(endpoint);
  const type = [event.type, '*'].find((name) => Object.hasOwn(on, name));
  const handler = type === undefined ? type : on[type];
  if (!handler) return { outcome: 'ignored', reply };
  const claim = await claimEvent(endpoint, event, admitted, index);
  if (claim.state === 'done') return { outcome: 'duplicate', reply };
  if (claim.state === 'busy') throw new InProgress(claim.retryAfterMs);
  const { method, url, env, waitUntil, signal = new AbortController().signal } = incoming;
  const { headers, body } = event;
  try {
    const result = await handler(event, {
      signal,
      delivery: { method, url, headers, body },
      ...(waitUntil && { waitUntil }),
      ...(env !== undefined && { env }),
    });
    const own = result as Partial<Reply> | undefined;
    const answer = typeof own?.status === 'number' ? { ...accepted, ...own } : reply;
    return { outcome: 'handled', reply: answer, warning: await claim.settle(answer.status < 300) };
  } catch (cause) {
    await claim.settle(false);
    throw new WebhookError('handler_failed', '', cause);
  }
}
