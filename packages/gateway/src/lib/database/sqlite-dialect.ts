import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { SqliteDialect } from 'kysely';

/** More than the gateway has: a list whose length differs makes a statement of its own. */
const mostStatements = 500;

/**
 * Lets Kysely speak to `node:sqlite`.
 *
 * A transaction takes the lock for writing when it begins, so that it cannot fail for it later.
 */
export function toSqliteDialect(client: DatabaseSync): SqliteDialect {
  const prepared = new Map<string, StatementSync>();
  const prepare = (text: string): StatementSync => {
    const known = prepared.get(text);
    if (known) return known;
    const fresh = client.prepare(text === 'begin' ? 'begin immediate' : text);
    if (prepared.size >= mostStatements) prepared.delete(prepared.keys().next().value as string);
    prepared.set(text, fresh);
    return fresh;
  };
  return new SqliteDialect({
    database: {
      close: () => client.close(),
      prepare(text) {
        const statement = prepare(text);
        const values = (given: readonly unknown[]): SQLInputValue[] => given as SQLInputValue[];
        return {
          reader: statement.columns().length > 0,
          all: (given) => statement.all(...values(given)),
          run: (given) => statement.run(...values(given)),
          iterate: (given) => statement.iterate(...values(given)),
        };
      },
    },
  });
}
