import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import { Client, Pool, types } from 'pg';
import { migrateFile, migrateServer, postgresSchema } from './migrate.ts';
import type { DatabaseKind } from './migrations/column-words.ts';
import type { Database } from './schema.ts';
import { toSqliteDialect } from './sqlite-dialect.ts';

/** A transaction of the gateway's database. */
export type Tx = Transaction<Database>;

/** Where the gateway keeps everything: a file of SQLite, or PostgreSQL. */
export type DatabaseOrigin = { readonly file: string } | { readonly url: string };

/** A database that is open, and has its tables. */
export interface GatewayDatabase {
  readonly kind: DatabaseKind;
  readonly db: Kysely<Database>;
  /** Of SQLite: for a second connection to the same file. */
  readonly file?: string | undefined;
  /** Of PostgreSQL: the pool, for `LISTEN` and for what Kysely has no words for. */
  readonly pool?: Pool | undefined;
  /**
   * Does something whole or not at all. On SQLite there is one connection: `work` awaits nothing but its own
   * statements, else every other reader and writer waits for it.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/**
 * Opens a database and brings its tables up to date; several processes may do so at once.
 *
 * @throws Error where it cannot be opened, is damaged, or a migration has failed
 */
export async function openDatabase(origin: DatabaseOrigin): Promise<GatewayDatabase> {
  const opened = 'file' in origin ? openFile(origin.file) : await openServer(origin.url);
  const { db } = opened;
  return {
    ...opened,
    transaction: (work) => db.transaction().execute(work),
    close: () => db.destroy(),
  };
}

type Opened = Pick<GatewayDatabase, 'kind' | 'db' | 'file' | 'pool'>;

function openFile(file: string): Opened {
  const client = new DatabaseSync(file, { timeout: 5000 });
  try {
    client.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    // The door's connection says the same: whichever of the two finds the log long copies it into the file.
    client.exec('PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864');
    checkFile(client, file);
    migrateFile(client);
  } catch (error) {
    client.close();
    throw error;
  }
  return { kind: 'sqlite', file, db: new Kysely<Database>({ dialect: toSqliteDialect(client) }) };
}

/** In bytes: the check reads the whole file, and a start must not wait for minutes. */
const mostChecked = 256 * 2 ** 20;

function checkFile(client: DatabaseSync, file: string): void {
  if (statSync(file).size > mostChecked) return;
  const [check] = Object.values(client.prepare('PRAGMA quick_check(1)').get() ?? {});
  if (check !== 'ok') throw new Error(`${file} is damaged (${String(check)}): restore a backup.`);
}

const bigint = 20;
const parserOf = types.getTypeParser as unknown as (
  oid: number,
  format?: string,
) => (text: string) => unknown;

async function openServer(url: string): Promise<Opened> {
  const server = {
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: 'hooklatch-gateway',
  };
  const client = new Client(server);
  await client.connect();
  try {
    await migrateServer(client);
  } finally {
    await client.end();
  }
  const pool = new Pool({
    ...server,
    max: 20,
    options: `-c search_path=${postgresSchema}`,
    types: {
      getTypeParser(oid: number, format?: 'text' | 'binary') {
        // Every whole number of the gateway is below 2 ** 53.
        return oid === bigint ? Number : parserOf(oid, format);
      },
    },
  });
  // A connection that dies while it rests is replaced; those that wait on it are told by their own query.
  pool.on('error', () => {});
  // One that dies while it is lent says so itself, and where nobody listens, the process ends.
  pool.on('connect', (lent) => lent.on('error', () => {}));
  return { kind: 'postgres', pool, db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }) };
}
