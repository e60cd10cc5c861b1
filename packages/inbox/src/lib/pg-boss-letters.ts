import type { DeadLetters, DeadMessage, InboxStats } from '@hooklatch/core/store';
import { readMessageJson } from './message-json.ts';
import { affectedOf, type PgBossParts } from './pg-boss-client.ts';
import { attemptOf, lifeOf, withLife } from './pg-boss-job.ts';
import { retryLimit } from './pg-boss-settle.ts';
import { inBossTransaction } from './pg-boss-transaction.ts';

/** What an operator does. */
export interface PgBossLetters {
  readonly dead: DeadLetters;
  replay(id: string): Promise<boolean>;
  stats(): Promise<InboxStats>;
}

/**
 * Dead messages are jobs that have failed: pg-boss's own `retry` brings them back.
 *
 * What it has not, and is done here in SQL on the columns of its job table: a list by state, counts that are not a minute
 * old, and another go for a job that is completed, which is made one that has failed first.
 */
export function pgBossLetters(parts: PgBossParts): PgBossLetters {
  const { boss, schema, queue, retentionSeconds } = parts;
  /** Begins a new life, where there is a job that has failed. */
  const revive = async (id: string, isReplay: boolean): Promise<boolean> =>
    isUuid(id) &&
    inBossTransaction(parts, async (db) => {
      if (isReplay) {
        const reopen = `UPDATE ${schema}.job SET state = 'failed' WHERE name = $1 AND id = $2 AND state = 'completed'`;
        await db.executeSql(reopen, [queue, id]);
      }
      if (affectedOf(await boss.retry(queue, id, { db })) === 0) return false;
      const [job] = await boss.findJobs(queue, { id, db });
      if (!job) return false;
      const replay = lifeOf(job.data).replay + (isReplay ? 1 : 0);
      const data = withLife(job.data, { unspent: job.retryCount + 1, replay });
      const anew = { startAfter: 0, retryLimit, deleteAfterSeconds: retentionSeconds };
      await boss.update(queue, data, { id, ...anew, db });
      return true;
    });
  return {
    dead: {
      async list({ limit = 100, offset = 0 } = {}) {
        const { rows } = await boss.getDb().executeSql(listOf(schema), [queue, limit, offset]);
        return (rows as DeadRow[]).flatMap(toDead);
      },
      retry: (id) => revive(id, false),
      discard: async (id) =>
        isUuid(id) &&
        inBossTransaction(parts, async (db) => {
          if (affectedOf(await boss.retry(queue, id, { db })) === 0) return false;
          await boss.update(queue, {}, { id, deleteAfterSeconds: retentionSeconds, db });
          await boss.cancel(queue, id, { db });
          return true;
        }),
    },
    replay: (id) => revive(id, true),
    async stats() {
      const { rows } = await boss.getDb().executeSql(countsOf(schema), [queue]);
      return rows[0] as InboxStats;
    },
  };
}

/** An id that is none is nobody's; PostgreSQL would refuse the statement. */
function isUuid(id: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);
}

interface DeadRow {
  readonly id: string;
  readonly data: object | null;
  readonly retryCount: number;
  readonly output:
    | ({ readonly [Field in 'reason' | 'message']?: unknown } & {
        readonly value?: { readonly message?: unknown };
      })
    | null;
  readonly completedOn: Date;
}

function listOf(schema: string): string {
  const head = `CASE jsonb_typeof(data) WHEN 'object' THEN data - 'body' - 'headers' END AS data`;
  return `SELECT id, ${head}, retry_count AS "retryCount", output, completed_on AS "completedOn"
    FROM ${schema}.job WHERE name = $1 AND state = 'failed' ORDER BY completed_on, id LIMIT $2 OFFSET $3`;
}

function countsOf(schema: string): string {
  const count = (condition: string): string =>
    `(SELECT count(*)::int FROM ${schema}.job WHERE name = $1 AND ${condition})`;
  return `SELECT
    ${count(`state < 'active' AND NOT blocked AND start_after <= now()`)} AS waiting,
    ${count(`state < 'active' AND NOT blocked AND start_after > now()`)} AS delayed,
    ${count(`state = 'active'`)} AS active,
    ${count(`state = 'failed'`)} AS dead`;
}

/** None where somebody else has put something into the queue. */
function toDead({ id, data, retryCount, output, completedOn }: DeadRow): DeadMessage[] {
  try {
    const message = readMessageJson({ ...data, headers: [], body: '' });
    const { endpoint, provider, type, eventId, receivedAt } = message;
    const attempts = lifeOf(data).attempts ?? attemptOf({ data, retryCount });
    const reason = reasonOf(output);
    return [
      { id, endpoint, provider, type, eventId, receivedAt, diedAt: completedOn.getTime(), attempts, reason },
    ];
  } catch {
    return [];
  }
}

/** pg-boss itself fails jobs too, and says why in another way. */
function reasonOf(output: DeadRow['output']): string {
  const said = [output?.reason, output?.value?.message, output?.message];
  return said.find((one) => typeof one === 'string') ?? 'pg-boss does not say why.';
}
