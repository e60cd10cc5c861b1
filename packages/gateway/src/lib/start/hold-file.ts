import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';

/** A file of SQLite that is this process's alone. */
export interface HeldFile {
  release(): void;
}

/**
 * Takes a file of SQLite for this process: several that wrote to it would each believe that they are the only one.
 *
 * It is a lock of the operating system, on a small file beside it, so that it goes with the process however that ends.
 *
 * @param file - of the database
 * @throws Error where another process has it; it says which
 */
export function holdFile(file: string): HeldFile {
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec(
      'CREATE TABLE IF NOT EXISTS holder (one INTEGER PRIMARY KEY, pid INTEGER, host TEXT, since INTEGER) STRICT',
    );
    const write = lock.prepare('INSERT OR REPLACE INTO holder VALUES (1, ?, ?, ?)');
    write.run(process.pid, hostname(), Date.now());
    // Held until the end: who comes may still read who has it.
    lock.exec('BEGIN IMMEDIATE');
  } catch (error) {
    const holder = readHolder(lock);
    lock.close();
    if ((error as { errcode?: number }).errcode !== 5) throw error;
    throw new Error(
      `Another gateway${holder} writes to ${file}. Stop it, or name another directory with --data; several processes ` +
        'share a PostgreSQL (DATABASE_URL).',
    );
  }
  return {
    release() {
      lock.exec('ROLLBACK');
      lock.close();
    },
  };
}

function readHolder(lock: DatabaseSync): string {
  try {
    const row = lock.prepare('SELECT pid, host, since FROM holder').get();
    if (row === undefined) return '';
    return ` (process ${Number(row['pid'])} on ${String(row['host'])}, since ${new Date(Number(row['since'])).toISOString()})`;
  } catch {
    return '';
  }
}
