import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { followSignals } from './follow-signals.ts';
import { isGood } from './handler-reply.ts';
import type { EventClaim } from './idempotency.ts';
import { LateController, type LateSignal } from './late-controller.ts';
import type { Handler, HandlerContext } from './options.ts';
import { takeTurn } from './ordering.ts';
import type { WebhookStore } from './store.ts';

/** What a handler is given that does not depend on the claim. */
export type Circumstances = Pick<HandlerContext, 'delivery' | 'waitUntil' | 'env'>;

/** A handler that is to run. */
export interface HandlerRun {
  readonly endpoint: Endpoint;
  /** Where turns are kept. */
  readonly store: WebhookStore | undefined;
  readonly event: WebhookEvent;
  readonly handler: Handler<WebhookEvent>;
  readonly claim: EventClaim;
  readonly circumstances: Circumstances;
  /** Its signal is aborted when the sender has gone away, or the worker is to stop; its reason says that it was. */
  readonly ending: Partial<LateSignal>;
  /** How long it may take from now on; without it there is no limit. */
  readonly timeout?: { readonly leftMs: number; readonly wholeMs: number } | undefined;
  readonly warnings: string[];
}

/** What came of a handler that did not throw. */
export interface HandlerResult {
  readonly isDropped: boolean;
  readonly result?: unknown;
}

/** The handler of a type: its own, else the one for every type. */
export function handlerFor({ on }: Endpoint, type: string): Handler<WebhookEvent> | undefined {
  const name = [type, '*'].find((one) => Object.hasOwn(on ?? {}, one));
  return name === undefined ? undefined : on?.[name];
}

/**
 * Runs a handler when it is the event's turn.
 *
 * @param settle - is told how it went, once; after a time-out when the handler has ended after all
 * @throws WebhookError `handler_failed` with the handler's error as its cause, `handler_timeout`, `in_progress`,
 * `lease_lost`, `store_unavailable`
 */
export async function runHandler(run: HandlerRun, settle: SettleRun): Promise<HandlerResult> {
  const over = new LateController();
  const ended = inTurn(run, settle, over);
  return run.timeout ? inTime(ended, run.timeout, over, run) : ended;
}

/** Is told how it went, once. */
type SettleRun = (ok: boolean, result?: unknown) => Promise<void>;

async function inTurn(run: HandlerRun, settle: SettleRun, over: LateController): Promise<HandlerResult> {
  const { endpoint, store, event, claim, warnings, timeout, ending } = run;
  let turn;
  try {
    turn = await takeTurn(endpoint, store, event, { leftMs: timeout?.leftMs, warnings });
  } catch (error) {
    await settle(false);
    throw WebhookError.is(error) ? error : new WebhookError('handler_failed', '', error);
  }
  const { stale, isDropped, current, raise, leave } = turn;
  const raised = once(raise);
  let unfollow: (() => void) | undefined;
  const working = new Set<Promise<unknown>>();
  const context: HandlerContext = {
    ...run.circumstances,
    get signal() {
      unfollow ??= followSignals(over, [claim.loss.signal, turn.loss?.signal, ending.signal]);
      return over.signal;
    },
    attempt: claim.attempt,
    idempotencyKey: claim.key,
    stale,
    ...(current !== undefined && { current }),
    withTransaction(work) {
      // Before it commits: afterwards an older event could come between.
      const committed = raised().then(() => claim.transaction(work));
      const end = (): void => void working.delete(committed);
      working.add(committed);
      void committed.then(end, end);
      return committed;
    },
  };
  let result: unknown;
  try {
    // Nobody waits any more for what had no turn in time; a sender that has gone away may have all it wants.
    const reason = over.reason ?? claim.loss.reason ?? turn.loss?.reason ?? ending.reason;
    if (WebhookError.is(reason)) throw reason;
    result = isDropped ? undefined : await run.handler(event, context);
    // What the handler has not waited for; where it has, it knows how it went.
    await Promise.all(working);
  } catch (cause) {
    await settle(false);
    await leave();
    const isOurs = cause === claim.loss.reason || cause === over.reason;
    throw isOurs && WebhookError.is(cause) ? cause : new WebhookError('handler_failed', '', cause);
  } finally {
    unfollow?.();
  }
  // What has been handled is handled, whatever becomes of the mark.
  if (!isDropped && isGood(result)) await raised().catch(() => void warnings.push(unraised));
  await settle(true, result);
  await leave();
  return { isDropped, result };
}

/** Waits until the time is over; the handler's end is then waited for by the runtime, where it can. */
async function inTime(
  ended: Promise<HandlerResult>,
  { leftMs, wholeMs }: NonNullable<HandlerRun['timeout']>,
  over: LateController,
  { circumstances, claim }: HandlerRun,
): Promise<HandlerResult> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new WebhookError('handler_timeout', `${Math.round(wholeMs)}`);
      circumstances.waitUntil?.(ended.catch(() => {}));
      // It has been told: if it never ends, its lease does.
      claim.stopRenewing();
      reject(error);
      over.abort(error);
    }, leftMs);
    // A handler that was given up keeps no process alive.
    (timer as { unref?: () => void }).unref?.();
  });
  ended.catch(() => {});
  try {
    return await Promise.race([late, ended]);
  } finally {
    clearTimeout(timer);
  }
}

const unraised = 'The watermark was not raised: an older event may be handled after this one.';

function once(act: () => Promise<unknown>): () => Promise<unknown> {
  let done: Promise<unknown> | undefined;
  return () => (done ??= act());
}
