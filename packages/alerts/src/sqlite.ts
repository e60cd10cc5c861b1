import {
  createSqliteWriter,
  isBusy,
  openSqlite,
  toSqliteConnection,
  type SqliteConnection,
} from '@hooklatch/inbox/engine';
import type { SqliteClientLike } from '@hooklatch/inbox/sqlite';
import type { AlertOutbox } from './lib/outbox.ts';
import { outboxRows } from './lib/sqlite-outbox-rows.ts';
import { outboxStatements, toOutboxTables } from './lib/sqlite-outbox-tables.ts';

export type { SqliteClientLike } from '@hooklatch/inbox/sqlite';
export type { AlertOutbox } from './lib/outbox.ts';

/** Options of {@link sqliteOutbox}: a file or a client, and the tables' names. */
export type SqliteOutboxOptions = (
  | {
      /** A path, which `node:sqlite` opens, and creates where nothing is there; its directory must be there. */
      readonly file: string;
      readonly client?: undefined;
    }
  | {
      /** A `DatabaseSync` of `node:sqlite`, or a `Database` of `better-sqlite3`. It stays the application's. */
      readonly client: SqliteClientLike;
      readonly file?: undefined;
    }
) & {
  /** What the names of all tables begin with: at most 30 letters, digits and `_`. (`hooklatch_`) */
  readonly prefix?: string | undefined;
};

/** How long a write waits for another process's lock, in milliseconds: nobody waits for it. */
const patienceMs = 30_000;

/**
 * An outbox in a file of SQLite 3.35 or newer, for the processes of one machine: an alert is on the disk before its
 * `change` resolves. What is observed in one turn of the event loop is committed together.
 *
 * The connection's `journal_mode` becomes WAL and its `synchronous` FULL, also that of a client which is passed in, and
 * stay so. Its tables are made at first use.
 *
 * @param options - a client or a file
 * @returns the outbox; it closes what it has opened itself
 * @throws TypeError where an option cannot be used, this runtime has no `node:sqlite` to open a file with, or the database
 * cannot have a write-ahead log; Error where the file cannot be opened
 * @example
 * ```ts
 * import { sqliteOutbox } from '@hooklatch/alerts/sqlite';
 *
 * export const outbox = sqliteOutbox({ file: 'alerts.db' });
 * ```
 */
export function sqliteOutbox(options: SqliteOutboxOptions): AlertOutbox {
  const { client, file, prefix } = options;
  const tables = toOutboxTables(prefix);
  const own = openSqlite('sqliteOutbox', { client, file });
  const connection = toSqliteConnection(own);
  const writer = createSqliteWriter(connection);
  const rows = outboxRows(connection, tables);
  const wakes = new Set<() => void>();
  let preparing: Promise<void> | undefined;
  const prepare = async (): Promise<void> => {
    await writer.read(() => keepLog(connection));
    await writer.write(() => connection.exec(outboxStatements(tables)), { patienceMs });
  };
  const ready = (): Promise<void> => {
    preparing ??= prepare().catch((error: unknown) => {
      preparing = undefined;
      throw error;
    });
    return preparing;
  };
  const write = async <Result>(act: () => Result): Promise<Result> => {
    await ready();
    return writer.write(act, { patienceMs });
  };
  const read = async <Result>(act: () => Result): Promise<Result> => {
    await ready();
    return writer.read(act);
  };
  try {
    keepLog(connection);
  } catch (error) {
    if (!isBusy(error)) {
      if (client === undefined) own.close();
      throw error;
    }
  }
  return {
    isDurable: true,
    async change(ruleId, change, now) {
      const isNew = await write(() => rows.change(ruleId, change, now));
      if (isNew) for (const wake of wakes) wake();
    },
    async claim(claim) {
      const isDue = await read(() => rows.isDue(claim.channels, claim.now));
      return isDue ? write(() => rows.claim(claim)) : [];
    },
    extend: (send, leaseMs, now) => write(() => rows.extend(send, leaseMs, now)),
    settle: (send, verdict, now) => write(() => rows.settle(send, verdict, now)),
    countDue: (channels, now) => read(() => rows.countDue(channels, now)),
    countWaiting: () => read(() => rows.countWaiting()),
    prune: (now) => write(() => rows.prune(now)),
    onWake(wake) {
      wakes.add(wake);
      return () => void wakes.delete(wake);
    },
    async close() {
      await writer.settled();
      if (client === undefined) own.close();
    },
  };
}

/** @throws TypeError where the database cannot have a write-ahead log, as one in memory cannot */
function keepLog(connection: SqliteConnection): void {
  const mode = connection.pragma('journal_mode = WAL');
  if (mode !== 'wal')
    throw new TypeError(
      'The outbox needs a database in a file with a write-ahead log: one in memory is lost.',
    );
}
