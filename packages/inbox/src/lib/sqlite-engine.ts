import { sqliteStore } from '@hooklatch/stores/sqlite';
import type { InboxEngine } from './engine.ts';
import { sqliteAttempts } from './sqlite-attempts.ts';
import type { SqliteClientLike } from './sqlite-client.ts';
import { openSqliteDatabase } from './sqlite-database.ts';
import { sqliteOperations } from './sqlite-operations.ts';
import { sqlitePuts } from './sqlite-puts.ts';
import { toSqliteTables } from './sqlite-tables.ts';
import { startSqliteWork } from './sqlite-work.ts';

/** How an inbox in SQLite keeps messages. */
export interface SqliteSettings {
  /** How long a message that was handled, or discarded, is remembered, in milliseconds. (7 days) */
  readonly retentionMs?: number | undefined;
  /** Whether content is kept for the retention too; without it a message that was handled cannot be replayed. (true) */
  readonly keepFinished?: boolean | undefined;
  /** How often a worker looks for what other processes have put, or what has become due, in milliseconds. (200) */
  readonly pollMs?: number | undefined;
  /** Whether the tables are created, or brought up to date, at first use. (true) */
  readonly migrate?: boolean | undefined;
  /** What the names of all tables begin with: at most 30 letters, digits and `_`. (`hooklatch_`) */
  readonly prefix?: string | undefined;
  /** Unix milliseconds. (`Date.now`) */
  readonly now?: (() => number) | undefined;
}

/** What an engine in SQLite is made of: a client or a file, and how messages are kept. */
export interface SqliteEngineOptions extends SqliteSettings {
  readonly client?: SqliteClientLike | undefined;
  readonly file?: string | undefined;
}

const weekMs = 7 * 86_400_000;

/**
 * An engine in a file of SQLite.
 *
 * @throws TypeError where an option cannot be used; Error where the file cannot be
 */
export function sqliteEngine(options: SqliteEngineOptions): InboxEngine {
  const { client, file, migrate = true, now = Date.now } = options;
  const { retentionMs = weekMs, keepFinished = true, pollMs = 200 } = options;
  if (!(retentionMs > 0)) throw new TypeError(`retentionMs cannot be ${retentionMs}.`);
  if (!(pollMs > 0 && pollMs < 2 ** 31)) throw new TypeError(`pollMs cannot be ${pollMs}.`);
  const tables = toSqliteTables(options.prefix);
  const { connection, writer, ready, ...database } = openSqliteDatabase({ client, file, migrate }, tables);
  const put = sqlitePuts(connection, tables);
  const attempts = sqliteAttempts(connection, tables, { retentionMs, keepFinished });
  const operations = sqliteOperations(connection, tables);
  const wakes = new Set<() => void>();
  const wakeAll = (): void => {
    for (const wake of wakes) wake();
  };
  const onWake = (wake: () => void): (() => void) => {
    wakes.add(wake);
    return () => void wakes.delete(wake);
  };
  const read = async <Result>(act: () => Result): Promise<Result> => {
    await ready();
    return writer.read(act);
  };
  const write = async <Result>(act: () => Result): Promise<Result> => {
    await ready();
    const result = await writer.write(act);
    database.check();
    wakeAll();
    return result;
  };
  return {
    async put(messages) {
      await ready();
      const time = now();
      const keep = (): ('stored' | 'duplicate')[] => messages.map((message) => put(message, time));
      const kept = await writer.write(keep, { isUrgent: true, rows: messages.length });
      database.check();
      wakeAll();
      return kept;
    },
    async work(work) {
      await ready();
      return startSqliteWork(
        { client: connection.client, writer, attempts, operations, pollMs, now, onWake, wakeAll },
        work,
      );
    },
    replay: (id) => write(() => operations.replay(id, now())),
    dead: {
      list: ({ limit = 100, offset = 0 } = {}) => read(() => operations.list(limit, offset)),
      retry: (id) => write(() => operations.retry(id, now())),
      discard: (id) => write(() => operations.discard(id, now(), retentionMs)),
    },
    stats: () => read(() => operations.count(now())),
    pause: () => write(() => operations.pause()),
    resume: () => write(() => operations.resume()),
    migrate: database.migrate,
    close: database.close,
    store: sqliteStore({ client: connection.client, table: tables.events, migrate, now }),
  };
}
