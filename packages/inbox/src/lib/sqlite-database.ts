import { openSqlite, type SqliteOrigin } from './sqlite-client.ts';
import { isBusy, toSqliteConnection, type SqliteConnection } from './sqlite-connection.ts';
import { watchSqliteFile, type SqliteFile } from './sqlite-file.ts';
import { migrateSqlite, readSqliteVersion, toSqliteMigrations } from './sqlite-migrations.ts';
import { makeDurable } from './sqlite-settings.ts';
import type { SqliteTables } from './sqlite-tables.ts';
import { createSqliteWriter, type SqliteWriter } from './sqlite-writer.ts';

/** Where a database comes from, and whether its tables are made at first use. */
export interface SqliteSource extends SqliteOrigin {
  readonly migrate: boolean;
}

/** A database that is open. */
export interface SqliteDatabase extends Pick<SqliteFile, 'check'> {
  readonly connection: SqliteConnection;
  readonly writer: SqliteWriter;
  /** Resolves once it is durable and has its tables. */
  ready(): Promise<void>;
  /** Brings the tables up to date. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a database, and makes its connection durable at once where nobody has the lock.
 *
 * @throws TypeError where it cannot be durable, or there is no way to open it; Error where it cannot be written
 */
export function openSqliteDatabase(origin: SqliteSource, tables: SqliteTables): SqliteDatabase {
  const client = openSqlite('sqliteInbox', origin);
  const isOwn = origin.client === undefined;
  const connection = toSqliteConnection(client);
  const writer = createSqliteWriter(connection);
  let file: SqliteFile | undefined;
  let preparing: Promise<void> | undefined;
  const secure = (): void => {
    if (file) return;
    makeDurable(connection);
    file = watchSqliteFile(pathOf(connection));
  };
  const migrate = async (): Promise<void> => {
    await writer.read(secure);
    await migrateSqlite(connection, writer, tables);
  };
  const prepare = async (): Promise<void> => {
    if (origin.migrate) return migrate();
    await writer.read(secure);
    await writer.read(() => checkVersion(connection, tables));
  };
  try {
    secure();
  } catch (error) {
    if (!isBusy(error)) {
      if (isOwn) client.close();
      throw error;
    }
  }
  return {
    connection,
    writer,
    migrate,
    check: () => file?.check(),
    ready() {
      preparing ??= prepare().catch((error: unknown) => {
        preparing = undefined;
        throw error;
      });
      return preparing;
    },
    async close() {
      await writer.settled();
      if (isOwn) client.close();
    },
  };
}

function pathOf({ all }: SqliteConnection): string {
  return String(all('PRAGMA database_list').find(({ name }) => name === 'main')?.['file']);
}

function checkVersion(connection: SqliteConnection, tables: SqliteTables): void {
  const version = readSqliteVersion(connection, tables);
  const needed = toSqliteMigrations(tables).length;
  if (version >= needed) return;
  throw new Error(
    `The inbox's tables are at version ${version} of ${needed}: apply sqliteInboxMigrations, or call migrate().`,
  );
}
