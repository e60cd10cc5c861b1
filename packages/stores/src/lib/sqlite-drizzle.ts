import { isDefinition, type SqlClient, type SqlQuery, type SqlRow, type SqlValue } from './sql-client.ts';
import { toDrizzleQuery } from './sql-drizzle.ts';
import { runStepsAtOnce } from './sql-steps.ts';
import { endedTransactionError, openTransactionError } from './sqlite-busy.ts';
import { commitTimeoutMs, withBusyTimeout, type BusyTimeout } from './sqlite-timeout.ts';

interface SqliteDrizzleExecutorLike {
  all(query: never): unknown[];
  run(query: never): unknown;
}

/** A Drizzle database over `better-sqlite3`. */
export interface SqliteDrizzleLike extends SqliteDrizzleExecutorLike {
  transaction<Result>(
    work: (tx: SqliteDrizzleExecutorLike) => Result,
    options: { readonly behavior: 'immediate' },
  ): Result;
  readonly $client?: { readonly inTransaction?: boolean };
}

/**
 * Speaks to SQLite through Drizzle.
 *
 * @param db - the application's
 * @returns the client; its transactions are those of `db.transaction`
 */
export function toSqliteDrizzleClient<Tx>(db: SqliteDrizzleLike): SqlClient<Tx> {
  const queryOf =
    (executor: SqliteDrizzleExecutorLike) =>
    (text: string, values: readonly SqlValue[]): readonly SqlRow[] => {
      const statement = toDrizzleQuery(text, values) as never;
      if (!isDefinition(text)) return executor.all(statement) as readonly SqlRow[];
      executor.run(statement);
      return [];
    };
  const query = queryOf(db);
  const timeout: BusyTimeout = {
    read: () => Number(query('PRAGMA busy_timeout', [])[0]?.['timeout']),
    write: (timeoutMs) => void query(`PRAGMA busy_timeout = ${timeoutMs}`, []),
  };
  const alone = <Result>(act: () => Result): Result => {
    // Drizzle would make a savepoint inside it.
    if (db.$client?.inTransaction === true) throw openTransactionError();
    return withBusyTimeout(timeout, 0, act);
  };
  const queryInside =
    (tx: SqliteDrizzleExecutorLike): SqlQuery =>
    (text, values) => {
      if (db.$client?.inTransaction === false) throw endedTransactionError();
      return queryOf(tx)(text, values);
    };
  return {
    query: async (text, values) => alone(() => query(text, values)),
    transaction: async (steps) =>
      alone(() =>
        db.transaction(
          (tx) => {
            timeout.write(commitTimeoutMs);
            return runStepsAtOnce(steps(tx as Tx, queryInside(tx)));
          },
          { behavior: 'immediate' },
        ),
      ),
  };
}
