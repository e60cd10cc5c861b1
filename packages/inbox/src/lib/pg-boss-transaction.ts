import type { PgBossDb, PgBossParts, PgPoolClientLike, PgPoolLike } from './pg-boss-client.ts';

/** A transaction of the application's pool that is open. */
export interface PgBossTransaction {
  readonly client: PgPoolClientLike;
  /** What pg-boss is given, so that it works in the transaction. */
  readonly db: PgBossDb;
  /** Ends the connection, and with it the transaction; what is still to be done in it rejects. */
  abandon(error: Error): void;
}

/**
 * Runs work in a transaction of its own: commits where it resolves, rolls back where it rejects.
 *
 * @param pool - lends the connection
 * @param work - gets the transaction
 * @returns what the work resolves to
 */
export async function inTransaction<Result>(
  pool: PgPoolLike,
  work: (transaction: PgBossTransaction) => Promise<Result>,
): Promise<Result> {
  let isReleased = false;
  let broken: Error | undefined;
  const fail = (error: Error): void => void (broken ??= error);
  const client = await lend(pool, fail);
  const release = (): void => {
    if (isReleased) return;
    isReleased = true;
    client.off('error', fail);
    client.release(broken);
  };
  try {
    await client.query('BEGIN');
    const result = await work({
      client,
      db: { executeSql: (text, values) => client.query(text, values) },
      abandon(error) {
        fail(error);
        release();
      },
    });
    if (isReleased) throw broken as unknown as Error;
    await client.query('COMMIT');
    return result;
  } catch (error) {
    if (!isReleased) await client.query('ROLLBACK').catch(fail);
    throw error;
  } finally {
    release();
  }
}

/** Takes a connection, and listens on it before anything else: the server may end it in the packet that says it is ready. */
function lend(pool: PgPoolLike, onError: (error: Error) => void): Promise<PgPoolClientLike> {
  return new Promise((resolve, reject) => {
    pool.connect((error, lent) => {
      const client = lent as PgPoolClientLike | undefined;
      if (!client) return reject(error as Error);
      // A connection that ends between two statements says so here; where nobody listens, the process ends.
      client.on('error', onError);
      resolve(client);
    });
  });
}

const longestStillMs = 10_000;

/**
 * Has PostgreSQL roll a transaction back whose process stands still in it. Said before the first statement that locks a
 * job: such a lock would outlive the job's lease.
 *
 * @param db - where the transaction is
 */
export async function rollBackWhenStill(db: PgBossDb): Promise<void> {
  const text = "SELECT set_config('idle_in_transaction_session_timeout', $1, true)";
  await db.executeSql(text, [String(longestStillMs)]);
}

/**
 * Runs statements of pg-boss in a transaction on its own connections, so that they need not wait for what handlers do on
 * the pool's.
 *
 * @param parts - of the inbox
 * @param work - gets what pg-boss is given, so that it works in the transaction
 * @returns what the work resolves to
 */
export async function inBossTransaction<Result>(
  { boss, pool }: Pick<PgBossParts, 'boss' | 'pool'>,
  work: (db: PgBossDb) => Promise<Result>,
): Promise<Result> {
  const transaction = await boss.getDb().beginTransaction?.();
  if (!transaction) return inTransaction(pool, ({ db }) => work(db));
  try {
    const result = await work(transaction.db);
    await transaction.commit();
    return result;
  } catch (error) {
    await transaction.rollback();
    throw error;
  }
}
