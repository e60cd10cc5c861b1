import { openTransactionError, type SqliteConnection } from './sqlite-connection.ts';

const full = 2;

/** What is set where the application has left SQLite's own default: those, and what is better here. */
const defaults = [
  // In bytes: otherwise a log that has once grown stays as large as it was.
  { name: 'journal_size_limit', before: -1, after: 64 * 2 ** 20 },
  // In pages: ids are random, so that each commit changes pages all over their index, and a checkpoint writes them once.
  { name: 'wal_autocheckpoint', before: 1000, after: 4000 },
] as const;

/**
 * Makes a connection durable: a commit has reached the disk when it returns.
 *
 * @throws TypeError where the database cannot be so: it is not a file, or cannot have a write-ahead log; Error where it
 * cannot be written
 */
export function makeDurable(connection: SqliteConnection): void {
  if (connection.isInside()) throw openTransactionError();
  const mode = connection.pragma('journal_mode = WAL');
  if (mode !== 'wal') {
    throw new TypeError(
      `The inbox needs a database in a file with a write-ahead log, and SQLite keeps this one's journal mode at ${String(mode)}.`,
    );
  }
  keepDurable(connection);
  for (const { name, before, after } of defaults) {
    if (Number(connection.pragma(name)) === before) connection.pragma(`${name} = ${after}`);
  }
  if (Number(connection.pragma('synchronous')) < full) {
    throw new TypeError('The inbox needs PRAGMA synchronous = FULL, and the connection does not take it.');
  }
}

/** Sets again what makes a connection durable, where the application has set it otherwise since. */
export function keepDurable(connection: SqliteConnection): void {
  if (Number(connection.pragma('synchronous')) < full) connection.exec('PRAGMA synchronous = FULL');
}

/** Does something at once or not at all: SQLite's own waiting for a lock blocks the event loop. */
export function withoutWaiting<Result>(connection: SqliteConnection, act: () => Result): Result {
  const before = Number(connection.pragma('busy_timeout'));
  if (before === 0) return act();
  connection.exec('PRAGMA busy_timeout = 0');
  try {
    return act();
  } finally {
    connection.exec(`PRAGMA busy_timeout = ${before}`);
  }
}
