import type { Incoming, Reply } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { claimEvent, idempotencyKey, storeOf } from './idempotency.ts';
import { isGood, isReply, toSendable } from './handler-reply.ts';
import { isSuccess } from './is-success.ts';
import type { Handler } from './options.ts';
import { finish, settleFor, successOf, type Passage } from './passage.ts';
import { handlerFor, runHandler } from './run-handler.ts';

/**
 * Handles the events of a delivery, each claimed on its own: if one fails, those that were completed stay so.
 *
 * @throws WebhookError `handler_failed`, `handler_timeout`, `in_progress`, `lease_lost`, `store_unavailable`
 */
export async function handleEvents(
  endpoint: Endpoint,
  passage: Passage,
  incoming: Incoming,
  events: readonly WebhookEvent[],
): Promise<{ reply: Reply }> {
  let reply = successOf(endpoint);
  const failures: unknown[] = [];
  passage.outcome = 'ignored';
  for (const [index, event] of events.entries()) {
    const handler = handlerFor(endpoint, event.type);
    if (!handler) continue;
    try {
      const own = await handleEvent(endpoint, passage, incoming, { event, index, handler });
      // A later event's success would hide that this one is to be sent again.
      if (own && isSuccess(reply.status)) reply = own;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return finish(endpoint, passage, passage.outcome, reply);
}

interface Item {
  readonly event: WebhookEvent;
  readonly index: number;
  readonly handler: Handler<WebhookEvent>;
}

/** @returns the handler's own answer */
async function handleEvent(
  endpoint: Endpoint,
  passage: Passage,
  incoming: Incoming,
  { event, index, handler }: Item,
): Promise<Reply | undefined> {
  const { admitted, warnings } = passage;
  const timeout = timeLeft(endpoint, passage);
  const store = storeOf(endpoint, warnings);
  const key = await idempotencyKey(endpoint, event, admitted, index);
  const claim = await claimEvent(endpoint, store, event, key, warnings);
  if (!claim) {
    if (passage.outcome === 'ignored') passage.outcome = 'duplicate';
    return undefined;
  }
  const settle = settleFor(passage, claim);
  const { method, url, env, waitUntil } = incoming;
  const { headers, body } = event;
  const circumstances = {
    delivery: { method, url, headers, body },
    ...(waitUntil && { waitUntil }),
    ...(env !== undefined && { env }),
  };
  const run = { endpoint, store, event, handler, claim, circumstances, ending: incoming, timeout, warnings };
  const { isDropped, result } = await runHandler(run, async (ok, given) => {
    await settle(ok && isGood(given));
  });
  const own = isReply(result) ? toSendable(result, warnings) : undefined;
  const outcome = isDropped ? 'stale' : 'handled';
  // One that is to be sent again is what an operator should see, whatever became of the others.
  passage.outcome = isGood(result) && passage.outcome !== 'failed' ? outcome : 'failed';
  return own;
}

/** The provider waits from the moment that it has sent, not from the handler's start. */
function timeLeft(
  { handlerTimeoutMs, definition }: Endpoint,
  { started }: Passage,
): { readonly leftMs: number; readonly wholeMs: number } | undefined {
  const { deadlineMs } = definition.facts;
  const wholeMs = handlerTimeoutMs ?? (deadlineMs === undefined ? undefined : deadlineMs * 0.9);
  if (Number.isNaN(wholeMs) || (wholeMs ?? 0) < 0)
    throw new TypeError(`handlerTimeoutMs cannot be ${wholeMs}.`);
  // What no timer can wait for is no limit.
  if (wholeMs === undefined || wholeMs >= 2 ** 31) return undefined;
  const leftMs = wholeMs - (performance.now() - started);
  if (leftMs <= 0) throw new WebhookError('handler_timeout', `${Math.round(wholeMs)}`);
  return { leftMs, wholeMs };
}
