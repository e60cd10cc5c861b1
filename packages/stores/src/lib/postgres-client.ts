import { toPgDrizzleClient, type PgDrizzleLike } from './postgres-drizzle.ts';
import { toPostgresJsClient, type PostgresJsLike } from './postgres-js.ts';
import { toPgKyselyClient } from './postgres-kysely.ts';
import { toPgClient, type PgPoolLike } from './postgres-pg.ts';
import { toPrismaClient, type PrismaLike } from './postgres-prisma.ts';
import type { SqlClient } from './sql-client.ts';
import type { KyselyLike } from './sql-kysely.ts';

/** A client that {@link postgresStore} takes: a `Pool` of `pg`, postgres.js, Drizzle over either, Kysely or Prisma. */
export type PostgresClient = PgPoolLike | PostgresJsLike | PgDrizzleLike | KyselyLike | PrismaLike;

/** What a transaction of a client is: its library's own object. */
export type PostgresTransaction<Client> = Client extends {
  totalCount: number;
  connect: { (): Promise<infer Tx>; (callback: (...values: unknown[]) => void): void };
}
  ? Tx
  : Client extends { $transaction(work: (tx: infer Tx) => Promise<unknown>): Promise<unknown> }
    ? Tx
    : Client extends {
          begin: {
            (work: (tx: infer Tx) => unknown): Promise<unknown>;
            (options: string, work: (tx: unknown) => unknown): Promise<unknown>;
          };
        }
      ? Tx
      : Client extends {
            transaction(): { execute(work: (tx: infer Tx) => Promise<unknown>): Promise<unknown> };
          }
        ? Tx
        : Client extends { transaction(work: (tx: infer Tx) => Promise<unknown>): Promise<unknown> }
          ? Tx
          : never;

/**
 * Recognises a client by its shape.
 *
 * @param client - the application's
 * @returns how the store speaks to it
 * @throws TypeError where it is none that a store can use
 */
export function toPostgresClient<Client extends PostgresClient>(
  client: Client,
): SqlClient<PostgresTransaction<Client>> {
  const has = (...names: string[]): boolean =>
    names.every(
      (name) => typeof (client as unknown as Record<string, unknown> | null)?.[name] === 'function',
    );
  // Prisma first: what it does not know it may take for the name of a model.
  if (has('$transaction', '$queryRawUnsafe')) return toPrismaClient(client as PrismaLike);
  if (has('unsafe', 'begin')) return toPostgresJsClient(client as PostgresJsLike);
  if (has('executeQuery', 'transaction', 'connection')) return toPgKyselyClient(client as KyselyLike);
  if (has('execute', 'transaction')) return toPgDrizzleClient(client as PgDrizzleLike);
  if (has('connect', 'query') && typeof (client as PgPoolLike).totalCount === 'number')
    return toPgClient(client as PgPoolLike);
  throw new TypeError(
    'The client of postgresStore must be a Pool of pg (not one connection), postgres.js, Drizzle, Kysely or Prisma.',
  );
}
