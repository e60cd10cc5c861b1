import type { SqlClient, SqlRow, SqlValue } from './sql-client.ts';
import { runInKysely, type KyselyExecutorLike, type KyselyLike } from './sql-kysely.ts';
import { runSteps } from './sql-steps.ts';

/** Runs a statement that waits for no lock; the application's busy timeout is there again afterwards. */
async function runAtOnce(
  executor: KyselyExecutorLike,
  text: string,
  values: readonly SqlValue[],
): Promise<readonly SqlRow[]> {
  const [before] = await runInKysely(executor, 'PRAGMA busy_timeout', []);
  await runInKysely(executor, 'PRAGMA busy_timeout = 0', []);
  try {
    return await runInKysely(executor, text, values);
  } finally {
    await runInKysely(executor, `PRAGMA busy_timeout = ${Number(before?.['timeout'])}`, []);
  }
}

/**
 * Speaks to SQLite through Kysely, which lets nobody else use the connection while a transaction waits.
 *
 * @param kysely - the application's
 * @returns the client; its transactions are a `Transaction` of Kysely
 */
export function toSqliteKyselyClient<Tx>(kysely: KyselyLike): SqlClient<Tx> {
  return {
    query: (text, values) => kysely.connection().execute((connection) => runAtOnce(connection, text, values)),
    transaction: (steps) =>
      kysely.transaction().execute((tx) => {
        const executor = tx as KyselyExecutorLike;
        return runSteps(steps(tx as Tx, (text, values) => runAtOnce(executor, text, values)));
      }),
  };
}
