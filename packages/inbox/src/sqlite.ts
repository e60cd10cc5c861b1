import type { Inbox } from '@hooklatch/core/store';
import { createInbox, type InboxOptions } from './lib/create-inbox.ts';
import type { SqliteClientLike } from './lib/sqlite-client.ts';
import { sqliteEngine, type SqliteSettings } from './lib/sqlite-engine.ts';
import { toSqliteMigrations, type SqliteInboxMigration } from './lib/sqlite-migrations.ts';
import { toSqliteTables } from './lib/sqlite-tables.ts';

export type { SqliteClientLike, SqliteStatementLike, SqliteValue } from './lib/sqlite-client.ts';
export type { SqliteSettings } from './lib/sqlite-engine.ts';
export type { SqliteInboxMigration } from './lib/sqlite-migrations.ts';

/** Where the database of a {@link sqliteInbox} is: one of the two. */
export type SqliteInboxDatabase<Client extends SqliteClientLike> =
  | {
      /** A `DatabaseSync` of `node:sqlite`, or a `Database` of `better-sqlite3`. It stays the application's. */
      readonly client: Client;
      readonly file?: undefined;
    }
  | {
      /** A path, which `node:sqlite` opens, and creates where nothing is there; its directory must be there. */
      readonly file: string;
      readonly client?: undefined;
    };

/** Options of {@link sqliteInbox}. */
export type SqliteInboxOptions<Client extends SqliteClientLike = SqliteClientLike> =
  SqliteInboxDatabase<Client> & InboxOptions & SqliteSettings;

/**
 * An inbox in a file of SQLite 3.35 or newer, for the processes of one machine.
 *
 * A message is on the disk before it is acknowledged: the connection's `journal_mode` becomes WAL and its `synchronous`
 * FULL, also that of a client which is passed in, and stay so. Where the application has left their defaults,
 * `journal_size_limit` becomes 64 MiB and `wal_autocheckpoint` 4000 pages.
 *
 * What arrives in one turn of the event loop is committed together. Where another process has the lock, the inbox comes
 * back for it without blocking the event loop, and `put` rejects after 1.5 seconds; a client's busy timeout is set to 0
 * during the inbox's own statements, and back. `put` also rejects where the file was deleted or replaced while it was
 * open. A log that grows past 256 MiB, because something reads for very long, is warned of once on the console.
 *
 * `withTransaction` gives the handler the client itself, or the inbox's own connection where it has opened a file: what
 * is written there and the end of the message are one transaction. Its work must be synchronous.
 *
 * Dead messages stay until they are discarded or sent through again.
 *
 * @param options - a client or a file, and how messages are kept
 * @returns the inbox; it closes what it has opened itself
 * @throws TypeError where an option cannot be used, this runtime has no `node:sqlite` to open a file with, or the database
 * cannot have a write-ahead log, as one in memory cannot; Error where the file cannot be opened or written
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { sqliteInbox } from '@hooklatch/inbox/sqlite';
 * import { stripe } from '@hooklatch/providers/stripe';
 * import { DatabaseSync } from 'node:sqlite';
 *
 * const client = new DatabaseSync('app.db');
 * const inbox = sqliteInbox({ client });
 * export const webhook = createWebhook(stripe(), { inbox });
 *
 * await inbox.work([
 *   {
 *     provider: stripe(),
 *     on: {
 *       'invoice.paid': (event, context) =>
 *         context.withTransaction((tx) =>
 *           tx.prepare('UPDATE invoices SET paid = 1 WHERE id = ?').run(String(event.payload.data.object.id)),
 *         ),
 *     },
 *   },
 * ]);
 * ```
 */
export function sqliteInbox<Client extends SqliteClientLike = SqliteClientLike>(
  options: SqliteInboxOptions<Client>,
): Inbox<Client> {
  return createInbox<Client>(sqliteEngine(options), options);
}

/**
 * What `migrate` does, for the application's own migration tool: run each once, in order, in a transaction. They name the
 * tables as an inbox without `prefix` does, and remember their version, so that the inbox sees them.
 */
export const sqliteInboxMigrations: readonly SqliteInboxMigration[] = toSqliteMigrations(toSqliteTables());
