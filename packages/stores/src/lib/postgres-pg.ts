import type { SqlClient, SqlQuery, SqlRow } from './sql-client.ts';
import { runSteps } from './sql-steps.ts';

interface PgResultLike {
  readonly rows: readonly unknown[];
}

/** A client that a pool has lent. */
interface PgPoolClientLike {
  query(text: string, values?: unknown[]): Promise<PgResultLike>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  off(event: 'error', listener: (error: Error) => void): unknown;
  release(error?: Error | boolean): void;
}

/** A `Pool` of `pg`. */
export interface PgPoolLike {
  readonly totalCount: number;
  query(text: string, values?: unknown[]): Promise<PgResultLike>;
  connect: {
    (): Promise<PgPoolClientLike>;
    (callback: (...values: unknown[]) => void): void;
  };
}

/**
 * Speaks to PostgreSQL through `pg`.
 *
 * @param pool - the application's
 * @returns the client; its transactions are a client of the pool
 */
export function toPgClient<Tx>(pool: PgPoolLike): SqlClient<Tx> {
  return {
    async query(text, values) {
      const { rows } = await pool.query(text, [...values]);
      return rows as readonly SqlRow[];
    },
    async transaction(steps) {
      let broken: Error | undefined;
      const fail = (error: Error): void => void (broken ??= error);
      const client = await lend(pool, fail);
      const query: SqlQuery = async (text, values) => {
        const { rows } = await client.query(text, [...values]);
        return rows as readonly SqlRow[];
      };
      try {
        await client.query('BEGIN');
        const result = await runSteps(steps(client as Tx, query));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(fail);
        throw error;
      } finally {
        client.off('error', fail);
        client.release(broken);
      }
    },
  };
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
