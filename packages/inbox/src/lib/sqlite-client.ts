/** What SQLite takes and gives. */
export type SqliteValue = string | number | bigint | Uint8Array | null;

/** A prepared statement of `node:sqlite` or `better-sqlite3`. */
export interface SqliteStatementLike {
  all(...values: SqliteValue[]): unknown[];
  get(...values: SqliteValue[]): unknown;
  run(...values: SqliteValue[]): {
    readonly changes: number | bigint;
    readonly lastInsertRowid: number | bigint;
  };
}

/** What is used of a `DatabaseSync` of `node:sqlite`, or of a `Database` of `better-sqlite3`. */
export interface SqliteClientLike {
  prepare(text: string): SqliteStatementLike;
  exec(text: string): unknown;
  close(): unknown;
  /** Whether it is inside a transaction, as `node:sqlite` calls it, and as `better-sqlite3` does. */
  readonly isTransaction?: boolean;
  readonly inTransaction?: boolean;
}

interface NodeSqlite {
  readonly DatabaseSync: new (file: string) => SqliteClientLike;
}

/**
 * Recognises a client by its shape.
 *
 * @throws TypeError where it is another one
 */
export function checkSqliteClient(client: SqliteClientLike): void {
  const has = (...names: string[]): boolean =>
    names.every((name) => typeof Reflect.get(Object(client), name) === 'function');
  // Those of the package sqlite3 have the same names and answer later.
  if (has('prepare', 'exec', 'close') && !has('each')) return;
  throw new TypeError(
    'The client of sqliteInbox must be a DatabaseSync of node:sqlite or a Database of better-sqlite3.',
  );
}

/**
 * Opens a file with this runtime's own SQLite; it is created where it is not there.
 *
 * @throws TypeError where the runtime has none; Error where the file cannot be opened
 */
export function openSqliteFile(file: string): SqliteClientLike {
  const { getBuiltinModule } = process as { getBuiltinModule?: (name: string) => NodeSqlite | undefined };
  const sqlite = getBuiltinModule?.('node:sqlite');
  if (!sqlite) {
    throw new TypeError(
      'This runtime has no node:sqlite to open the file with: give sqliteInbox a Database of better-sqlite3 as `client`.',
    );
  }
  return new sqlite.DatabaseSync(file);
}
