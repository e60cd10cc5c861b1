import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { SqlLike, SqlRow } from '../exchange/sql-delivery-store.ts';

/**
 * Opens a file of SQLite for one relay; what is written is on the disk when a call returns.
 *
 * @param file - is made where it is not there
 * @returns the database
 * @throws Error where the file cannot be opened, or another relay has it
 */
export async function openSqlite(file: string): Promise<SqlLike> {
  const { DatabaseSync: Database } = await import('node:sqlite');
  const database: DatabaseSync = new Database(file);
  try {
    // Before WAL, so that nobody else gets in.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    database.exec('BEGIN EXCLUSIVE; COMMIT');
  } catch (error) {
    database.close();
    throw new Error('The file of the relay is in use, or is no database.', { cause: error });
  }
  const statements = new Map<string, StatementSync>();
  const prepare = (text: string): StatementSync => {
    const known = statements.get(text) ?? database.prepare(text);
    statements.set(text, known);
    return known;
  };
  return {
    run: (text, ...values) => prepare(text).all(...(values as SQLInputValue[])) as readonly SqlRow[],
    transaction(work) {
      database.exec('BEGIN IMMEDIATE');
      try {
        work();
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => database.close(),
  };
}
