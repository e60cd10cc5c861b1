import type { SqlClient, SqlQuery, Steps } from './sql-client.ts';
import type { SqlDialect } from './sql-dialect.ts';
import { ask, runSteps } from './sql-steps.ts';
import type { SqlTables } from './sql-tables.ts';

/** The version that the tables have; 0 where there are none. */
function* readVersion(dialect: SqlDialect, tables: SqlTables, query: SqlQuery): Steps<number> {
  const { length } = yield* ask(query(dialect.isMigrated(tables), []));
  if (length === 0) return 0;
  const latest = `SELECT ${dialect.readable('max(version)')} AS version FROM ${tables.migrations}`;
  const [row] = yield* ask(query(latest, []));
  return Number(row?.['version'] ?? 0);
}

function* applyMissing(dialect: SqlDialect, tables: SqlTables, query: SqlQuery): Steps<void> {
  yield* dialect.beforeMigrations(tables, query);
  const version = yield* readVersion(dialect, tables, query);
  for (const migration of dialect.migrations(tables)) {
    if (migration.version <= version) continue;
    for (const statement of migration.statements) yield* ask(query(statement, []));
  }
}

/**
 * Brings the tables to the newest version: everything that is missing in one transaction, or nothing.
 *
 * @param client - the application's
 * @param dialect - of its database
 * @param tables - their names
 */
export async function migrateTables<Tx>(
  client: SqlClient<Tx>,
  dialect: SqlDialect,
  tables: SqlTables,
): Promise<void> {
  const newest = dialect.migrations(tables).at(-1)?.version ?? 0;
  const version = await dialect.patiently(() => runSteps(readVersion(dialect, tables, client.query)));
  if (version >= newest) return;
  await dialect.patiently(() => client.transaction((_tx, query) => applyMissing(dialect, tables, query)));
}
