import type { Inbox, InboxMessage, InboxRow, InboxWorker, WorkOptions } from '@hooklatch/core/store';
import type { EngineWorker, InboxEngine } from './engine.ts';
import { groupPuts } from './group-puts.ts';
import { limitBacklog } from './limit-backlog.ts';
import { createRun } from './run-message.ts';

/** What every inbox may be told. */
export interface InboxOptions {
  /** How many messages may wait to be handled: with more, `put` rejects, and the provider comes back later. (no limit) */
  readonly maxBacklog?: number | undefined;
}

/**
 * Makes an inbox of an engine.
 *
 * @param engine - keeps messages and hands them out
 * @param options - bounds
 * @returns the inbox
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { createInbox, type InboxEngine } from '@hooklatch/inbox';
 *
 * export const toInbox = (engine: InboxEngine) => createInbox(engine);
 * ```
 */
export function createInbox<Tx = unknown>(engine: InboxEngine, { maxBacklog }: InboxOptions = {}): Inbox<Tx> {
  const workers = new Set<InboxWorker>();
  const put = groupPuts(limitBacklog(engine, maxBacklog));
  let closed: Promise<void> | undefined;
  return {
    put: (message: InboxMessage) => put(message),
    replay: (id) => engine.replay(id),
    dead: engine.dead,
    stats: () => engine.stats(),
    pause: () => engine.pause(),
    resume: () => engine.resume(),
    migrate: () => engine.migrate(),
    async work(rows, options = {}) {
      if (closed) throw new TypeError('The inbox is closed.');
      const worker = await startWorker(engine, rows as unknown as readonly InboxRow[], options);
      const close: InboxWorker['close'] = async (given) => {
        await worker.close(given);
        workers.delete(own);
      };
      const own = { close };
      workers.add(own);
      // It may have been closed while the worker began.
      if (closed) {
        await own.close({ graceMs: 0 });
        throw new TypeError('The inbox is closed.');
      }
      return own;
    },
    close(given) {
      const stopped = Promise.all([...workers].map((worker) => worker.close(given)));
      stopped.catch(() => {});
      closed ??= (async () => {
        try {
          await stopped;
        } finally {
          await put.settled();
          await engine.close();
        }
      })();
      return closed;
    },
  };
}

const longestTimerMs = 2 ** 31 - 1;

async function startWorker(
  engine: InboxEngine,
  rows: readonly InboxRow[],
  options: WorkOptions,
): Promise<InboxWorker> {
  const { concurrency = 10, leaseMs = 30_000 } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new TypeError(`concurrency cannot be ${concurrency}.`);
  }
  if (!(leaseMs >= 100 && leaseMs < 2 ** 31)) throw new TypeError(`leaseMs cannot be ${leaseMs}.`);
  const stopping = new AbortController();
  const run = createRun({ engine, rows, options, stopping: stopping.signal });
  const worker: EngineWorker = await engine.work({
    run,
    concurrency,
    leaseMs,
    onUnsettled({ message }, error) {
      const { endpoint, type, id } = message;
      console.warn(
        `[hooklatch] ${endpoint}: ${type} ${id} could not be settled and may be handled again:`,
        error,
      );
    },
  });
  let stopped: Promise<void> | undefined;
  return {
    // Whoever closes it again may be in more of a hurry.
    async close({ graceMs = 10_000 } = {}) {
      const end = (): void => stopping.abort(new Error('The worker closes.'));
      const timer = setTimeout(end, Math.min(graceMs, longestTimerMs));
      stopped ??= worker.stop();
      await stopped.finally(() => clearTimeout(timer));
    },
  };
}
