import type { SqlClient, SqlQuery, SqlRow, SqlValue, Steps } from './sql-client.ts';
import type { SqlDialect } from './sql-dialect.ts';
import { migrateTables } from './sql-migrate.ts';
import { toValues, type SqlStatement } from './sql-statements.ts';
import { ask } from './sql-steps.ts';
import type { SqlTables } from './sql-tables.ts';

/** What a store is made of. */
export interface SqlStoreParts<Tx> {
  readonly client: SqlClient<Tx>;
  readonly dialect: SqlDialect;
  readonly tables: SqlTables;
  /** Unix milliseconds; not asked where the database's own clock is used. */
  readonly now: () => number;
  /** Whether the tables are made at first use. */
  readonly migrate: boolean;
}

/** Values by name. */
export type NamedValues = Readonly<Record<string, SqlValue>>;

/** Runs a store's statements. */
export interface SqlRunner<Tx> {
  /** One statement in a transaction of its own. */
  run(statement: SqlStatement, values: NamedValues): Promise<readonly SqlRow[]>;
  /** One statement of a transaction; its first row. */
  runInside(query: SqlQuery, statement: SqlStatement, values: NamedValues): Steps<SqlRow | undefined>;
  /** Steps in one transaction, which are done again while the database is busy and `mayRepeat` says so. */
  transaction<Result>(
    steps: (tx: Tx, query: SqlQuery) => Steps<Result>,
    mayRepeat: () => boolean,
  ): Promise<Result>;
  /** Deletes some of what is over, now and then, so that no table grows for ever; nobody waits for it. */
  prune(statement: SqlStatement): void;
  migrate(): Promise<void>;
}

const pruneLimit = 200;
/** One call in so many prunes: more rows may go than come. */
const pruneInterval = 64;

/**
 * Gives statements their values, and sees that the tables are there.
 *
 * @param parts - the store's
 * @returns what runs statements
 */
export function createRunner<Tx>(parts: SqlStoreParts<Tx>): SqlRunner<Tx> {
  const { client, dialect, tables, now } = parts;
  let migrated: Promise<void> | undefined;
  const migrate = (): Promise<void> =>
    (migrated ??= migrateTables(client, dialect, tables).catch((error: unknown) => {
      migrated = undefined;
      throw error;
    }));
  const ready = async (): Promise<void> => (parts.migrate ? migrate() : undefined);
  const valuesOf = (statement: SqlStatement, values: NamedValues): SqlValue[] =>
    toValues(dialect, statement, { now: now(), ...values });
  const run = async (statement: SqlStatement, values: NamedValues): Promise<readonly SqlRow[]> => {
    await ready();
    return dialect.patiently(() => client.query(statement.text, valuesOf(statement, values)));
  };
  return {
    run,
    *runInside(query, statement, values) {
      const [row] = yield* ask(query(statement.text, valuesOf(statement, values)));
      return row;
    },
    async transaction(steps, mayRepeat) {
      await ready();
      return dialect.patiently(() => client.transaction(steps), mayRepeat);
    },
    prune(statement) {
      if (Math.random() * pruneInterval >= 1) return;
      run(statement, { limit: pruneLimit }).catch(() => {});
    },
    migrate,
  };
}
