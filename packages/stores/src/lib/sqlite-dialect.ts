import type { SqlMigration, SqlDialect } from './sql-dialect.ts';
import type { SqlTables } from './sql-tables.ts';
import { whileBusy } from './sqlite-busy.ts';

/** SQLite 3.35 or newer. Time is the process's, in Unix milliseconds. */
export const sqliteDialect: SqlDialect = {
  parameter: () => '?',
  hasNumberedValues: false,
  toValue: (value) => value,
  readable: (expression) => expression,
  now: '{now}',
  past: '0',
  later: (value) => `{now} + ${value}`,
  left: (column) => `${column} - {now}`,
  version: (value) => value,
  // Read first: it needs no lock, and most of what is sent again is done.
  claim: (live, take) => [live, take('TRUE')],
  // A connection has one transaction, and nothing else is on it meanwhile.
  transactionId: "''",
  // Takes the lock for writing before anything is read, as BEGIN IMMEDIATE does where there is one.
  fence: (table, holds) => `UPDATE ${table} SET token = token WHERE ${holds} RETURNING '' AS id`,
  prune: (table, isOver) => `DELETE FROM ${table} WHERE key IN
    (SELECT key FROM ${table} WHERE ${isOver} ORDER BY expires LIMIT {limit}) RETURNING key`,
  isMigrated: ({ migrationsName }) =>
    `SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = '${migrationsName}'`,
  *beforeMigrations() {},
  migrations: (tables) => [first(tables)],
  patiently: whileBusy,
};

const first = (tables: SqlTables): SqlMigration => ({
  version: 1,
  statements: [
    `CREATE TABLE IF NOT EXISTS ${tables.events} (
  key TEXT PRIMARY KEY NOT NULL,
  token TEXT,
  attempt INTEGER NOT NULL,
  done INTEGER NOT NULL,
  until INTEGER NOT NULL,
  expires INTEGER NOT NULL
) WITHOUT ROWID`,
    `CREATE INDEX IF NOT EXISTS ${tables.eventsIndex} ON ${tables.events} (expires)`,
    `CREATE TABLE IF NOT EXISTS ${tables.watermarks} (
  key TEXT PRIMARY KEY NOT NULL,
  version REAL NOT NULL,
  expires INTEGER NOT NULL
) WITHOUT ROWID`,
    `CREATE INDEX IF NOT EXISTS ${tables.watermarksIndex} ON ${tables.watermarks} (expires)`,
    `CREATE TABLE IF NOT EXISTS ${tables.migrations} (
  version INTEGER PRIMARY KEY,
  applied TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
)`,
    `INSERT INTO ${tables.migrations} (version) VALUES (1) ON CONFLICT DO NOTHING RETURNING version`,
  ],
});
