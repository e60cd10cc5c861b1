import { createRunQueries, createTablesOnDemand, type D1Like } from './lib/d1-run-queries.ts';
import { d1Dialect } from './lib/d1-dialect.ts';
import { createD1Keys, pruneQueries, type D1Keys, type Query } from './lib/d1-keys.ts';
import { toStoreMigrations, type SqlStoreMigration } from './lib/sql-store-migrations.ts';
import { toTables } from './lib/sql-tables.ts';

export type { D1Like, D1StatementLike } from './lib/d1-run-queries.ts';
export type { D1Keys } from './lib/d1-keys.ts';
export type { SqlStoreMigration } from './lib/sql-store-migrations.ts';

/** Options of {@link d1Store}. */
export interface D1StoreOptions {
  /** The binding, or a session with it. */
  readonly database: D1Like;
  /** The table of the events; the names of the others begin with it. (`hooklatch_events`) */
  readonly table?: string | undefined;
  /** Whether the tables are created where they are missing. (true) */
  readonly migrate?: boolean | undefined;
}

/** What {@link d1Store} makes. */
export interface D1Store extends D1Keys {
  /** Creates the tables, all or none; where they are there it changes nothing. */
  migrate(): Promise<void>;
}

/** One claim in so many also deletes what nobody needs any longer: more may go than come. */
const pruneInterval = 64;
const pruneLimit = 200;

/**
 * Remembers events in Cloudflare D1. Each call is one transaction and one round trip; the clock is the database's.
 *
 * D1 has no transactions that an application's own work could be part of, so that the store has no `transaction`.
 *
 * @param options - binding and name
 * @returns the store; its calls reject where D1 cannot be reached
 * @throws TypeError where the name is not 1 to 40 letters, digits and `_`
 * @example
 * ```ts
 * import { createWebhook, type Webhook } from '@hooklatch/core';
 * import { clerk } from '@hooklatch/providers/clerk';
 * import { d1Store, type D1Like } from '@hooklatch/stores/d1';
 *
 * const toWebhook = ({ DB }: { DB: D1Like }): Webhook =>
 *   createWebhook(clerk<object>(), { store: d1Store({ database: DB }), on: { '*': ({ id }) => console.log(id) } });
 * ```
 */
export function d1Store({ database, table, migrate = true }: D1StoreOptions): D1Store {
  const tables = toTables(table);
  const definitions = d1Dialect
    .migrations(tables)
    .flatMap(({ statements }) => statements)
    .map((text): Query => [text, []]);
  const prune = pruneQueries(tables, pruneLimit);
  const run = createRunQueries(database);
  return {
    ...createD1Keys({
      tables,
      run: migrate ? createTablesOnDemand(run, definitions) : run,
      afterClaim: () => (Math.random() * pruneInterval < 1 ? prune : []),
    }),
    async migrate() {
      await run(definitions);
    },
  };
}

/**
 * What `migrate` does, for the `migrations` directory that Wrangler applies. They name the tables as a store without
 * `table` does.
 */
export const d1StoreMigrations: readonly SqlStoreMigration[] = toStoreMigrations(
  d1Dialect.migrations(toTables()),
);
