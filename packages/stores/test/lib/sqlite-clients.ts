import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { Kysely, SqliteDialect, type Generated } from 'kysely';
import { DatabaseSync } from 'node:sqlite';
import { sqliteStore, type SqlStore } from '../../src/sqlite.ts';

/** The application's own tables. */
interface NotesDatabase {
  notes: { id: Generated<number>; text: string };
}

/** A store on a file, and what an application does beside it. */
export interface OpenSqlite<Tx> {
  readonly store: SqlStore<Tx>;
  /** Writes with a transaction of the store. */
  write(tx: Tx, text: string): unknown;
  /** Any SQL on the store's connection. */
  exec(sql: string): void;
  /** Of the store's connection, in milliseconds. */
  busyTimeout(): number;
  close(): void;
}

/** What tests choose. */
export type SqliteOptions = {
  readonly now?: () => number;
  readonly table?: string;
  readonly migrate?: boolean;
};

const notes = 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)';
const insert = 'INSERT INTO notes (text) VALUES (?)';

function openNodeSqlite(path: string, options: SqliteOptions = {}): OpenSqlite<DatabaseSync> {
  const client = new DatabaseSync(path);
  return {
    store: sqliteStore({ client, ...options }),
    write: (tx, text) => tx.prepare(insert).run(text),
    exec: (sql) => client.exec(sql),
    busyTimeout: () => Number(client.prepare('PRAGMA busy_timeout').get()?.['timeout']),
    close: () => client.close(),
  };
}

function openBetterSqlite3(path: string, options: SqliteOptions = {}): OpenSqlite<Database.Database> {
  const client = new Database(path);
  return {
    store: sqliteStore({ client, ...options }),
    write: (tx, text) => tx.prepare(insert).run(text),
    exec: (sql) => void client.exec(sql),
    busyTimeout: () => Number(client.pragma('busy_timeout', { simple: true })),
    close: () => void client.close(),
  };
}

function openSqliteDrizzle(path: string, options: SqliteOptions = {}) {
  const database = new Database(path);
  const client = drizzle(database);
  const store = sqliteStore({ client, ...options });
  type Tx = Parameters<Parameters<(typeof client)['transaction']>[0]>[0];
  return {
    store,
    // What Drizzle's own builder makes goes through the same transaction.
    write: (tx, text) => tx.run(`INSERT INTO notes (text) VALUES ('${text}')`),
    exec: (sql) => void database.exec(sql),
    busyTimeout: () => Number(database.pragma('busy_timeout', { simple: true })),
    close: () => void database.close(),
  } satisfies OpenSqlite<Tx>;
}

function openSqliteKysely(path: string, options: SqliteOptions = {}) {
  const database = new Database(path);
  const client = new Kysely<NotesDatabase>({ dialect: new SqliteDialect({ database }) });
  type Tx = Parameters<Parameters<ReturnType<(typeof client)['transaction']>['execute']>[0]>[0];
  return {
    store: sqliteStore({ client, ...options }),
    write: (tx, text) => tx.insertInto('notes').values({ text }).execute(),
    exec: (sql) => void database.exec(sql),
    busyTimeout: () => Number(database.pragma('busy_timeout', { simple: true })),
    close: () => void database.close(),
  } satisfies OpenSqlite<Tx>;
}

/** All that are synchronous, by name. */
export const synchronous = {
  'node:sqlite': openNodeSqlite,
  'better-sqlite3': openBetterSqlite3,
  'Drizzle over better-sqlite3': openSqliteDrizzle,
} as unknown as Readonly<Record<string, (path: string, options?: SqliteOptions) => OpenSqlite<unknown>>>;

/** All, by name. */
export const sqliteOpeners = {
  ...synchronous,
  'Kysely over better-sqlite3': openSqliteKysely,
} as unknown as typeof synchronous;

/** What the application has in a file. */
export interface SqliteNotes {
  /** Every text that was committed. */
  readAll(): string[];
  /** Any rows. */
  rows(sql: string): Record<string, unknown>[];
  close(): void;
}

/** Opens a file as the application does, and makes its table. */
export function openNotes(path: string): SqliteNotes {
  const database = new DatabaseSync(path);
  database.exec(notes);
  return {
    readAll: () =>
      database
        .prepare('SELECT text FROM notes')
        .all()
        .map(({ text }) => String(text)),
    rows: (sql: string) => database.prepare(sql).all(),
    close: () => database.close(),
  };
}
