import type { SqlValue } from './sql-client.ts';

/** What Drizzle takes for SQL: it asks for `getSQL()`, and of that for `toQuery()`. */
interface DrizzleQuery {
  getSQL(): DrizzleQuery;
  toQuery(): { readonly sql: string; readonly params: SqlValue[] };
}

/**
 * Says a statement to Drizzle without its `sql` tag.
 *
 * @param text - SQL in the dialect's own form
 * @param values - in order
 * @returns what `execute`, `all` and `run` take
 */
export function toDrizzleQuery(text: string, values: readonly SqlValue[]): DrizzleQuery {
  const query: DrizzleQuery = { getSQL: () => query, toQuery: () => ({ sql: text, params: [...values] }) };
  return query;
}
