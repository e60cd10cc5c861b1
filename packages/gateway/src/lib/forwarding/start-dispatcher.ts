import { pullWork } from '@hooklatch/inbox/engine';
import type { GatewayContext, Part } from '../context.ts';
import { leasedRows } from '../database/leased-rows.ts';
import type { Row } from '../database/schema.ts';
import { createOutbound, type OutboundOptions } from '../outbound/create-outbound.ts';
import { cancelHeld } from './cancel-held.ts';
import { createForwardClaims } from './claim-forwards.ts';
import { createDestinationCache } from './destination-secrets.ts';
import { createHandOffs } from './hand-offs.ts';
import { isDelivered, judgeAttempt, type AttemptResult } from './judge-attempt.ts';
import { readWholeEvent } from './read-event.ts';
import { readSchedule } from './schedule.ts';
import { sendForward } from './send-forward.ts';
import { createSettler } from './create-settler.ts';
import type { SettledListener } from './settle-forward.ts';
import { tunnelsOf } from './tunnels.ts';

/** How a dispatcher works. */
export interface DispatcherOptions {
  /** Are told in the transaction that settles an attempt: whoever counts, and whoever watches destinations. (none) */
  readonly onSettled?: readonly SettledListener[] | undefined;
  /** How many forwards this process has at work at once, over all destinations. (1,000) */
  readonly concurrency?: number | undefined;
  /** How long a forward stays with a process that has vanished, in milliseconds. (30,000) */
  readonly leaseMs?: number | undefined;
  /** How often it looks for what is due where nothing wakes it, in milliseconds. (1,000) */
  readonly pollMs?: number | undefined;
  /** From 0 to 1. (`Math.random`) */
  readonly random?: (() => number) | undefined;
  /** (the system's) */
  readonly resolve?: OutboundOptions['resolve'];
}

/** What came of a forward that was taken. */
type Verdict =
  | { readonly state: 'attempted'; readonly result: AttemptResult }
  | { readonly state: 'unspent' }
  | { readonly state: 'unwanted' };

/** A forward that was taken, with what ends its attempt. */
interface Taken {
  readonly forward: Row<'forwards'>;
  readonly ending: AbortController;
}

/**
 * Sends what is due to its destinations, until it is stopped.
 *
 * @param context - of the gateway
 * @param options - listeners and limits
 */
export function startDispatcher(context: GatewayContext, options: DispatcherOptions = {}): Part {
  const {
    onSettled = [],
    concurrency = 1000,
    leaseMs = 30_000,
    pollMs = 1000,
    random = Math.random,
  } = options;
  const rows = leasedRows(context, 'forwards', context.now);
  const tunnels = tunnelsOf(context);
  const outbound = createOutbound({
    allowedAddresses: context.settings.allowedAddresses,
    resolve: options.resolve,
  });
  const destinations = createDestinationCache(context);
  const handOffs = createHandOffs(context, outbound.guard);
  const settler = createSettler({ context, rows, listeners: onSettled });
  const senders = { context, outbound, tunnels, handOffs };
  const taken = new Set<Taken>();
  let isStopping = false;
  let wake = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  let wakesAt = Number.POSITIVE_INFINITY;
  const claims = createForwardClaims({
    context,
    rows,
    tunnels,
    onLane: ({ id, updatedAt }) => destinations.expire(id, updatedAt),
    wakeIn(milliseconds) {
      const at = performance.now() + milliseconds;
      if (at >= wakesAt) return;
      clearTimeout(timer);
      wakesAt = at;
      timer = setTimeout(() => {
        wakesAt = Number.POSITIVE_INFINITY;
        wake();
      }, milliseconds);
    },
  });

  const attempt = async ({ forward, ending }: Taken): Promise<Verdict> => {
    if (isStopping) return { state: 'unspent' };
    const destination = await destinations.read(forward.destination_id);
    const event = await readWholeEvent(context.db, forward.event_seq);
    if (!destination) return { state: 'unwanted' };
    if (!event) return { state: 'attempted', result: gone(context.now(), destination.row.label) };
    const sent = await sendForward(senders, { forward, event, destination, signal: ending.signal });
    return typeof sent === 'string' ? { state: sent } : { state: 'attempted', result: sent };
  };
  const settle = async ({ forward }: Taken, verdict: Verdict): Promise<boolean> => {
    if (verdict.state === 'unspent') return rows.release(forward, context.now());
    if (verdict.state === 'unwanted') return cancelHeld(context, rows, forward);
    const { result } = verdict;
    const row = await destinations.read(forward.destination_id);
    const judgement = judgeAttempt(result, {
      schedule: readSchedule(row?.row.schedule ?? null),
      attempt: forward.attempts - forward.spent,
      now: context.now(),
      random,
    });
    return settler({ forward, result, judgement });
  };
  const finish = (one: Taken, verdict: Verdict): void => {
    taken.delete(one);
    claims.ended(one.forward.destination_id, verdict.state === 'attempted' && isDelivered(verdict.result));
    wake();
  };

  const worker = pullWork<Taken, Verdict>(
    {
      async claim(limit, lease) {
        const forwards = await claims.claim(limit, lease);
        const claimed = forwards.map((forward) => ({ forward, ending: new AbortController() }));
        for (const one of claimed) taken.add(one);
        return claimed;
      },
      extend: ({ forward }, lease) => rows.extend(forward, lease),
      lose: ({ ending }) => ending.abort(),
      async settle(one, verdict) {
        try {
          return await settle(one, verdict);
        } finally {
          finish(one, verdict);
        }
      },
      pollMs,
      onWake(callback) {
        wake = callback;
        return context.bus.listen(({ kind }) => {
          if (kind === 'forward_due') callback();
        });
      },
    },
    {
      concurrency,
      leaseMs,
      run: (one) =>
        attempt(one).catch((error: unknown) => {
          context.log.error({ err: error, forward: one.forward.id }, 'a forward could not be begun');
          const failure = { errorCode: 'failed', error: 'The gateway could not begin it.' };
          return { state: 'attempted', result: { ...gone(context.now(), ''), isFinal: false, ...failure } };
        }),
      onUnsettled: ({ forward }, error) =>
        context.log.warn(
          { err: error, forward: forward.id },
          'what came of a forward could not be written down',
        ),
    },
  );
  const reaper = setInterval(() => {
    rows.reap().then(
      (count) => {
        if (count > 0) wake();
      },
      (error: unknown) =>
        context.log.error({ err: error }, 'forwards of lost workers cannot be taken back yet'),
    );
  }, leaseMs / 3);
  return {
    async stop(graceMs) {
      isStopping = true;
      clearInterval(reaper);
      const stopped = worker.stop();
      const end = (): void => {
        for (const { ending } of taken) ending.abort();
      };
      for (const line of tunnels.all()) if (line.isConnected()) line.loseAll();
      const patience = setTimeout(end, graceMs);
      await stopped;
      clearTimeout(patience);
      clearTimeout(timer);
      await handOffs.close();
      await outbound.close();
    },
  };
}

/** What is not there any more is not sent. */
const gone = (startedAt: number, target: string): AttemptResult => ({
  startedAt,
  milliseconds: 0,
  target,
  errorCode: 'content_gone',
  error: 'The event is kept no longer.',
  isFinal: true,
});
