import { describe, expect, test } from 'vitest';
import { createDatabase } from '../../../test/servers/create-database.ts';
import { hasPostgres } from '../../../test/servers/postgres.ts';
import { usePostgres } from '../../../test/servers/use-postgres.ts';
import { postgresDialect } from '../src/lib/postgres-dialect.ts';
import { createStatements } from '../src/lib/sql-statements.ts';
import { toTables } from '../src/lib/sql-tables.ts';
import { postgresStore } from '../src/postgres.ts';
import { createPool, postgresOpeners } from './lib/postgres-clients.ts';
import { prune, pruned } from './lib/sql-pruning.ts';

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  const server = usePostgres();

  test.each(Object.entries(postgresOpeners))(
    'what is over goes in small batches, with %s',
    async (_name, open) => {
      const url = await createDatabase(server);
      const { store, close } = open(url);
      const result = await prune({
        store,
        numbers: 'generate_series(1, 500) AS n',
        at: (ms) => `now() + interval '${ms} ms'`,
        exec: (sql) => server.psql(sql, url),
        keys: async (table) => (await server.psql(`SELECT key FROM ${table}`, url)).split('\n'),
      });
      expect(result).toMatchObject(pruned);
      await close();
    },
  );

  test('what is over is found, and what is claimed, without looking at the other rows', async () => {
    const client = createPool(await createDatabase(server), { options: '-c enable_seqscan=off' });
    await postgresStore({ client }).migrate();
    const { pruneEvents, pruneWatermarks, claim } = createStatements(postgresDialect, toTables());
    const explain = async (text: string, values: string[]): Promise<string> =>
      JSON.stringify((await client.query<object>(`EXPLAIN ${text}`, values)).rows);
    expect(await explain(pruneEvents.text, ['200'])).toContain('Index Cond: (expires <=');
    expect(await explain(pruneWatermarks.text, ['200'])).toContain('Index Cond: (expires <=');
    expect(await explain(claim[0]?.text ?? '', ['key', 'token', '1', '1'])).toContain('Index Cond: (key =');
    await client.end();
  });
});
