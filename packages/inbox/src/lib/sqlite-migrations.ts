import type { SqliteConnection } from './sqlite-connection.ts';
import type { SqliteTables } from './sqlite-tables.ts';
import type { SqliteWriter } from './sqlite-writer.ts';

/** A change of the tables of a `sqliteInbox`. */
export interface SqliteInboxMigration {
  /** From 1. */
  readonly version: number;
  /** Several statements. */
  readonly sql: string;
}

/** Every change, the first one first. */
export function toSqliteMigrations(tables: SqliteTables): readonly SqliteInboxMigration[] {
  return [{ version: 1, sql: first(tables) }];
}

/** Which changes a database has. */
export function readSqliteVersion({ all }: SqliteConnection, { migrations }: SqliteTables): number {
  const found = all("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", migrations);
  if (found.length === 0) return 0;
  const [row] = all(`SELECT max(version) AS version FROM ${migrations}`);
  return Number(row?.['version'] ?? 0);
}

/** Applies what a database does not have yet; others may do the same at once. */
export async function migrateSqlite(
  connection: SqliteConnection,
  { read, write }: SqliteWriter,
  tables: SqliteTables,
): Promise<void> {
  const migrations = toSqliteMigrations(tables);
  const known = await read(() => readSqliteVersion(connection, tables));
  for (const { version, sql } of migrations) {
    if (version <= known) continue;
    // Each needs the one before.
    // oxlint-disable-next-line no-await-in-loop
    await write(() => {
      if (version > readSqliteVersion(connection, tables)) connection.exec(sql);
    });
  }
}

// Contents have a table of their own, because SQLite writes whole rows: what becomes of a message is written often, and
// its bytes once.
const first = ({ messages, contents, settings, migrations }: SqliteTables): string => `
CREATE TABLE IF NOT EXISTS ${migrations} (
  version INTEGER PRIMARY KEY,
  applied TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE IF NOT EXISTS ${messages} (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  endpoint TEXT NOT NULL,
  provider TEXT NOT NULL,
  type TEXT NOT NULL,
  event_id TEXT,
  received_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'active', 'done', 'dead')),
  due_at INTEGER,
  token TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  replay INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  died_at INTEGER,
  expires_at INTEGER
);
CREATE INDEX IF NOT EXISTS ${messages}_due ON ${messages} (due_at, state) WHERE due_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${messages}_died ON ${messages} (died_at) WHERE died_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS ${messages}_expires ON ${messages} (expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS ${contents} (
  seq INTEGER PRIMARY KEY,
  head TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS ${settings} (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
);
INSERT INTO ${migrations} (version) VALUES (1) ON CONFLICT DO NOTHING;
`;
