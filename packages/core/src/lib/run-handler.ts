import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import type { EventClaim } from './idempotency.ts';
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
  /** Aborted when the sender has gone away, or the worker is to stop. */
  readonly signal?: AbortSignal | undefined;
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
export async function runHandler(
  run: HandlerRun,
  settle: (ok: boolean, result?: unknown) => Promise<void>,
): Promise<HandlerResult> {
  const { endpoint, store, event, claim, warnings, timeout } = run;
  let turn;
  try {
    turn = await takeTurn(endpoint, store, event);
  } catch (error) {
    await settle(false);
    throw WebhookError.is(error) ? error : new WebhookError('handler_failed', '', error);
  }
  const { stale, isDropped, current, raise, leave } = turn;
  const over = new AbortController();
  const raised = once(raise);
  const context: HandlerContext = {
    ...run.circumstances,
    signal: AbortSignal.any([over.signal, claim.signal, ...(run.signal ? [run.signal] : [])]),
    attempt: claim.attempt,
    idempotencyKey: claim.key,
    stale,
    ...(current !== undefined && { current }),
    async withTransaction(work) {
      // Before it commits: afterwards an older event could come between.
      await raised();
      return claim.transaction(work);
    },
  };
  const ended = (async (): Promise<HandlerResult> => {
    let result: unknown;
    try {
      result = isDropped ? undefined : await run.handler(event, context);
    } catch (cause) {
      await settle(false);
      await leave();
      throw claim.signal.aborted && cause === claim.signal.reason
        ? cause
        : new WebhookError('handler_failed', '', cause);
    }
    // What has been handled is handled, whatever becomes of the mark.
    if (!isDropped) await raised().catch(() => void warnings.push(unraised));
    await settle(true, result);
    await leave();
    return { isDropped, result };
  })();
  return timeout ? inTime(ended, timeout, over, run) : ended;
}

/** Waits until the time is over; the handler's end is then waited for by the runtime, where it can. */
async function inTime(
  ended: Promise<HandlerResult>,
  { leftMs, wholeMs }: NonNullable<HandlerRun['timeout']>,
  over: AbortController,
  { circumstances }: HandlerRun,
): Promise<HandlerResult> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new WebhookError('handler_timeout', `${Math.round(wholeMs)}`);
      circumstances.waitUntil?.(ended.catch(() => {}));
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
