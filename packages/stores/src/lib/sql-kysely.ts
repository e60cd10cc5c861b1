import type { SqlRow, SqlValue } from './sql-client.ts';

/** What Kysely takes for a compiled query. */
interface KyselyQuery {
  readonly query: {
    readonly kind: 'RawNode';
    readonly sqlFragments: readonly string[];
    readonly parameters: readonly never[];
  };
  readonly queryId: { readonly queryId: string };
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What runs queries: a Kysely, one of its connections, or its transaction. */
export interface KyselyExecutorLike {
  executeQuery(query: KyselyQuery): Promise<{ readonly rows: readonly unknown[] }>;
}

/** A `Kysely` of version 0.27 or newer. */
export interface KyselyLike extends KyselyExecutorLike {
  transaction(): { execute<Result>(work: (tx: unknown) => Promise<Result>): Promise<Result> };
  connection(): {
    execute<Result>(work: (connection: KyselyExecutorLike) => Promise<Result>): Promise<Result>;
  };
}

/**
 * Runs a statement without Kysely's `sql` tag.
 *
 * @param executor - of Kysely
 * @param text - SQL in the dialect's own form
 * @param values - in order
 * @returns its rows
 */
export async function runInKysely(
  executor: KyselyExecutorLike,
  text: string,
  values: readonly SqlValue[],
): Promise<readonly SqlRow[]> {
  const { rows } = await executor.executeQuery({
    query: { kind: 'RawNode', sqlFragments: [text], parameters: [] },
    queryId: { queryId: crypto.randomUUID() },
    sql: text,
    parameters: [...values],
  });
  return rows as readonly SqlRow[];
}
