import type { SqlClient, SqlQuery, SqlRow } from './sql-client.ts';
import { toDrizzleQuery } from './sql-drizzle.ts';
import { runBegun } from './postgres-begin.ts';

interface PgDrizzleExecutorLike {
  execute(query: never): PromiseLike<unknown>;
}

/** A Drizzle database over `pg` or postgres.js. */
export interface PgDrizzleLike extends PgDrizzleExecutorLike {
  transaction<Result>(work: (tx: unknown) => Promise<Result>): Promise<Result>;
}

/**
 * Speaks to PostgreSQL through Drizzle.
 *
 * @param db - the application's
 * @returns the client; its transactions are those of `db.transaction`
 */
export function toPgDrizzleClient<Tx>(db: PgDrizzleLike): SqlClient<Tx> {
  const queryOf =
    (executor: unknown) =>
    async (...[text, values]: Parameters<SqlQuery>): Promise<readonly SqlRow[]> => {
      const query = toDrizzleQuery(text, values) as never;
      const answer = await (executor as PgDrizzleExecutorLike).execute(query);
      // postgres.js gives the rows, pg gives them in its result.
      return (Array.isArray(answer) ? answer : (answer as { rows: unknown }).rows) as readonly SqlRow[];
    };
  return {
    query: queryOf(db),
    transaction: (steps) => runBegun(steps, queryOf, (work) => db.transaction(work)),
  };
}
