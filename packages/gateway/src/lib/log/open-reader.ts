import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { GatewayContext } from '../context.ts';
import type { Database } from '../database/schema.ts';
import { toSqliteDialect } from '../database/sqlite-dialect.ts';

/** What a search needs of the context. */
export type ReaderOrigin = Pick<GatewayContext, 'kind' | 'db' | 'file'>;

const readers = new WeakMap<Kysely<Database>, Kysely<Database>>();

/**
 * Where searches read. On SQLite it is a connection of its own that cannot write: it sees what is committed, and waits
 * for no transaction.
 *
 * @param origin - of the gateway
 */
export function openReader({ kind, db, file }: ReaderOrigin): Kysely<Database> {
  if (kind === 'postgres' || file === undefined) return db;
  const known = readers.get(db);
  if (known) return known;
  const client = new DatabaseSync(file, { readOnly: true, timeout: 1000 });
  const reader = new Kysely<Database>({ dialect: toSqliteDialect(client) });
  readers.set(db, reader);
  return reader;
}

/** Closes what {@link openReader} has opened. */
export async function closeReader({ db }: Pick<ReaderOrigin, 'db'>): Promise<void> {
  const reader = readers.get(db);
  readers.delete(db);
  await reader?.destroy();
}
