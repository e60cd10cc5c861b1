import type { PgBossParts, PgPoolLike } from './pg-boss-client.ts';
import { retryLimit } from './pg-boss-settle.ts';
import { inTransaction } from './pg-boss-transaction.ts';

/** What a lease lasts where the worker does not say, in seconds. */
const heartbeatSeconds = 30;

const daySeconds = 86_400;

/** What is to be known of a queue before it is used. */
export interface PgBossQueue {
  /** @throws TypeError where what is committed could be lost */
  checkDurable(): Promise<void>;
  /** @throws TypeError where the queue is not there */
  checkPresent(): Promise<void>;
  migrate(): Promise<void>;
}

/** Makes and checks the queue of an inbox. */
export function pgBossQueue(parts: PgBossParts): PgBossQueue {
  const { boss, queue } = parts;
  let durable: Promise<void> | undefined;
  return {
    checkDurable() {
      durable ??= askDurable(parts).catch((error: unknown) => {
        durable = undefined;
        throw error;
      });
      return durable;
    },
    async checkPresent() {
      if (!(await boss.getQueue(queue))) {
        throw new TypeError(`pg-boss has no queue ${queue}: call inbox.migrate() first.`);
      }
    },
    async migrate() {
      await askDurable(parts);
      const settings = {
        retryLimit,
        // What crashed is taken again at once; other delays are set when an attempt ends.
        retryDelay: 0,
        retryBackoff: false,
        // The longest that pg-boss allows: it ends attempts that are at work too.
        expireInSeconds: daySeconds,
        heartbeatSeconds,
        // It counts for messages that wait, which are not to be deleted.
        retentionSeconds: 50 * 365 * daySeconds,
        deleteAfterSeconds: parts.retentionSeconds,
      };
      await boss.createQueue(queue, { ...settings, partition: true });
      const { policy } = (await boss.getQueue(queue)) ?? {};
      if (policy !== undefined && policy !== 'standard') {
        throw new TypeError(`The queue ${queue} is ${policy}: give pgBossInbox a queue of its own.`);
      }
      await boss.updateQueue(queue, settings);
      await createIndex(parts);
    },
  };
}

async function askDurable({ boss }: PgBossParts): Promise<void> {
  const rows = await ask();
  const { setting } = rows[0] as { setting: string };
  if (setting !== 'off') return;
  throw new TypeError(
    `synchronous_commit is off: an event that was acknowledged could be lost. Give PgBoss { options: '-c synchronous_commit=on' }.`,
  );

  async function ask(): Promise<unknown[]> {
    try {
      const db = boss.getDb();
      return (await db.executeSql(`SELECT current_setting('synchronous_commit') AS setting`)).rows;
    } catch (cause) {
      if ((cause as { code?: unknown }).code !== 'ERR_ASSERTION') throw cause;
      throw new TypeError('Start pg-boss before its inbox is used: await boss.start().', { cause });
    }
  }
}

/**
 * pg-boss has no index of the jobs that are active or have failed. With one, whoever looks for them does not read all
 * that were handled.
 */
async function createIndex({ boss, pool, schema, queue }: PgBossParts): Promise<void> {
  const { table } = (await boss.getQueue(queue)) as { table: string };
  const index = `${table}_held`;
  const isThere = async (db: Pick<PgPoolLike, 'query'>): Promise<boolean> => {
    const named = 'SELECT FROM pg_indexes WHERE schemaname = lower($1) AND tablename = $2 AND indexname = $3';
    return (await db.query(named, [schema, table, index])).rows.length > 0;
  };
  // CREATE INDEX needs the table's owner, and waits for all who write, also where it finds that there is one.
  if (await isThere(pool)) return;
  await inTransaction(pool, async ({ client }) => {
    const seen = await client.query('SELECT FROM pg_tables WHERE schemaname = lower($1) AND tablename = $2', [
      schema,
      table,
    ]);
    if (seen.rows.length === 0) {
      throw new TypeError(
        `The pool sees no pg-boss in the schema ${schema}: it must be connected to pg-boss's database; give pgBossInbox its schema.`,
      );
    }
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`hooklatch ${schema}.${table}`]);
    if (await isThere(client)) return;
    await client.query(
      `CREATE INDEX IF NOT EXISTS "${index}" ON ${schema}."${table}" (name, state, completed_on, id) WHERE state IN ('active', 'failed')`,
    );
  });
}
