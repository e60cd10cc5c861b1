import type { PgBossAttempt, PgBossDb, PgBossJob, PgBossParts } from './pg-boss-client.ts';
import { lifeOf, toOutput } from './pg-boss-job.ts';
import { retryLimit } from './pg-boss-settle.ts';
import { inBossTransaction } from './pg-boss-transaction.ts';

/** Leases that end. */
export interface PgBossExpiry {
  /** Fails the jobs whose worker has not been heard of for as long as their lease lasts. */
  release(leaseMs: number): Promise<void>;
  /** Says how long jobs that were fetched stay with a worker that has vanished, where the queue says otherwise. */
  setLease(jobs: readonly PgBossJob[], leaseMs: number, db: PgBossDb): Promise<void>;
}

const longestRestMs = 5000;

/**
 * A lease is pg-boss's heartbeat: `heartbeat_seconds` after the last `touch` a job is nobody's. pg-boss itself looks for
 * such jobs once a minute, so the workers do, more often. Leases are counted in whole seconds, as pg-boss does. A job
 * whose worker stands still while it ends it is locked, and left to it: the others do not wait.
 */
export function pgBossExpiry(parts: PgBossParts): PgBossExpiry {
  const { boss, schema, queue, retentionSeconds } = parts;
  let nextAt = 0;
  const expired = `SELECT id, retry_count AS "retryCount" FROM ${schema}.job WHERE name = $1 AND state = 'active'
    AND heartbeat_on + heartbeat_seconds * interval '1s' < now() ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED`;
  const correct = `UPDATE ${schema}.job SET heartbeat_seconds = $3, retry_limit = $4, deletion_seconds = $5
    WHERE name = $1 AND id = ANY($2::uuid[]) AND state = 'active'`;
  return {
    async release(leaseMs) {
      if (performance.now() < nextAt) return;
      nextAt = performance.now() + Math.min(leaseMs / 4, longestRestMs);
      await inBossTransaction(parts, async (db) => {
        const { rows } = await db.executeSql(expired, [queue]);
        if (rows.length === 0) return;
        const output = toOutput('The worker that had it went away.');
        await boss.fail(queue, rows as PgBossAttempt[], output, { db });
      });
    },
    async setLease(jobs, leaseMs, db) {
      const seconds = Math.ceil(leaseMs / 1000);
      // After pg-boss's own `retry` a job has the limits of a dead one.
      const others = jobs.filter(
        ({ heartbeatSeconds, data }) => heartbeatSeconds !== seconds || lifeOf(data).attempts !== undefined,
      );
      if (others.length === 0) return;
      const ids = others.map(({ id }) => id);
      await db.executeSql(correct, [queue, ids, seconds, retryLimit, retentionSeconds]);
    },
  };
}
