import type { EngineWork, EngineWorker } from './engine.ts';
import {
  againMs,
  readLease,
  settleLease,
  withBody,
  type HandedOut,
  type SettleParts,
  type Settling,
} from './hosted-lease.ts';

/** Workers that a service hands messages to. */
export interface PushWorkers {
  work(work: EngineWork): Promise<EngineWorker>;
  /** Has something done by a worker; undefined where none is at work. */
  take<Result>(act: (work: EngineWork) => Promise<Result>): Promise<Result> | undefined;
}

/** Remembers the workers of an inbox, which take what is pushed in turn. */
export function createPushWorkers(): PushWorkers {
  const works: { readonly work: EngineWork; readonly running: Set<Promise<unknown>> }[] = [];
  return {
    async work(work) {
      const own = { work, running: new Set<Promise<unknown>>() };
      works.push(own);
      return {
        async stop() {
          const at = works.indexOf(own);
          if (at >= 0) works.splice(at, 1);
          await Promise.allSettled(own.running);
        },
      };
    },
    take(act) {
      const next = works.shift();
      if (!next) return undefined;
      works.push(next);
      const done = act(next.work);
      next.running.add(done);
      const forget = (): void => void next.running.delete(done);
      done.then(forget, forget);
      return done;
    },
  };
}

/**
 * Handles what was pushed, and settles it.
 *
 * @throws TypeError where it is none of ours; as the service does, where it can be neither settled nor sent anew
 */
export async function handlePushed(
  parts: SettleParts,
  { run, onUnsettled }: Pick<EngineWork, 'run' | 'onUnsettled'>,
  handedOut: HandedOut,
  settling: Settling,
): Promise<void> {
  const lease = readLease(handedOut);
  try {
    const whole = await withBody(lease, parts.bodies, onUnsettled);
    const verdict = 'state' in whole ? whole : await run(whole);
    // Where another has it, it is one that is to come again: the store knows by then what became of it.
    const own = verdict.state === 'settled' ? ({ state: 'released', delayMs: againMs } as const) : verdict;
    await settleLease(parts, lease, own, settling);
  } catch (error) {
    onUnsettled(lease, error);
    // Also where the service itself would hand it out no more.
    await settleLease(parts, lease, { state: 'retry', delayMs: againMs, reason: '' }, settling);
  }
}
