import type { D1Like } from '@hooklatch/stores/d1';

/** A statement and what it is given. */
export type Query = readonly [text: string, values: readonly unknown[]];

/** Runs statements in one transaction and gives the rows of each. */
export type RunQueries = (queries: readonly Query[]) => Promise<readonly (readonly Row[])[]>;

/** A row by column. */
export type Row = Readonly<Record<string, unknown>>;

/** One change of the tables. */
export interface CloudflareMigration {
  /** From 1. */
  readonly version: number;
  /** Statements, each with a `;` at its end. */
  readonly sql: string;
}

const statements = [
  `CREATE TABLE IF NOT EXISTS hooklatch_dead_letters (
  id TEXT PRIMARY KEY, endpoint TEXT NOT NULL, provider TEXT NOT NULL, type TEXT NOT NULL, event_id TEXT,
  received_at INTEGER NOT NULL, died_at INTEGER NOT NULL, attempts INTEGER NOT NULL, reason TEXT NOT NULL,
  envelope TEXT NOT NULL)`,
  `CREATE INDEX IF NOT EXISTS hooklatch_dead_letters_age ON hooklatch_dead_letters (died_at, id)`,
  `CREATE TABLE IF NOT EXISTS hooklatch_bodies (
  key TEXT NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (key, part)) WITHOUT ROWID`,
];

/** What `migrate` does, for the `migrations` directory that Wrangler applies. */
export const migrations: readonly CloudflareMigration[] = [
  { version: 1, sql: `${statements.join(';\n')};\n` },
];

/** Runs statements in D1, and creates the tables where it finds none. */
export function createTables(database: D1Like): { readonly run: RunQueries; migrate(): Promise<void> } {
  const runOnce: RunQueries = async (queries) => {
    const prepared = queries.map(([text, values]) => database.prepare(text).bind(...values));
    return (await database.batch(prepared)).map(({ results }) => results as readonly Row[]);
  };
  const migrate = async (): Promise<void> => {
    await runOnce(statements.map((text): Query => [text, []]));
  };
  return {
    migrate,
    async run(queries) {
      try {
        return await runOnce(queries);
      } catch (error) {
        if (!String(error).includes('no such table')) throw error;
        await migrate();
        return runOnce(queries);
      }
    },
  };
}
