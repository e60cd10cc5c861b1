import { drizzle as drizzleJs } from 'drizzle-orm/postgres-js';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import { pgTable, serial, text as textColumn } from 'drizzle-orm/pg-core';
import { CompiledQuery, Kysely, PostgresDialect, type Generated } from 'kysely';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import postgres from 'postgres';
import { postgresStore, type SqlStore } from '../../src/postgres.ts';
import { createPrismaDouble } from './prisma-double.ts';

/** The application's own tables. */
interface NotesDatabase {
  notes: { id: Generated<number>; text: string };
}

const notes = pgTable('notes', { id: serial().primaryKey(), text: textColumn().notNull() });

/** A store, and what an application does beside it. */
export interface OpenPostgres<Tx> {
  readonly store: SqlStore<Tx>;
  /** Writes with a transaction of the store. */
  write(tx: Tx, text: string): Promise<unknown>;
  /** Any SQL in a transaction of the store. */
  exec(tx: Tx, sql: string): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

/** What tests choose. */
export interface PostgresOptions {
  readonly pool?: PoolConfig;
  readonly table?: string;
  readonly schema?: string;
  readonly migrate?: boolean;
}

/** No notices on the console, and no query of the driver's own at every connection, which nobody waits for. */
const quiet = { onnotice: () => {}, fetch_types: false };
const insert = 'INSERT INTO notes (text) VALUES ($1)';

/** A pool as an application should have it: a connection that ends is no reason to end the process. */
export function createPool(url: string, options: PoolConfig = {}): Pool {
  const pool = new Pool({ connectionString: url, ...options });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

function openPg(url: string, { pool, ...options }: PostgresOptions = {}) {
  const client = new Pool({ connectionString: url, ...pool });
  // Only of idle connections: a transaction's are the store's to look after.
  client.on('error', () => {});
  const store = postgresStore({ client, ...options });
  return {
    store,
    write: (tx, text) => tx.query(insert, [text]),
    exec: async (tx, sql) => (await tx.query<object>(sql)).rows,
    close: () => client.end(),
  } satisfies OpenPostgres<PoolClient>;
}

function openPostgresJs(url: string, { pool = {}, ...options }: PostgresOptions = {}) {
  const client = postgres(url, { ...quiet, ...(pool.max !== undefined && { max: pool.max }) });
  return {
    store: postgresStore({ client, ...options }),
    write: async (tx, text) => tx`INSERT INTO notes (text) VALUES (${text})`,
    exec: async (tx, sql) => tx.unsafe(sql),
    close: () => client.end({ timeout: 1 }),
  } satisfies OpenPostgres<postgres.TransactionSql>;
}

function openDrizzlePg(url: string, { pool: config, ...options }: PostgresOptions = {}) {
  const pool = createPool(url, config);
  const client = drizzlePg(pool);
  type Tx = Parameters<Parameters<(typeof client)['transaction']>[0]>[0];
  return {
    store: postgresStore({ client, ...options }),
    write: (tx, text) => tx.insert(notes).values({ text }),
    exec: async (tx, sql) => (await tx.execute(sql)).rows,
    close: () => pool.end(),
  } satisfies OpenPostgres<Tx>;
}

function openDrizzlePostgresJs(url: string, { pool = {}, ...options }: PostgresOptions = {}) {
  const connection = postgres(url, { ...quiet, ...(pool.max !== undefined && { max: pool.max }) });
  const client = drizzleJs(connection);
  type Tx = Parameters<Parameters<(typeof client)['transaction']>[0]>[0];
  return {
    store: postgresStore({ client, ...options }),
    write: (tx, text) => tx.insert(notes).values({ text }),
    exec: async (tx, sql) => tx.execute(sql),
    close: () => connection.end({ timeout: 1 }),
  } satisfies OpenPostgres<Tx>;
}

function openPgKysely(url: string, { pool, ...options }: PostgresOptions = {}) {
  const client = new Kysely<NotesDatabase>({
    dialect: new PostgresDialect({ pool: createPool(url, pool) }),
  });
  type Tx = Parameters<Parameters<ReturnType<(typeof client)['transaction']>['execute']>[0]>[0];
  const store = postgresStore({ client, ...options });
  return {
    store,
    write: (tx, text) => tx.insertInto('notes').values({ text }).execute(),
    exec: async (tx, sql) => (await tx.executeQuery(CompiledQuery.raw(sql))).rows,
    close: () => client.destroy(),
  } satisfies OpenPostgres<Tx>;
}

function openPrismaDouble(url: string, { pool: config, ...options }: PostgresOptions = {}) {
  const pool = createPool(url, config);
  const client = createPrismaDouble(pool);
  return {
    store: postgresStore({ client, ...options }),
    write: (tx, text) => tx.$executeRawUnsafe(insert, text),
    exec: (tx, sql) => tx.$queryRawUnsafe<unknown[]>(sql),
    close: () => pool.end(),
  } satisfies OpenPostgres<Parameters<Parameters<(typeof client)['$transaction']>[0]>[0]>;
}

/** All, by name. */
export const postgresOpeners = {
  pg: openPg,
  'postgres.js': openPostgresJs,
  'Drizzle over pg': openDrizzlePg,
  'Drizzle over postgres.js': openDrizzlePostgresJs,
  'Kysely over pg': openPgKysely,
  'a double of the raw methods of Prisma over pg': openPrismaDouble,
} as unknown as Readonly<Record<string, (url: string, options?: PostgresOptions) => OpenPostgres<unknown>>>;
