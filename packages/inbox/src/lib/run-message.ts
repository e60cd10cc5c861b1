import { WebhookError } from '@hooklatch/core';
import {
  followSignals,
  messageHandler,
  type AttemptOutcome,
  type AttemptReport,
  type InboxRow,
  type MessageHandler,
  type RetryChoice,
  type RetryPolicy,
  type WorkOptions,
} from '@hooklatch/core/store';
import type { InboxEngine, Lease, Run, Verdict } from './engine.ts';
import { reasonOf } from './reason-of.ts';
import { defaultPolicy, retryDelay, wholePolicy, type WholePolicy } from './retry-delay.ts';
import { isGiveUp, isRetryIn } from './wishes.ts';

/** A row that is ready. */
interface Handling {
  readonly handler: MessageHandler;
  readonly retry: RetryPolicy | RetryChoice | undefined;
}

/** What every attempt of a worker has in common. */
export interface RunSetup {
  readonly engine: Pick<InboxEngine, 'store' | 'claimsInStore'>;
  readonly rows: readonly InboxRow[];
  readonly options: WorkOptions;
  /** Aborted when handlers are to end because the worker closes. */
  readonly stopping: AbortSignal;
}

/** How long a handler may take to end once its signal is aborted because the worker closes, in milliseconds. */
const lastMomentMs = 500;
/** How long a message that was given back rests, in milliseconds, where nobody says. */
const restMs = 1000;

/**
 * What a worker does with a message.
 *
 * @throws TypeError where an option cannot be used, or two rows name one endpoint
 */
export function createRun({ engine, rows, options, stopping }: RunSetup): Run {
  const handlings = new Map<string, Handling>();
  for (const row of rows) {
    const { retry, ...own } = row;
    if (typeof retry === 'object') wholePolicy(retry);
    const handler = messageHandler(own);
    for (const endpoint of handler.endpoints) {
      if (handlings.has(endpoint))
        throw new TypeError(`Two rows name the endpoint ${endpoint}: give one a name.`);
      handlings.set(endpoint, { handler, retry });
    }
  }
  if (typeof options.retry === 'object') wholePolicy(options.retry);
  const { timeoutMs = 30_000 } = options;
  if (!(timeoutMs > 0 && timeoutMs <= 2 ** 31 - 1)) throw new TypeError(`timeoutMs cannot be ${timeoutMs}.`);

  return async (lease) => {
    const { message, attempt, replay, lost } = lease;
    const started = performance.now();
    const handling = handlings.get(message.endpoint);
    const event = eventOf(handling, lease);
    const mishaps: string[] = [];
    const policy = (error: unknown) => policyOf(options, handling, event, error, mishaps);
    const end = (outcome: AttemptOutcome, verdict: Verdict, more: Partial<AttemptReport> = {}): Verdict => {
      const warnings = [...(more.warnings ?? []), ...mishaps];
      const milliseconds = performance.now() - started;
      report(options, lease, { ...more, outcome, milliseconds, event, warnings });
      return verdict;
    };
    const die = (reason: string, error?: unknown): Verdict =>
      end('dead', { state: 'dead', reason }, { reason, error });
    const fail = (error: unknown, given?: number): Verdict => {
      const reason = reasonOf(error);
      const own = policy(error);
      if (attempt >= own.attempts) return die(reason, error);
      const delayMs = given ?? retryDelay(own, attempt);
      return end('retrying', { state: 'retry', delayMs, reason }, { reason, error, delayMs });
    };
    // Whoever began the last attempt has vanished with it.
    const vanished = new Error('The last attempt never ended: the process that made it went away.');
    if (attempt > policy(vanished).attempts) return die(vanished.message, vanished);
    if (!handling) return fail(new Error(`No row of this worker names the endpoint ${message.endpoint}.`));
    let committed = false;
    let isGone = false;
    const { transaction } = lease;
    const { store, claimsInStore } = engine;
    const ending = new AbortController();
    const unfollow = followSignals(ending, [lost, stopping]);
    try {
      const { outcome, warnings } = await untilStopped(
        stopping,
        handling.handler.handle(message, {
          attempt,
          replay,
          timeoutMs,
          store,
          claimsInStore,
          signal: ending.signal,
          ...(transaction && {
            async transaction(work) {
              const result = await transaction.call(lease, work).catch((error: unknown) => {
                isGone = WebhookError.is(error) && error.code === 'lease_lost';
                throw error;
              });
              committed = true;
              return result as never;
            },
          }),
        }),
      );
      return end(outcome, committed ? { state: 'settled' } : { state: 'done' }, { warnings });
    } catch (thrown) {
      // What is committed is done, whatever the handler did afterwards.
      if (committed) return end('handled', { state: 'settled' }, { error: thrown, reason: reasonOf(thrown) });
      const code = WebhookError.is(thrown) ? thrown.code : undefined;
      const { cause } = (thrown ?? {}) as { cause?: unknown };
      if (isGone || lost.aborted) return end('lost', { state: 'settled' });
      // What the store has given to another worker is tried again: it is a duplicate then, or free.
      if (code === 'in_progress' || code === 'lease_lost' || stopping.aborted) {
        const delayMs = stopping.aborted ? 0 : Number(cause) || restMs;
        return end('released', { state: 'released', delayMs });
      }
      const error = code === 'handler_failed' ? cause : thrown;
      if (isGiveUp(error)) return die(reasonOf(error), error);
      return fail(error, isRetryIn(error) ? error.delayMs : undefined);
    } finally {
      unfollow();
    }
  };
}

