import { afterThisTurn } from './after-this-turn.ts';
import type { EngineWork, EngineWorker, Verdict } from './engine.ts';

/** What ends an attempt in the engine: everything but what was ended already. */
export type Unsettled<Outcome> = Exclude<Outcome, { readonly state: 'settled' }>;

/** An engine that is asked for what it keeps. */
export interface Pull<Held, Outcome extends { readonly state: string } = Verdict> {
  /** Takes up to `limit` messages that are due, and counts the attempt. */
  claim(limit: number, leaseMs: number): Promise<readonly Held[]>;
  /** Lets a lease last `leaseMs` from now; resolves to whether the worker still had it. */
  extend(lease: Held, leaseMs: number): Promise<boolean>;
  /** Ends an attempt; resolves to whether the worker still had the message. */
  settle(lease: Held, verdict: Unsettled<Outcome>): Promise<boolean>;
  /** Marks a lease as lost, so that its signal is aborted. */
  lose(lease: Held): void;
  /** How long to wait before it is asked again when there was nothing, in milliseconds. */
  readonly pollMs: number;
  /** Calls back when there may be something; returns what stops that. */
  onWake?(wake: () => void): () => void;
}

/** What is done with what an engine hands out. */
export interface PullWork<Held, Outcome extends { readonly state: string } = Verdict> extends Pick<
  EngineWork,
  'concurrency' | 'leaseMs'
> {
  /** Never rejects. */
  readonly run: (lease: Held) => Promise<Outcome>;
  /** Told of what could not be settled: its lease was lost, or the engine could not be reached. */
  readonly onUnsettled: (lease: Held, error: unknown) => void;
}

/**
 * Asks an engine for what is due, and runs as much at once as it may.
 *
 * An engine that cannot be reached is asked again after `pollMs`; what could not be settled stays until its lease has
 * ended.
 *
 * @param engine - hands out leases
 * @param work - what is done with one, and how many at once
 * @returns the worker
 * @example
 * ```ts
 * import { pullWork, type Pull } from '@hooklatch/inbox/engine';
 *
 * interface Held {
 *   readonly id: string;
 * }
 * export const start = (engine: Pull<Held>) =>
 *   pullWork(engine, {
 *     concurrency: 10,
 *     leaseMs: 30_000,
 *     run: async ({ id }) => {
 *       console.warn(`works on ${id}`);
 *       return { state: 'done' };
 *     },
 *     onUnsettled: ({ id }, error) => console.warn(`${id} could not be settled`, error),
 *   });
 * ```
 */
export function pullWork<Held, Outcome extends { readonly state: string } = Verdict>(
  engine: Pull<Held, Outcome>,
  work: PullWork<Held, Outcome>,
): EngineWorker {
  const { run, concurrency, leaseMs, onUnsettled } = work;
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  let isWoken = false;
  let wake = (): void => {};
  const unsubscribe = engine.onWake?.(() => {
    isWoken = true;
    wake();
  });

  const rest = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const handle = async (lease: Held): Promise<void> => {
    const renew = async (): Promise<void> => {
      // Where the engine cannot be reached nobody knows; the next renewal asks again.
      const isHeld = await attempt(() => engine.extend(lease, leaseMs)).catch(() => true);
      if (!isHeld) engine.lose(lease);
    };
    const renewal = setInterval(() => void renew(), leaseMs / 3);
    try {
      const verdict = await run(lease);
      clearInterval(renewal);
      if (verdict.state === 'settled') return;
      if (!(await engine.settle(lease, verdict as Unsettled<Outcome>)))
        onUnsettled(lease, new Error('The lease had ended.'));
    } catch (error) {
      onUnsettled(lease, error);
    } finally {
      clearInterval(renewal);
    }
  };
  let isDown = false;
  const claim = async (room: number): Promise<readonly Held[]> => {
    try {
      const leases = await engine.claim(room, leaseMs);
      isDown = false;
      return leases;
    } catch (error) {
      // Once an outage.
      if (!isDown) console.warn('[hooklatch] What is due cannot be taken; it is asked for again:', error);
      isDown = true;
      return [];
    }
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      if (running.size >= concurrency) await Promise.race(running);
      // Where neither the engine nor the handlers wait for anything, timers and sockets have their turn all the same.
      await new Promise<void>(afterThisTurn);
      if (stopping.signal.aborted) break;
      const room = concurrency - running.size;
      isWoken = false;
      const leases = await claim(room);
      for (const lease of leases) {
        const handled = handle(lease).finally(() => running.delete(handled));
        running.add(handled);
      }
      if (leases.length < room && !stopping.signal.aborted && !isWoken) await rest(engine.pollMs);
    }
    await Promise.all(running);
  };
  const ended = loop();
  return {
    async stop() {
      stopping.abort();
      unsubscribe?.();
      wake();
      await ended;
    },
  };
}

/** What is thrown at once is a rejection too. */
async function attempt<Result>(act: () => Promise<Result>): Promise<Result> {
  return act();
}
