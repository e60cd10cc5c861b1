import { Client, type PoolClient } from 'pg';
import { until } from '../../../test/servers/until.ts';
import type { EngineWorker, InboxEngine, Lease, Run, Verdict } from '../src/lib/engine.ts';
import { workWith, type PgBossProcess } from './pg-boss-stage.ts';

export const done: Verdict = { state: 'done' };
export const retry: Verdict = { state: 'retry', delayMs: 0, reason: 'busy' };

/** A queue whose table can be locked, and whose connections can be ended. */
export interface FaultStage {
  readonly queue: string;
  readonly engine: InboxEngine;
  /** Works, and tells what could not be settled. */
  work(run: Run, leaseMs?: number): Promise<unknown[]>;
  /** Writes an effect in the lease's transaction; it fails where that does. */
  write(lease: Lease, before?: () => Promise<unknown>): Promise<Verdict>;
  effects(): Promise<string[]>;
  /** Nothing is written into the queue's table until `unlock`; statements that try wait. */
  lock(mode?: string): Promise<void>;
  unlock(): Promise<void>;
  /** Ends the connection of whoever waits for a lock in such a statement. */
  terminate(pattern: string): Promise<void>;
  /** Ends the connection of anybody. */
  terminateAny(): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

let count = 0;

/** Opens a queue in which nothing is. */
export async function openFaults(own: PgBossProcess): Promise<FaultStage> {
  count += 1;
  const queue = `faults.${count}`;
  const engine = own.engine(queue);
  const workers: EngineWorker[] = [];
  // Two, because what a transaction sees of other connections stands still.
  const [admin, killer] = [new Client(own.url), new Client(own.url)];
  for (const client of [admin, killer]) {
    client.on('error', () => {});
    await client.connect();
  }
  await engine.migrate();
  await admin.query('CREATE TABLE IF NOT EXISTS effects (event text)');
  await admin.query('TRUNCATE effects');
  const stop = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.stop()));
  };
  const kill = (which: string, values: unknown[]): Promise<{ rows: unknown[] }> =>
    killer.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${which}`, values);
  return {
    queue,
    engine,
    async work(run, leaseMs = 1000) {
      const unsettled: unknown[] = [];
      const onUnsettled = (_: Lease, error: unknown): void => void unsettled.push(error);
      workers.push(await workWith(engine, run, { leaseMs, onUnsettled }));
      return unsettled;
    },
    async write({ transaction, message }, before) {
      try {
        await transaction?.(async (tx) => {
          await (tx as PoolClient).query('INSERT INTO effects VALUES ($1)', [message.eventId]);
          await before?.();
        });
        return { state: 'settled' };
      } catch {
        return retry;
      }
    },
    async effects() {
      const { rows } = await own.pool.query<{ event: string }>('SELECT event FROM effects');
      return rows.map(({ event }) => event);
    },
    async lock(mode = 'SHARE') {
      const { rows } = await admin.query('SELECT table_name FROM pgboss.queue WHERE name = $1', [queue]);
      await admin.query('BEGIN');
      await admin.query(`LOCK TABLE pgboss.${rows[0]?.table_name} IN ${mode} MODE`);
    },
    unlock: async () => void (await admin.query('COMMIT')),
    async terminate(pattern) {
      const which = `datname = current_database() AND wait_event_type = 'Lock' AND query ~ $1`;
      await until(async () => (await kill(which, [pattern])).rows.length > 0, { what: pattern });
    },
    async terminateAny() {
      const which = 'datname = current_database() AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1';
      await kill(which, []);
    },
    stop,
    async close() {
      // With it ends what it has locked.
      await Promise.all([admin, killer].map((client) => client.end().catch(() => {})));
      await stop();
    },
  };
}
