import { createWebhook } from '@hooklatch/core';
import type { WebhookStore } from '@hooklatch/core/store';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import type BetterSqlite3 from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Kysely, Transaction } from 'kysely';
import type { DatabaseSync } from 'node:sqlite';
import type { Client, Pool, PoolClient } from 'pg';
import type { Sql, TransactionSql } from 'postgres';
import { expectTypeOf, test } from 'vitest';
import {
  postgresStore,
  type PostgresClient,
  type PostgresTransaction,
  type SqlStore,
} from '../src/postgres.ts';
import { sqliteStore, type SqliteClient, type SqliteTransaction } from '../src/sqlite.ts';
import type { PrismaDouble, PrismaTransactionDouble } from './lib/prisma-double.ts';

interface Tables {
  notes: { id: number; text: string };
}
type Schema = { readonly notes: never };

/** What a library itself gives to the work of a transaction. */
type Given<Database extends { transaction: (work: never, ...rest: never[]) => unknown }> = Parameters<
  Database['transaction']
>[0] extends (tx: infer Tx) => unknown
  ? Tx
  : never;

test('a transaction is the own object of the library of the client', () => {
  expectTypeOf<PostgresTransaction<Pool>>().toEqualTypeOf<PoolClient>();
  expectTypeOf<PostgresTransaction<Sql>>().toEqualTypeOf<TransactionSql>();
  expectTypeOf<PostgresTransaction<Sql<{ bigint: bigint }>>>().toEqualTypeOf<
    TransactionSql<{ bigint: bigint }>
  >();
  expectTypeOf<PostgresTransaction<NodePgDatabase<Schema>>>().toEqualTypeOf<Given<NodePgDatabase<Schema>>>();
  expectTypeOf<PostgresTransaction<PostgresJsDatabase>>().toEqualTypeOf<Given<PostgresJsDatabase>>();
  expectTypeOf<PostgresTransaction<Kysely<Tables>>>().toEqualTypeOf<Transaction<Tables>>();
  expectTypeOf<PostgresTransaction<PrismaDouble>>().toEqualTypeOf<PrismaTransactionDouble>();

  expectTypeOf<SqliteTransaction<DatabaseSync>>().toEqualTypeOf<DatabaseSync>();
  expectTypeOf<SqliteTransaction<BetterSqlite3.Database>>().toEqualTypeOf<BetterSqlite3.Database>();
  expectTypeOf<SqliteTransaction<BetterSQLite3Database<Schema>>>().toEqualTypeOf<
    Given<BetterSQLite3Database<Schema>>
  >();
  expectTypeOf<SqliteTransaction<Kysely<Tables>>>().toEqualTypeOf<Transaction<Tables>>();
});

test('it is inferred from the client that is passed in, and given to the work', () => {
  const open = (kysely: Kysely<Tables>, pool: Pool) => {
    const store = sqliteStore({ client: kysely });
    expectTypeOf(store).toEqualTypeOf<SqlStore<Transaction<Tables>>>();
    expectTypeOf(store).toExtend<WebhookStore<Transaction<Tables>>>();
    expectTypeOf(postgresStore({ client: pool })).toEqualTypeOf<SqlStore<PoolClient>>();
    return store.transaction('key', 'token', 1, async (tx) => {
      expectTypeOf(tx).toEqualTypeOf<Transaction<Tables>>();
      return tx.selectFrom('notes').select('text').executeTakeFirstOrThrow();
    });
  };
  expectTypeOf<Awaited<ReturnType<typeof open>>>().toEqualTypeOf<
    { readonly held: true; readonly result: { text: string } } | { readonly held: false }
  >();
});

test('a handler is given it too', () => {
  const open = (client: Pool) =>
    createWebhook(standardWebhooks(), {
      store: postgresStore({ client }),
      on: {
        '*': (_event, { withTransaction }) =>
          withTransaction((tx) => expectTypeOf(tx).toEqualTypeOf<PoolClient>()),
      },
    });
  expectTypeOf(open).toBeFunction();
});

test('one connection is no pool, and what belongs to one database does not fit the other', () => {
  expectTypeOf<Client>().not.toExtend<PostgresClient>();
  expectTypeOf<DatabaseSync>().not.toExtend<PostgresClient>();
  expectTypeOf<BetterSQLite3Database>().not.toExtend<PostgresClient>();
  expectTypeOf<Pool>().not.toExtend<SqliteClient>();
  expectTypeOf<Sql>().not.toExtend<SqliteClient>();
  expectTypeOf<NodePgDatabase>().not.toExtend<SqliteClient>();
});
