import type { Incoming, Reply } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { claimEvent } from './idempotency.ts';
import { isSuccess } from './is-success.ts';
import { finish, settleFor, successOf, type Passage } from './passage.ts';

/**
 * Handles the events of a delivery, each claimed on its own: if one fails, those that were completed stay so.
 *
 * @throws WebhookError `handler_failed`, `in_progress`, `store_unavailable`
 */
export async function handleEvents(
  endpoint: Endpoint,
  passage: Passage,
  incoming: Incoming,
  events: readonly WebhookEvent[],
): Promise<{ reply: Reply }> {
  let reply = successOf(endpoint);
  let failure: unknown;
  passage.outcome = 'ignored';
  for (const [index, event] of events.entries()) {
    try {
      const own = await handleEvent(endpoint, passage, incoming, event, index);
      // A later event's success would hide that this one is to be sent again.
      if (own && isSuccess(reply.status)) reply = own;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure) throw failure;
  return finish(endpoint, passage, passage.outcome, reply);
}

/** @returns the handler's own answer */
async function handleEvent(
  endpoint: Endpoint,
  passage: Passage,
  incoming: Incoming,
  event: WebhookEvent,
  index: number,
): Promise<Reply | undefined> {
  const { on = {} } = endpoint;
  const type = [event.type, '*'].find((name) => Object.hasOwn(on, name));
  const handler = on[type as string];
  if (type === undefined || !handler) return undefined;
  const settle = settleFor(passage, await claimEvent(endpoint, event, passage.admitted, index));
  if (!settle) {
    if (passage.outcome === 'ignored') passage.outcome = 'duplicate';
    return undefined;
  }
  const { method, url, env, waitUntil, signal = new AbortController().signal } = incoming;
  const { headers, body } = event;
  const delivery = { method, url, headers, body };
  try {
    const result = await handler(event, {
      signal,
      delivery,
      ...(waitUntil && { waitUntil }),
      ...(env !== undefined && { env }),
    });
    const own = isReply(result) ? result : undefined;
    const ok = own === undefined || isSuccess(own.status);
    // One that is to be sent again is what an operator should see, whatever became of the others.
    passage.outcome = ok && passage.outcome !== 'failed' ? 'handled' : 'failed';
    await settle(ok);
    return own;
  } catch (cause) {
    await settle(false);
    throw new WebhookError('handler_failed', '', cause);
  }
}

/** Whole, because handlers return all sorts of things that have a status: rows, and the responses of HTTP clients. */
function isReply(value: unknown): value is Reply {
  const { status, headers, body } = (value ?? {}) as Partial<Reply>;
  return Number.isInteger(status) && typeof headers === 'object' && typeof body === 'string';
}
