import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { prune, pruned } from './lib/sql-pruning.ts';
import { createStatements } from '../src/lib/sql-statements.ts';
import { toTables } from '../src/lib/sql-tables.ts';
import { sqliteDialect } from '../src/lib/sqlite-dialect.ts';
import { sqliteStore } from '../src/sqlite.ts';
import { openNotes, sqliteOpeners } from './lib/sqlite-clients.ts';
import { createSqliteFile } from './lib/sqlite-file.ts';

const numbers =
  '(WITH RECURSIVE all_of(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM all_of WHERE n < 500) SELECT n FROM all_of)';

test.each(Object.entries(sqliteOpeners))(
  'what is over goes in small batches, with %s',
  async (_name, open) => {
    const file = createSqliteFile();
    const notes = openNotes(file.path);
    notes.rows('PRAGMA journal_mode = WAL');
    const { store, exec, close } = open(file.path);
    const result = await prune({
      store,
      numbers,
      at: (ms) => `${Date.now() + ms}`,
      exec: async (sql) => exec(sql),
      keys: async (table) => notes.rows(`SELECT key FROM ${table}`).map(({ key }) => String(key)),
    });
    expect(result).toMatchObject(pruned);
    notes.close();
    close();
    file.remove();
  },
);

test('what is over is found, and what is claimed, without looking at the other rows', async () => {
  const client = new DatabaseSync(':memory:');
  await sqliteStore({ client }).migrate();
  const { pruneEvents, pruneWatermarks, claim } = createStatements(sqliteDialect, toTables());
  const explain = ({ text, names }: { readonly text: string; readonly names: readonly string[] }): string =>
    JSON.stringify(client.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...names.map(() => 1)));
  expect(explain(pruneEvents)).toMatch(/SEARCH hooklatch_events USING.*INDEX hooklatch_events_expires/);
  expect(explain(pruneWatermarks)).toMatch(/SEARCH.*USING.*INDEX hooklatch_events_watermarks_expires/);
  for (const statement of claim) expect(explain(statement)).not.toMatch(/SCAN hooklatch/);
  client.close();
});
