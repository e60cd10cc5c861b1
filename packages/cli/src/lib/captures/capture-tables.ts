import { DatabaseSync } from 'node:sqlite';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';

/** In the header of the file, so that no other program's database is written to. */
const applicationId = 0x686b6c63;
const version = 1;

// What a list shows stands apart from the bytes, which may be large.
const tables = `
  CREATE TABLE captures (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, received_at INTEGER NOT NULL, method TEXT NOT NULL,
    target TEXT NOT NULL, bytes INTEGER NOT NULL, verdict TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE contents (
    seq INTEGER PRIMARY KEY REFERENCES captures ON DELETE CASCADE, headers TEXT NOT NULL, body BLOB NOT NULL
  ) STRICT;
  CREATE TABLE answers (
    seq INTEGER NOT NULL REFERENCES captures ON DELETE CASCADE, attempt INTEGER NOT NULL, at INTEGER NOT NULL,
    milliseconds REAL NOT NULL, target TEXT NOT NULL, status INTEGER, error TEXT, is_resigned INTEGER NOT NULL,
    headers TEXT, body BLOB, PRIMARY KEY (seq, attempt)
  ) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${version};`;

/**
 * Opens a file of captures, and makes its tables where there are none.
 *
 * @throws CliError where it is something else, or cannot be opened
 */
export function openCaptureTables(file: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 5000 });
    database.exec('PRAGMA foreign_keys = ON');
    prepare(database, file);
    // A commit is in the file when it returns, which the end of the process does not undo; a power cut may.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000');
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof CliError) throw error;
    throw new CliError('captures_unreadable', `${file} cannot be opened: ${(error as Error).message}`, {
      exitCode: exitCode.failed,
    });
  }
}

function prepare(database: DatabaseSync, file: string): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    if (!isOurs(database, file)) database.exec(tables);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function isOurs(database: DatabaseSync, file: string): boolean {
  const pragma = (name: string): unknown => database.prepare(`PRAGMA ${name}`).get()?.[name];
  const hasTables = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
  if (!hasTables) return false;
  if (pragma('application_id') !== applicationId) {
    throw new CliError('captures_foreign', `${file} is a database of another program.`);
  }
  if (pragma('user_version') !== version) {
    throw new CliError('captures_newer', `${file} was written by a newer hooklatch.`);
  }
  return true;
}
