import { WebhookError } from '@hooklatch/core';
import type { EngineWork, EngineWorker } from './engine.ts';
import { pullWork } from './pull-work.ts';
import type { SqliteRow } from './sqlite-connection.ts';
import { toSqliteLeases, type SqliteLease, type SqliteLeasing } from './sqlite-lease.ts';
import type { SqliteOperations } from './sqlite-operations.ts';
import { defaultPatienceMs } from './sqlite-writer.ts';

/** What a worker works with. */
export interface SqliteWorkshop extends SqliteLeasing {
  readonly operations: Pick<SqliteOperations, 'isOver' | 'prune'>;
  readonly pollMs: number;
  /** Calls back when there may be something; returns what stops that. */
  onWake(wake: () => void): () => void;
  /** Says to all workers of this process that there may be something. */
  wakeAll(): void;
}

/**
 * Starts a worker. Whatever settles a message takes another one in the same transaction, because it is the commit that
 * costs.
 */
export function startSqliteWork(workshop: SqliteWorkshop, work: EngineWork): EngineWorker {
  const { writer, attempts, pollMs, now, onWake, wakeAll } = workshop;
  const { read, write } = writer;
  const { leaseMs } = work;
  // A verdict is worth waiting for: without it the handler runs again.
  const patienceMs = Math.max(leaseMs, defaultPatienceMs);
  let ahead: SqliteLease[] = [];
  let isStopped = false;
  const toLeases = (rows: readonly SqliteRow[]): SqliteLease[] => toSqliteLeases(workshop, rows, patienceMs);
  const worker = pullWork<SqliteLease>(
    {
      async claim(limit) {
        const taken = ahead.slice(0, limit);
        ahead = ahead.slice(limit);
        const room = limit - taken.length;
        if (room === 0 || !(await read(() => attempts.isDue(now())))) return taken;
        const claimed = write(() => attempts.claim(room, leaseMs, now()), { rows: room });
        // Those that were taken before are not lost with it.
        return taken.length > 0
          ? [...taken, ...toLeases(await claimed.catch(() => []))]
          : toLeases(await claimed);
      },
      extend: (lease) => write(() => attempts.extend(lease, leaseMs, now())),
      async settle(lease, verdict) {
        const settle = (): { isHeld: boolean; rows: readonly SqliteRow[] } => ({
          isHeld: attempts.settle(lease, verdict, now()),
          rows: isStopped ? [] : attempts.claim(1, leaseMs, now()),
        });
        const { isHeld, rows } = await write(settle, { patienceMs });
        ahead.push(...toLeases(rows));
        if (rows.length > 0 || verdict.state !== 'done') wakeAll();
        return isHeld;
      },
      lose: ({ losing }) => losing.abort(new WebhookError('lease_lost')),
      pollMs,
      onWake,
    },
    work,
  );
  const pruning = startPruning(workshop);
  return {
    async stop() {
      isStopped = true;
      pruning.stop();
      await worker.stop();
      const release = (lease: SqliteLease): Promise<boolean> =>
        write(() => attempts.settle(lease, { state: 'released', delayMs: 0 }, now()));
      await Promise.allSettled(ahead.map(release));
    },
  };
}

const pruneMs = 1000;
const nextBatchMs = 20;

/** Deletes what has outlived its retention, a little at a time. */
function startPruning({ writer, operations, now }: SqliteWorkshop): { stop(): void } {
  let timer: ReturnType<typeof setTimeout>;
  let isStopped = false;
  const prune = async (): Promise<void> => {
    const isOver = await writer.read(() => operations.isOver(now()));
    const count = isOver ? await writer.write(() => operations.prune(now())) : 0;
    next(count > 0 ? nextBatchMs : pruneMs);
  };
  const next = (delayMs: number): void => {
    if (isStopped) return;
    timer = setTimeout(() => void prune().catch(() => next(pruneMs)), delayMs);
    timer.unref?.();
  };
  next(pruneMs);
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
