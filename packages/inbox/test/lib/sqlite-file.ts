import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { DatabaseSync } from 'node:sqlite';
import type { SqliteClientLike } from '../../src/sqlite.ts';

/** A file in a directory of its own. */
export interface SqliteFile {
  readonly dir: string;
  readonly path: string;
  remove(): void;
}

/** Names a file that is not there yet, in a directory that is. */
export function createSqliteFile(): SqliteFile {
  const dir = mkdtempSync(join(tmpdir(), 'hooklatch-inbox-'));
  return { dir, path: join(dir, 'app.db'), remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Every client that an inbox takes. */
export const sqliteClients: Readonly<Record<string, (path: string) => SqliteClientLike>> = {
  'node:sqlite': (path) => new DatabaseSync(path),
  'better-sqlite3': (path) => new BetterSqlite(path),
};

/** The rows of a statement, on a connection of their own. */
export function readSqlite(path: string, text: string): readonly Readonly<Record<string, unknown>>[] {
  const database = new DatabaseSync(path);
  try {
    return database.prepare(text).all();
  } finally {
    database.close();
  }
}
