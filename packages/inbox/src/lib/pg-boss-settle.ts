import type { Verdict } from './engine.ts';
import { affectedOf, type PgBossDb, type PgBossJob, type PgBossParts } from './pg-boss-client.ts';
import { attemptOf, lifeOf, toOutput, withLife } from './pg-boss-job.ts';
import { inBossTransaction, rollBackWhenStill } from './pg-boss-transaction.ts';

/** More than anybody retries: when a message is dead is not for pg-boss to say. */
export const retryLimit = 1_000_000;

const tenYearsMs = 10 * 365 * 86_400_000;

/** A delay as PostgreSQL reads it, which keeps the milliseconds. */
function toInterval(delayMs: number): string {
  return `${Math.round(Math.min(delayMs, tenYearsMs))} milliseconds`;
}

/**
 * Ends an attempt by pg-boss's own means.
 *
 * What is done is one `complete`. pg-boss takes no delay when a job fails, only a fixed one before; so the attempt `fail`s
 * and its job is `update`d, which is for jobs that wait, in one transaction: nobody can fetch it in between. To be dead it
 * gets a retry limit of 0 and fails once more. pg-boss's own dead letter queue would keep a copy under another id, which
 * the door would not know; so a dead message is a job that has `failed`, which is never deleted.
 *
 * pg-boss leaves a job alone that has been handed out since: that is the fence.
 *
 * @param parts - of the inbox
 * @param job - as it was fetched
 * @param verdict - what becomes of it
 * @returns whether the attempt was still the job's
 */
export async function settleJob(
  parts: PgBossParts,
  job: PgBossJob,
  verdict: Exclude<Verdict, { state: 'settled' }>,
): Promise<boolean> {
  const { boss, queue } = parts;
  const attempt = { id: job.id, retryCount: job.retryCount };
  if (verdict.state === 'done') return affectedOf(await boss.complete(queue, attempt, null)) > 0;
  const output = verdict.state === 'released' ? null : toOutput(verdict.reason);
  return inBossTransaction(parts, async (db) => {
    await rollBackWhenStill(db);
    if (affectedOf(await boss.fail(queue, attempt, output, { db })) === 0) return false;
    await change(parts, job, verdict, db);
    if (verdict.state === 'dead') await boss.fail(queue, job.id, output, { db });
    return true;
  });
}

async function change(
  { boss, queue }: PgBossParts,
  job: PgBossJob,
  verdict: Exclude<Verdict, { state: 'settled' | 'done' }>,
  db: PgBossDb,
): Promise<void> {
  const { id, data } = job;
  const life = lifeOf(data);
  const update = async (): Promise<number> => {
    if (verdict.state === 'dead') {
      // A life ends here, so that pg-boss's own `retry` begins one too.
      const ended = withLife(data, { ...life, unspent: job.retryCount + 1, attempts: attemptOf(job) });
      return (await boss.update(queue, ended, { id, retryLimit: 0, deleteAfterSeconds: 0, db })).updated;
    }
    const given =
      verdict.state === 'released' ? withLife(data, { ...life, unspent: life.unspent + 1 }) : undefined;
    const startAfter = toInterval(verdict.delayMs);
    return (await boss.update(queue, given, { id, startAfter, retryLimit, db })).updated;
  };
  if ((await update()) > 0) return;
  // It was at a retry limit of somebody else's, as after pg-boss's own `retry`, and has failed for good.
  await boss.retry(queue, id, { db });
  await update();
}
