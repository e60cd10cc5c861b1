import { CamelCasePlugin, Kysely, ParseJSONResultsPlugin, PostgresDialect } from 'kysely';
import { types, type CustomTypesConfig } from 'pg';
import postgres from 'postgres';
import { describe, expect, test } from 'vitest';
import { createDatabase } from '../../../test/servers/create-database.ts';
import { hasPostgres } from '../../../test/servers/postgres.ts';
import { usePostgres } from '../../../test/servers/use-postgres.ts';
import { postgresStore, type SqlStore } from '../src/postgres.ts';
import { createPool } from './lib/postgres-clients.ts';
import { showStore, shownAnswers } from './lib/sql-shown.ts';

const { INT8, NUMERIC, FLOAT8 } = types.builtins;
/** Gives numbers as bigint. */
const parsers: CustomTypesConfig = {
  getTypeParser(...[type, format]: Parameters<CustomTypesConfig['getTypeParser']>) {
    return [INT8, NUMERIC, FLOAT8].includes(type) ? BigInt : types.getTypeParser(type, format as 'text');
  },
};

const clients: Readonly<Record<string, (url: string) => readonly [SqlStore<unknown>, () => Promise<void>]>> =
  {
    'pg with parsers of its own, and few digits in floating-point numbers': (url) => {
      const client = createPool(url, { types: parsers, options: '-c extra_float_digits=-10' });
      return [postgresStore({ client }), () => client.end()];
    },
    'postgres.js that changes names and gives bigint': (url) => {
      const bigint = { bigint: postgres.BigInt };
      const client = postgres(url, { transform: postgres.camel, types: bigint, onnotice: () => {} });
      return [postgresStore({ client }), () => client.end()];
    },
    'Kysely with plugins that change names and rows': (url) => {
      const dialect = new PostgresDialect({ pool: createPool(url) });
      const plugins = [new CamelCasePlugin(), new ParseJSONResultsPlugin()];
      const client = new Kysely<object>({ dialect, plugins });
      return [postgresStore({ client }), () => client.destroy()];
    },
  };

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  const server = usePostgres();

  test.each(Object.entries(clients))('settings of the application do not matter: %s', async (_name, open) => {
    const [store, close] = open(await createDatabase(server));
    expect(await showStore(store)).toMatchObject(shownAnswers);
    await close();
  });
});

test.each([{}, null, 'postgres://', { query() {}, connect() {} }])('%j is no client', (client) => {
  expect(() => postgresStore({ client: client as never })).toThrow(/client of postgresStore must be a Pool/);
});