function eventOf(handling: Handling | undefined, { message }: Lease): AttemptReport['event'] {
  try {
    return handling?.handler.read(message);
  } catch {
    return undefined;
  }
}

function policyOf(
  { retry }: WorkOptions,
  handling: Handling | undefined,
  event: AttemptReport['event'],
  error: unknown,
  mishaps: string[],
): WholePolicy {
  const own = handling?.retry;
  const choose = (choice: RetryPolicy | RetryChoice | undefined): RetryPolicy | undefined =>
    typeof choice === 'function' ? event && choice(event, error) : choice;
  try {
    return wholePolicy(choose(own) ?? choose(retry));
  } catch (mishap) {
    mishaps.push(`The retry function failed, and the default policy counts: ${reasonOf(mishap)}`);
    return defaultPolicy;
  }
}

/** A handler that does not listen to its signal does not keep the worker from closing. */
async function untilStopped<Result>(stopping: AbortSignal, result: Promise<Result>): Promise<Result> {
  let stop: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => void (timer = setTimeout(() => reject(stopping.reason), lastMomentMs));
    if (stopping.aborted) stop();
    else stopping.addEventListener('abort', stop, { once: true });
  });
  result.catch(() => {});
  try {
    return await Promise.race([result, stopped]);
  } finally {
    clearTimeout(timer);
    if (stop) stopping.removeEventListener('abort', stop);
  }
}

function report(
  { onAttempt }: WorkOptions,
  { message, attempt, replay }: Lease,
  known: Pick<AttemptReport, 'outcome' | 'milliseconds'> & Partial<AttemptReport>,
): void {
  const { id, endpoint, provider, type, eventId } = message;
  if (onAttempt === undefined && known.outcome === 'dead') {
    console.warn(`[hooklatch] ${endpoint}: ${type} ${id} is dead after ${attempt} attempts: ${known.reason}`);
  }
  if (!onAttempt) return;
  const whole: AttemptReport = {
    id,
    endpoint,
    provider,
    type,
    eventId,
    attempt,
    replay,
    warnings: [],
    ...known,
  };
  // Not waited for, and an observer's failure changes nothing.
  void (async () => onAttempt(whole))().catch(() => {});
}
