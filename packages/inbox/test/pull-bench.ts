import type { EngineWork, EngineWorker, Lease, Verdict } from '../src/lib/engine.ts';
import { pullWork, type Pull } from '../src/lib/pull-work.ts';

/** An engine that notes what is asked of it, and its workers. */
export interface Bench {
  /** Messages that wait. */
  readonly waiting: string[];
  readonly claims: number[];
  readonly extended: string[];
  readonly settled: string[];
  readonly lost: string[];
  readonly unsettled: string[];
  readonly subscribed: Set<() => void>;
  put(...ids: string[]): void;
  work(change?: Partial<EngineWork>, pull?: Partial<Pull<Lease>>): EngineWorker;
}

const workers = new Set<EngineWorker>();

/** Ends every worker. */
export async function endWorkers(): Promise<void> {
  await Promise.all([...workers].map((worker) => worker.stop()));
  workers.clear();
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

const idOf = ({ message }: Lease): string => message.id;
export const done: Verdict = { state: 'done' };

/** Makes a bench without messages. */
export function createBench(): Bench {
  const [waiting, claims, extended, settled, lost, unsettled] = [[], [], [], [], [], []] as [
    string[],
    number[],
    string[],
    string[],
    string[],
    string[],
  ];
  const subscribed = new Set<() => void>();
  const toLease = (id: string): Lease => ({ message: { id }, attempt: 1, replay: 0 }) as unknown as Lease;
  return {
    waiting,
    claims,
    extended,
    settled,
    lost,
    unsettled,
    subscribed,
    put(...ids) {
      waiting.push(...ids);
      for (const wake of subscribed) wake();
    },
    work(change, pull) {
      const worker = pullWork<Lease>(
        {
          async claim(limit) {
            claims.push(limit);
            return waiting.splice(0, limit).map(toLease);
          },
          extend: async (lease) => (extended.push(idOf(lease)), true),
          settle: async (lease, { state }) => (settled.push(`${idOf(lease)} ${state}`), true),
          lose: (lease) => void lost.push(idOf(lease)),
          pollMs: 60_000,
          onWake(wake) {
            subscribed.add(wake);
            return () => void subscribed.delete(wake);
          },
          ...pull,
        },
        {
          run: async () => done,
          concurrency: 2,
          leaseMs: 60_000,
          onUnsettled: (lease, error) => void unsettled.push(`${idOf(lease)} ${(error as Error).message}`),
          ...change,
        },
      );
      workers.add(worker);
      return worker;
    },
  };
}
