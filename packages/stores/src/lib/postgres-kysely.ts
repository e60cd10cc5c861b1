import type { SqlClient } from './sql-client.ts';
import { runInKysely, type KyselyExecutorLike, type KyselyLike } from './sql-kysely.ts';
import { runSteps } from './sql-steps.ts';

/**
 * Speaks to PostgreSQL through Kysely.
 *
 * @param kysely - the application's
 * @returns the client; its transactions are a `Transaction` of Kysely
 */
export function toPgKyselyClient<Tx>(kysely: KyselyLike): SqlClient<Tx> {
  return {
    query: (text, values) => runInKysely(kysely, text, values),
    transaction: (steps) =>
      kysely.transaction().execute((tx) => {
        const executor = tx as KyselyExecutorLike;
        return runSteps(steps(tx as Tx, (text, values) => runInKysely(executor, text, values)));
      }),
  };
}
