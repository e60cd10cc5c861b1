/** A row by column. What a driver makes of numbers differs; every column that is read is text or a number. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** What a statement is given. */
export type SqlValue = string | number;

/** Runs one statement and gives its rows, at once where the connection is synchronous. */
export type SqlQuery = (
  text: string,
  values: readonly SqlValue[],
) => readonly SqlRow[] | Promise<readonly SqlRow[]>;

/** What is done in a transaction: each thing that is yielded is awaited, where the connection lets it. */
export type Steps<Result> = Generator<unknown, Result, unknown>;

/** A library's client, as the stores use it. `Tx` is what a transaction is in that library. */
export interface SqlClient<Tx> {
  /** Runs one statement in a transaction of its own. */
  query(text: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** Commits where all steps were done; rolls back, and rejects as they did, where one failed. */
  transaction<Result>(steps: (tx: Tx, query: SqlQuery) => Steps<Result>): Promise<Result>;
}

/** Whether a statement has no rows to give: libraries want those run in another way. */
export function isDefinition(text: string): boolean {
  return text.startsWith('CREATE ');
}
