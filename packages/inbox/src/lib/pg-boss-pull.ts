import { WebhookError } from '@hooklatch/core';
import type { Lease } from './engine.ts';
import { affectedOf, type PgBossJob, type PgBossParts } from './pg-boss-client.ts';
import { pgBossExpiry } from './pg-boss-expiry.ts';
import { readJob, type PgBossLease } from './pg-boss-job.ts';
import { pauseId, type PgBossPause } from './pg-boss-pause.ts';
import { settleJob } from './pg-boss-settle.ts';
import { inBossTransaction, inTransaction, rollBackWhenStill } from './pg-boss-transaction.ts';
import type { Pull } from './pull-work.ts';

/** What a worker needs beside pg-boss. */
export interface PgBossPullSetup {
  readonly pause: PgBossPause;
  readonly pollMs: number;
  readonly onWake: (wake: () => void) => () => void;
}

/**
 * Hands out jobs by pg-boss's `fetch`, `touch`, `complete` and `fail`, each for the attempt that was fetched and no other.
 *
 * pg-boss's own `work` gives its handlers no say in the delay of a retry, and so the messages are pulled.
 */
export function pgBossPull(parts: PgBossParts, setup: PgBossPullSetup): Pull<PgBossLease> {
  const { boss, queue } = parts;
  const { pause, pollMs, onWake } = setup;
  const expiry = pgBossExpiry(parts);
  let isPaused = false;
  return {
    pollMs,
    onWake,
    async claim(limit, leaseMs) {
      await expiry.release(leaseMs);
      if (isPaused) isPaused = await pause.isOn();
      if (isPaused) return [];
      // In one transaction: where this worker does not get to know what it has taken, its lease ends all the same.
      const jobs = await inBossTransaction(parts, async (db) => {
        const fetched = await boss.fetch(queue, { batchSize: limit, db });
        await expiry.setLease(fetched, leaseMs, db);
        return fetched;
      });
      if (jobs.length === 0) return [];
      // Asked afterwards too: what is paused in between is not begun. Where nobody knows, it is asked again.
      isPaused = await pause.isOn().catch(() => true);
      const leases = isPaused
        ? []
        : jobs.map((job) => toLease(parts, job)).filter((lease) => lease !== undefined);
      const taken = new Set(leases.map(({ job }) => job.id));
      const others = jobs.filter(({ id }) => !taken.has(id));
      // Where that fails their leases end.
      await Promise.allSettled(others.map((job) => putAside(parts, job, isPaused)));
      return leases;
    },
    async extend(lease, leaseMs) {
      // In REPEATABLE READ a transaction fails where its job was touched since it began.
      if (lease.abandon && performance.now() - lease.touchedAt < leaseMs / 2) return true;
      const isHeld = affectedOf(await boss.touch(queue, lease.job)) > 0;
      if (isHeld) lease.touchedAt = performance.now();
      return isHeld;
    },
    settle({ job, abandon }, verdict) {
      abandon?.(new Error('The attempt has ended.'));
      return settleJob(parts, job, verdict);
    },
    lose: ({ losing }) => losing.abort(new WebhookError('lease_lost')),
  };
}

/** Undefined where a job is no message. */
function toLease(parts: PgBossParts, job: PgBossJob): PgBossLease | undefined {
  try {
    const lease = readJob(job);
    const transaction: Lease['transaction'] = (work) => runTransaction(parts, lease, work);
    return Object.assign(lease, { transaction });
  } catch {
    return undefined;
  }
}

/** Puts what is not handled where it belongs. */
async function putAside(parts: PgBossParts, job: PgBossJob, isPaused: boolean): Promise<unknown> {
  // Somebody has resumed it, which means that nothing is paused.
  if (job.id === pauseId) return parts.boss.deleteJob(parts.queue, pauseId);
  if (isPaused) return settleJob(parts, job, { state: 'released', delayMs: 0 });
  return settleJob(parts, job, { state: 'dead', reason: 'It is no message of an inbox.' });
}

/**
 * Runs work and completes the job in one transaction. Its row is not locked before the work is done, because pg-boss would
 * wait for it when it looks for jobs that have expired: two workers may do the work, and one of them commits.
 */
async function runTransaction<Result>(
  parts: PgBossParts,
  lease: PgBossLease,
  work: (tx: never) => Result | Promise<Result>,
): Promise<Result> {
  const { boss, pool, queue } = parts;
  const { job, losing } = lease;
  if (lease.isBegun) throw new TypeError('withTransaction can be used once for an event.');
  lease.isBegun = true;
  const requireHeld = (isHeld: boolean): void => {
    if (isHeld) return;
    losing.abort(new WebhookError('lease_lost'));
    throw losing.signal.reason;
  };
  requireHeld(affectedOf(await boss.touch(queue, job)) > 0);
  lease.touchedAt = performance.now();
  try {
    return await inTransaction(pool, async ({ client, db, abandon }) => {
      lease.abandon = abandon;
      const result = await work(client as never);
      await rollBackWhenStill(db);
      requireHeld(affectedOf(await boss.complete(queue, job, null, { db })) > 0);
      return result;
    });
  } finally {
    lease.abandon = undefined;
  }
}
