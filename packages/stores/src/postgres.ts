import { toPostgresClient, type PostgresClient, type PostgresTransaction } from './lib/postgres-client.ts';
import { postgresDialect } from './lib/postgres-dialect.ts';
import { toStoreMigrations, type SqlStoreMigration } from './lib/sql-store-migrations.ts';
import { createSqlStore, type SqlStore } from './lib/sql-store.ts';
import { toTables } from './lib/sql-tables.ts';

export type { PostgresClient, PostgresTransaction } from './lib/postgres-client.ts';
export type { SqlStoreMigration } from './lib/sql-store-migrations.ts';
export type { SqlStore } from './lib/sql-store.ts';

/** Options of {@link postgresStore}. */
export interface PostgresStoreOptions<Client extends PostgresClient> {
  /** A `Pool` of `pg`, an `Sql` of postgres.js, a Drizzle database over either, a `Kysely` or a `PrismaClient`. */
  readonly client: Client;
  /** The table of the events; the names of the others begin with it. (`hooklatch_events`) */
  readonly table?: string | undefined;
  /** The schema that they stand in; it is created where it is missing. (what the connection's `search_path` says) */
  readonly schema?: string | undefined;
  /** Whether the tables are created, or brought up to date, at first use. (true) */
  readonly migrate?: boolean | undefined;
}

/**
 * Remembers events in PostgreSQL 12 or newer, beside the application's own data, so that `transaction` writes both or
 * neither. Leases and retentions go by the server's clock.
 *
 * A claim is one statement. One that is not answered within 1.8 seconds rejects, such as where the pool is exhausted, and
 * gives the key back where it got it after all. A serialization failure or a deadlock rejects too; nothing was written
 * then, and the provider sends the event again. `transaction` locks nothing before the work is done: meanwhile the lease
 * can be extended, and where it ends and another takes the key, this one is rolled back. In `REPEATABLE READ` an extension
 * during the work makes its transaction fail.
 *
 * Keys of more than 512 UTF-16 code units, and those that are no UTF-8 text or hold a NUL, are stored as their beginning
 * and their SHA-256. The database's encoding must be UTF-8.
 *
 * @param options - client and names
 * @returns the store; with Drizzle, Kysely or Prisma its `transaction` gives the work their own transaction
 * @throws TypeError where the client is none of those, or a name is not 1 to 40 letters, digits and `_`
 * @example
 * ```ts
 * import { postgresStore } from '@hooklatch/stores/postgres';
 * import { Pool } from 'pg';
 *
 * const store = postgresStore({ client: new Pool() });
 * const claim = await store.claim('stripe:evt_1', 60_000);
 * if (claim.state === 'claimed') {
 *   await store.transaction('stripe:evt_1', claim.token, 7 * 86_400_000, (tx) =>
 *     tx.query('UPDATE invoices SET paid = true WHERE id = $1', ['in_1']),
 *   );
 * }
 * ```
 */
export function postgresStore<Client extends PostgresClient>({
  client,
  table,
  schema,
  migrate = true,
}: PostgresStoreOptions<Client>): SqlStore<PostgresTransaction<Client>> {
  return createSqlStore({
    client: toPostgresClient(client),
    dialect: postgresDialect,
    tables: toTables(table, schema),
    now: Date.now,
    migrate,
  });
}

/**
 * What `migrate` does, for the application's own migration tool: run each once, in order, in a transaction. They name the
 * tables as a store without `table` and `schema` does, and remember their version, so that the store sees them.
 */
export const postgresStoreMigrations: readonly SqlStoreMigration[] = toStoreMigrations(
  postgresDialect.migrations(toTables()),
);
