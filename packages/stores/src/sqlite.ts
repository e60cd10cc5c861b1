import { toStoreMigrations, type SqlStoreMigration } from './lib/sql-store-migrations.ts';
import { createSqlStore, type SqlStore } from './lib/sql-store.ts';
import { toTables } from './lib/sql-tables.ts';
import { toSqliteClient, type SqliteClient, type SqliteTransaction } from './lib/sqlite-client.ts';
import { sqliteDialect } from './lib/sqlite-dialect.ts';

export type { SqlStoreMigration } from './lib/sql-store-migrations.ts';
export type { SqlStore } from './lib/sql-store.ts';
export type { SqliteClient, SqliteTransaction } from './lib/sqlite-client.ts';

/** Options of {@link sqliteStore}. */
export interface SqliteStoreOptions<Client extends SqliteClient> {
  /** A `DatabaseSync` of `node:sqlite`, a `Database` of `better-sqlite3`, Drizzle over `better-sqlite3`, or a `Kysely`. */
  readonly client: Client;
  /** The table of the events; the names of the others begin with it. (`hooklatch_events`) */
  readonly table?: string | undefined;
  /** Whether the tables are created, or brought up to date, at first use. (true) */
  readonly migrate?: boolean | undefined;
  /** Unix milliseconds. (`Date.now`) */
  readonly now?: (() => number) | undefined;
}

/**
 * Remembers events in a file of SQLite 3.35 or newer, for processes of one machine, beside the application's own data, so
 * that `transaction` writes both or neither.
 *
 * The journal mode is the application's: `PRAGMA journal_mode = WAL` lets others read while one writes, and with
 * `PRAGMA synchronous = FULL` what was completed survives a power cut. Where another process has the lock, the store
 * comes back for it without blocking the event loop, and rejects after 1.5 seconds. For that it sets the connection's busy
 * timeout during its own statements, and sets it back. It rejects, too, where the application has a transaction open on the
 * connection for so long.
 *
 * Keys of more than 512 UTF-16 code units, and those that are no UTF-8 text or hold a NUL, are stored as their beginning
 * and their SHA-256.
 *
 * @param options - client, name and clock
 * @returns the store; the work of its `transaction` must be synchronous, but with Kysely, must end within the lease, and
 * nobody else can write to the file meanwhile
 * @throws TypeError where the client is none of those, or the name is not 1 to 40 letters, digits and `_`
 * @example
 * ```ts
 * import { sqliteStore } from '@hooklatch/stores/sqlite';
 * import { DatabaseSync } from 'node:sqlite';
 *
 * const client = new DatabaseSync('app.db');
 * client.exec('PRAGMA journal_mode = WAL');
 * const store = sqliteStore({ client });
 * const claim = await store.claim('stripe:evt_1', 60_000);
 * if (claim.state === 'claimed') {
 *   await store.transaction('stripe:evt_1', claim.token, 7 * 86_400_000, (tx) =>
 *     tx.prepare('UPDATE invoices SET paid = 1 WHERE id = ?').run('in_1'),
 *   );
 * }
 * ```
 */
export function sqliteStore<Client extends SqliteClient>({
  client,
  table,
  migrate = true,
  now = Date.now,
}: SqliteStoreOptions<Client>): SqlStore<SqliteTransaction<Client>> {
  return createSqlStore({
    client: toSqliteClient(client),
    dialect: sqliteDialect,
    tables: toTables(table),
    now,
    migrate,
  });
}

/**
 * What `migrate` does, for the application's own migration tool: run each once, in order, in a transaction. They name the
 * tables as a store without `table` does, and remember their version, so that the store sees them.
 */
export const sqliteStoreMigrations: readonly SqlStoreMigration[] = toStoreMigrations(
  sqliteDialect.migrations(toTables()),
);
