import type { SqlClient, SqlQuery, SqlRow } from './sql-client.ts';
import { runBegun } from './postgres-begin.ts';

interface PostgresJsExecutorLike {
  unsafe(text: string, values?: string[]): PromiseLike<readonly unknown[]>;
}

/** An `Sql` of `postgres` (postgres.js). */
export interface PostgresJsLike extends PostgresJsExecutorLike {
  begin: {
    (work: (tx: unknown) => unknown): Promise<unknown>;
    (options: string, work: (tx: unknown) => unknown): Promise<unknown>;
  };
}

/**
 * Speaks to PostgreSQL through postgres.js.
 *
 * @param sql - the application's
 * @returns the client; its transactions are a `TransactionSql`
 */
export function toPostgresJsClient<Tx>(sql: PostgresJsLike): SqlClient<Tx> {
  const queryOf =
    (executor: unknown) =>
    async (...[text, values]: Parameters<SqlQuery>): Promise<readonly SqlRow[]> =>
      (await (executor as PostgresJsExecutorLike).unsafe(text, values as string[])) as readonly SqlRow[];
  return {
    query: queryOf(sql),
    transaction: (steps) => runBegun(steps, queryOf, (work) => sql.begin(work)),
  };
}
