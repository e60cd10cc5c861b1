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

/** Where the database is: one of both. */
export interface SqliteOrigin {
  /** A `DatabaseSync` of `node:sqlite`, or a `Database` of `better-sqlite3`. */
  readonly client?: SqliteClientLike | undefined;
  /** A path, which this runtime's own SQLite opens; it is created where it is not there. */
  readonly file?: string | undefined;
}

/**
 * Takes the application's client, or opens a file.
 *
 * @param user - the function to which the options were given, as its caller knows it
 * @param origin - what they say of the database
 * @throws TypeError where they are neither one nor the other or both, the client is another one, or the runtime has no
 *   SQLite; Error where the file cannot be opened
 */
export function openSqlite(user: string, { client, file }: SqliteOrigin): SqliteClientLike {
  if ((client === undefined) === (file === undefined)) {
    throw new TypeError(`${user} needs either a client or a file.`);
  }
  if (client === undefined) return openFile(user, file as string);
  const has = (name: string): boolean => typeof Reflect.get(Object(client), name) === 'function';
  // Those of the package sqlite3 have the same names and answer later.
  if (['prepare', 'exec', 'close'].every(has) && !has('each')) return client;
  throw new TypeError(
    `The client of ${user} must be a DatabaseSync of node:sqlite or a Database of better-sqlite3.`,
  );
}

function openFile(user: string, file: string): SqliteClientLike {
  const { getBuiltinModule } = process as { getBuiltinModule?: (name: string) => NodeSqlite | undefined };
  const sqlite = getBuiltinModule?.('node:sqlite');
  if (!sqlite) {
    throw new TypeError(
      `This runtime has no node:sqlite to open the file with: give ${user} a Database of better-sqlite3 as \`client\`.`,
    );
  }
  return new sqlite.DatabaseSync(file);
}
