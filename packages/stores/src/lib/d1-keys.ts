import type { StoreClaim, Watermarks, WebhookStore } from '@hooklatch/core/store';
import { d1Dialect } from './d1-dialect.ts';
import { toStoredKey } from './sql-key.ts';
import { createStatements, toValues, type SqlStatement } from './sql-statements.ts';
import type { SqlTables } from './sql-tables.ts';

/** A statement and what it is given. */
export type Query = readonly [text: string, values: readonly unknown[]];

/** The rows of a statement. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

/** Runs statements in one transaction and gives the rows of each. */
export type RunQueries = (queries: readonly Query[]) => Promise<readonly Rows[]>;

/** A store in Cloudflare's SQLite. */
export interface D1Keys extends WebhookStore {
  readonly watermarks: Watermarks;
}

/** What a store in Cloudflare's SQLite is made of. */
export interface D1KeysParts {
  readonly tables: SqlTables;
  readonly run: RunQueries;
  /** What is run after each claim, in its transaction. */
  afterClaim?(): readonly Query[];
}

/** How long attempts at an event that was never done are remembered, in milliseconds. */
const keepMs = 30 * 86_400_000;

const query = (statement: SqlStatement, named: Readonly<Record<string, string | number>>): Query => [
  statement.text,
  toValues(d1Dialect, statement, named),
];

/**
 * Deletes some of what nobody needs any longer.
 *
 * @param tables - of the store
 * @param limit - how many rows of each table at most
 */
export function pruneQueries(tables: SqlTables, limit: number): readonly Query[] {
  const { pruneEvents, pruneWatermarks } = createStatements(d1Dialect, tables);
  return [query(pruneEvents, { limit }), query(pruneWatermarks, { limit })];
}

function toClaim(row: Rows[number] | undefined, token: string): StoreClaim {
  if (row?.['state'] === 'claimed') return { state: 'claimed', token, attempt: Number(row['attempt']) };
  if (row?.['state'] === 'done') return { state: 'done' };
  // Where the lease ended between the two statements, there is no row.
  return { state: 'busy', retryAfterMs: Math.max(1, Math.ceil(Number(row?.['wait'] ?? 1))) };
}

/** Makes a store of what runs statements. */
export function createD1Keys({ tables, run, afterClaim = () => [] }: D1KeysParts): D1Keys {
  const statements = createStatements(d1Dialect, tables);
  const ask = async (
    statement: SqlStatement,
    key: string,
    named: Readonly<Record<string, string | number>>,
  ): Promise<Rows> => {
    const [rows] = await run([query(statement, { ...named, key: await toStoredKey(key) })]);
    return rows ?? [];
  };
  const change = async (...asked: Parameters<typeof ask>): Promise<boolean> =>
    (await ask(...asked)).length > 0;
  return {
    async claim(key, leaseMs) {
      const stored = await toStoredKey(key);
      const token = crypto.randomUUID();
      const named = { key: stored, token, lease: leaseMs, keep: leaseMs + keepMs };
      const queries = statements.claim.map((statement) => query(statement, named));
      const answers = await run([...queries, ...afterClaim()]);
      return toClaim(answers.slice(0, queries.length).flat()[0], token);
    },
    extend: (key, token, leaseMs) => change(statements.extend, key, { token, lease: leaseMs }),
    complete: (key, token, retentionMs) =>
      change(statements.complete, key, { token, retention: retentionMs }),
    release: (key, token) => change(statements.release, key, { token }),
    watermarks: {
      async read(key) {
        const [row] = await ask(statements.readVersion, key, {});
        return row === undefined ? undefined : Number(row['version']);
      },
      async raise(key, version, retentionMs) {
        await ask(statements.raiseVersion, key, { version, retention: retentionMs });
      },
    },
  };
}
