import type { SqlDialect } from './sql-dialect.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

/** The clock of the database, in Unix milliseconds: those of the workers that ask it may differ. */
const now = `CAST(unixepoch('subsec') * 1000 AS INTEGER)`;

/** SQLite as Cloudflare has it, in D1 and in Durable Objects. */
export const d1Dialect: SqlDialect = {
  ...sqliteDialect,
  now,
  later: (value) => `${now} + ${value}`,
  left: (column) => `${column} - ${now}`,
  // Both are run in one transaction, and the first row counts. The other way round, a lease that ends between the two
  // would be told as held, and be taken.
  claim: (live, take) => [take('TRUE'), live],
};
