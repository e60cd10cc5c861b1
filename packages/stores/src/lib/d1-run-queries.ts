import type { Query, RunQueries, Rows } from './d1-keys.ts';

/** What is used of a prepared statement of D1. */
export interface D1StatementLike {
  bind(...values: unknown[]): D1StatementLike;
}

/** What is used of a binding to D1, or of a session with it. */
export interface D1Like {
  prepare(query: string): D1StatementLike;
  /** Runs statements in one transaction. */
  batch(statements: D1StatementLike[]): Promise<readonly { readonly results: readonly unknown[] }[]>;
}

/**
 * Runs statements in one transaction and one round trip.
 *
 * @param database - the application's
 * @returns what runs them; it rejects where D1 cannot be reached
 */
export function createRunQueries(database: D1Like): RunQueries {
  return async (queries) => {
    const statements = queries.map(([text, values]) => database.prepare(text).bind(...values));
    const answers = await database.batch(statements);
    return answers.map(({ results }) => results as Rows);
  };
}

/**
 * Creates the tables where a transaction found them missing, and does it again: nobody asks whether they are there.
 *
 * @param run - runs statements
 * @param definitions - what creates the tables, all or none
 */
export function createTablesOnDemand(run: RunQueries, definitions: readonly Query[]): RunQueries {
  return async (queries) => {
    try {
      return await run(queries);
    } catch (error) {
      if (!String(error).includes('no such table')) throw error;
      await run(definitions);
      return run(queries);
    }
  };
}
