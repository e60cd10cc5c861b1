import type { SqliteClientLike, SqliteStatementLike, SqliteValue } from './sqlite-client.ts';

/** A row by column. */
export type SqliteRow = Readonly<Record<string, SqliteValue>>;

/** What an inbox does with a client. */
export interface SqliteConnection {
  readonly client: SqliteClientLike;
  /** Runs statements that give nothing. */
  exec(text: string): void;
  /** Runs a statement and gives its rows. */
  all(text: string, ...values: SqliteValue[]): readonly SqliteRow[];
  /** Runs a statement that gives no rows; a row that was inserted has its number. */
  run(text: string, ...values: SqliteValue[]): { readonly changes: number; readonly inserted: number };
  /** Gives the value of a setting, or sets one: not prepared, because SQLite does it when it is compiled. */
  pragma(text: string): SqliteValue | undefined;
  /** Undefined where the client does not tell. */
  isInside(): boolean | undefined;
}

/**
 * Speaks to SQLite.
 *
 * @param client - was recognised
 */
export function toSqliteConnection(client: SqliteClientLike): SqliteConnection {
  const prepared = new Map<string, SqliteStatementLike>();
  const statement = (text: string): SqliteStatementLike => {
    const known = prepared.get(text);
    if (known) return known;
    const fresh = plain(client.prepare(text));
    prepared.set(text, fresh);
    return fresh;
  };
  return {
    client,
    exec: (text) => void client.exec(text),
    all: (text, ...values) => statement(text).all(...values) as SqliteRow[],
    run(text, ...values) {
      const { changes, lastInsertRowid } = statement(text).run(...values);
      return { changes: Number(changes), inserted: Number(lastInsertRowid) };
    },
    pragma(text) {
      const [row] = plain(client.prepare(`PRAGMA ${text}`)).all() as SqliteRow[];
      return row && Object.values(row)[0];
    },
    isInside: () => client.isTransaction ?? client.inTransaction,
  };
}

/** Rows are objects, whatever the application has chosen for its own statements. */
function plain(statement: SqliteStatementLike): SqliteStatementLike {
  const { setReturnArrays } = statement as { setReturnArrays?: (isOn: boolean) => void };
  setReturnArrays?.call(statement, false);
  return statement;
}

const busyCodes = [5, 6];

/** Whether somebody else has the lock, so that the same may succeed a moment later. */
export function isBusy(error: unknown): boolean {
  const { code, errcode, message } = Object(error) as {
    code?: unknown;
    errcode?: unknown;
    message?: unknown;
  };
  if (typeof code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(code)) return true;
  // The low byte is the kind, the rest says more of it.
  if (typeof errcode === 'number' && busyCodes.includes(errcode & 0xff)) return true;
  // What better-sqlite3 says while the application goes through rows, and SQLite inside its transaction.
  return /busy executing a query|(within|inside) a transaction/.test(String(message));
}

/** Says, as SQLite would, that the connection cannot be used now. */
export function openTransactionError(): Error {
  const message =
    'The SQLite connection is inside a transaction of the application: give the inbox a connection of its own.';
  return Object.assign(new Error(message), { code: 'SQLITE_BUSY' });
}
