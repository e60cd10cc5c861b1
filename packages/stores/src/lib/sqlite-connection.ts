import { isDefinition, type SqlClient, type SqlRow, type SqlValue } from './sql-client.ts';
import { runStepsAtOnce } from './sql-steps.ts';
import { endedTransactionError, openTransactionError } from './sqlite-busy.ts';
import { commitTimeoutMs, withBusyTimeout, type BusyTimeout } from './sqlite-timeout.ts';

interface SqliteStatementLike {
  all(...values: SqlValue[]): unknown[];
  /** Of `node:sqlite`, where a connection may be set to give arrays. */
  setReturnArrays?(enabled: boolean): void;
}

/** A `DatabaseSync` of `node:sqlite`, or a `Database` of `better-sqlite3`. */
export interface SqliteConnectionLike {
  prepare(text: string): SqliteStatementLike;
  exec(text: string): unknown;
  /** Whether it is inside a transaction, as `node:sqlite` calls it, and as `better-sqlite3` does. */
  readonly isTransaction?: boolean;
  readonly inTransaction?: boolean;
}

/**
 * Speaks to SQLite through a synchronous connection.
 *
 * @param connection - the application's
 * @returns the client; its transactions are the connection itself
 */
export function toSqliteConnectionClient<Tx>(connection: SqliteConnectionLike): SqlClient<Tx> {
  const prepared = new Map<string, SqliteStatementLike>();
  const prepare = (text: string): SqliteStatementLike => {
    const statement = connection.prepare(text);
    statement.setReturnArrays?.(false);
    return statement;
  };
  const query = (text: string, values: readonly SqlValue[]): readonly SqlRow[] => {
    if (isDefinition(text)) {
      connection.exec(text);
      return [];
    }
    const statement = prepared.get(text) ?? prepare(text);
    // One that fails may belong to a connection that was closed, and opened again.
    prepared.delete(text);
    const rows = statement.all(...values) as readonly SqlRow[];
    prepared.set(text, statement);
    return rows;
  };
  const timeout: BusyTimeout = {
    // Not a prepared one: SQLite reads and sets it when the statement is compiled.
    read: () => Number((prepare('PRAGMA busy_timeout').all()[0] as SqlRow)['timeout']),
    write: (timeoutMs) => void connection.exec(`PRAGMA busy_timeout = ${timeoutMs}`),
  };
  const isInside = (): boolean | undefined => connection.isTransaction ?? connection.inTransaction;
  const alone = <Result>(act: () => Result): Result => {
    if (isInside()) throw openTransactionError();
    return withBusyTimeout(timeout, 0, act);
  };
  const queryInside = (text: string, values: readonly SqlValue[]): readonly SqlRow[] => {
    if (isInside() === false) throw endedTransactionError();
    return query(text, values);
  };
  return {
    query: async (text, values) => alone(() => query(text, values)),
    transaction: async (steps) =>
      alone(() => {
        connection.exec('BEGIN IMMEDIATE');
        try {
          timeout.write(commitTimeoutMs);
          const result = runStepsAtOnce(steps(connection as Tx, queryInside));
          connection.exec('COMMIT');
          return result;
        } catch (error) {
          // After some errors SQLite has rolled back already.
          if (isInside() ?? true) rollBack(connection);
          throw error;
        }
      }),
  };
}

function rollBack(connection: SqliteConnectionLike): void {
  try {
    connection.exec('ROLLBACK');
  } catch {
    // What went wrong before says more.
  }
}
