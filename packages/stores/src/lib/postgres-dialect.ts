import type { SqlMigration, SqlDialect } from './sql-dialect.ts';
import { ask } from './sql-steps.ts';
import type { SqlTables } from './sql-tables.ts';

/**
 * PostgreSQL 12 or newer. Every value goes there as text and comes back as text, because drivers do not agree on
 * anything else. Time is the server's; `clock_timestamp()` goes on inside a transaction, and while a statement waits.
 */
export const postgresDialect: SqlDialect = {
  parameter: (place) => `$${place}::text`,
  hasNumberedValues: true,
  toValue: (value) => `${value}`,
  readable: (expression) => `(${expression})::text`,
  now: 'clock_timestamp()',
  start: 'statement_timestamp()',
  past: "timestamptz 'epoch'",
  later: (value) => `clock_timestamp() + ${value}::float8 * interval '1 millisecond'`,
  left: (column) => `extract(epoch FROM ${column} - clock_timestamp()) * 1000`,
  version: (value) => `${value}::numeric`,
  // A key that is held or done is only read: nobody waits, and nothing is written.
  claim: (live, take) => [
    `WITH live AS (${live}), taken AS (${take('NOT EXISTS (SELECT FROM live)')})
    SELECT state, attempt, wait FROM taken UNION ALL SELECT state, attempt, wait FROM live`,
  ],
  transactionId: 'txid_current()::text',
  // Not locked: the lease can be extended while the work goes on, and ends where the work hangs.
  fence: (table, holds) => `SELECT txid_current()::text AS id FROM ${table} WHERE ${holds}`,
  prune: (table, isOver) => `WITH old AS MATERIALIZED
      (SELECT key FROM ${table} WHERE ${isOver} ORDER BY expires LIMIT {limit}::integer FOR UPDATE SKIP LOCKED)
    DELETE FROM ${table} AS gone USING old WHERE gone.key = old.key RETURNING gone.key`,
  isMigrated: ({ migrations }) => `SELECT 1 AS found WHERE to_regclass('${migrations}') IS NOT NULL`,
  *beforeMigrations({ schema, migrations }, query) {
    const id = `hashtextextended('hooklatch ${migrations}', 0)`;
    yield* ask(query(`SELECT pg_advisory_xact_lock(${id})::text AS locked`, []));
    if (schema === undefined) return;
    const isThere = `SELECT 1 AS found WHERE to_regnamespace('"${schema}"') IS NOT NULL`;
    const { length } = yield* ask(query(isThere, []));
    if (length === 0) yield* ask(query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`, []));
  },
  migrations: (tables) => [first(tables)],
  patiently: (act) => act(),
};

const first = (tables: SqlTables): SqlMigration => ({
  version: 1,
  statements: [
    `CREATE TABLE IF NOT EXISTS ${tables.events} (
  key text COLLATE "C" PRIMARY KEY,
  token text,
  attempt integer NOT NULL,
  done boolean NOT NULL,
  until timestamptz NOT NULL,
  expires timestamptz NOT NULL
)`,
    `CREATE INDEX IF NOT EXISTS ${tables.eventsIndex} ON ${tables.events} (expires)`,
    `CREATE TABLE IF NOT EXISTS ${tables.watermarks} (
  key text COLLATE "C" PRIMARY KEY,
  version numeric NOT NULL,
  expires timestamptz NOT NULL
)`,
    `CREATE INDEX IF NOT EXISTS ${tables.watermarksIndex} ON ${tables.watermarks} (expires)`,
    `CREATE TABLE IF NOT EXISTS ${tables.migrations} (
  version integer PRIMARY KEY,
  applied timestamptz NOT NULL DEFAULT now()
)`,
    `INSERT INTO ${tables.migrations} (version) VALUES (1) ON CONFLICT DO NOTHING RETURNING version`,
  ],
});
