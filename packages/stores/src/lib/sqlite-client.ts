import type { SqlClient } from './sql-client.ts';
import type { KyselyLike } from './sql-kysely.ts';
import { toSqliteConnectionClient, type SqliteConnectionLike } from './sqlite-connection.ts';
import { toSqliteDrizzleClient, type SqliteDrizzleLike } from './sqlite-drizzle.ts';
import { watchFile } from './sqlite-file.ts';
import { toSqliteKyselyClient } from './sqlite-kysely.ts';

/**
 * A client that {@link sqliteStore} takes: a `DatabaseSync` of `node:sqlite`, a `Database` of `better-sqlite3`, Drizzle over
 * `better-sqlite3`, or Kysely.
 */
export type SqliteClient = SqliteConnectionLike | SqliteDrizzleLike | KyselyLike;

/** What a transaction of a client is: its library's own object, or the connection itself. */
export type SqliteTransaction<Client> = Client extends {
  transaction(): { execute(work: (tx: infer Tx) => Promise<unknown>): Promise<unknown> };
}
  ? Tx
  : Client extends SqliteConnectionLike
    ? Client
    : Client extends { transaction(work: (tx: infer Tx) => unknown, options?: never): unknown }
      ? Tx
      : never;

/**
 * Recognises a client by its shape.
 *
 * @param client - the application's
 * @returns how the store speaks to it
 * @throws TypeError where it is none that a store can use
 */
export function toSqliteClient<Client extends SqliteClient>(
  client: Client,
): SqlClient<SqliteTransaction<Client>> {
  const has = (...names: string[]): boolean =>
    names.every(
      (name) => typeof (client as unknown as Record<string, unknown> | null)?.[name] === 'function',
    );
  if (has('executeQuery', 'transaction', 'connection'))
    return watchFile(toSqliteKyselyClient(client as KyselyLike));
  if (has('prepare', 'exec')) return watchFile(toSqliteConnectionClient(client as SqliteConnectionLike));
  if (has('all', 'run', 'transaction')) return watchFile(toSqliteDrizzleClient(client as SqliteDrizzleLike));
  throw new TypeError(
    'The client of sqliteStore must be a DatabaseSync of node:sqlite, a Database of better-sqlite3, Drizzle over it, or Kysely.',
  );
}
