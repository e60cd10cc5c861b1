import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDatabase } from '../../../test/servers/create-database.ts';
import { hasPostgres, sharedPostgres, type PostgresAddress } from '../../../test/servers/postgres.ts';
import type { Shared } from '../../../test/servers/share.ts';
import { postgresStoreMigrations } from '../src/postgres.ts';
import { postgresOpeners, type OpenPostgres, type PostgresOptions } from './lib/postgres-clients.ts';

const hour = 3_600_000;

describe.skipIf(!hasPostgres)('the tables in PostgreSQL', () => {
  let server: Shared<PostgresAddress>;
  let url: string;
  let opened: OpenPostgres<unknown>[] = [];
  const open = (name: string, options?: PostgresOptions, to: string = url): OpenPostgres<unknown> => {
    const client = (postgresOpeners[name] as (typeof postgresOpeners)[string])(to, options);
    opened.push(client);
    return client;
  };
  beforeAll(async () => {
    server = await sharedPostgres();
  });
  beforeEach(async () => {
    url = await createDatabase(server);
  });
  afterEach(async () => {
    await Promise.all(opened.map((client) => client.close()));
    opened = [];
  });
  afterAll(() => server?.release());

  /** Every table and index, with its columns. */
  const catalogue = (): Promise<string> =>
    server.psql(
      `SELECT n.nspname, c.relname, string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
      WHERE n.nspname NOT LIKE 'pg_%' AND n.nspname <> 'information_schema' GROUP BY 1, 2 ORDER BY 1, 2`,
      url,
    );
  const expected = [
    'hooklatch_events|key text, token text, attempt integer, done boolean, until timestamp with time zone, expires timestamp with time zone',
    'hooklatch_events_expires|expires timestamp with time zone',
    'hooklatch_events_migrations|version integer, applied timestamp with time zone',
    'hooklatch_events_migrations_pkey|version integer',
    'hooklatch_events_pkey|key text',
    'hooklatch_events_watermarks|key text, version numeric, expires timestamp with time zone',
    'hooklatch_events_watermarks_expires|expires timestamp with time zone',
    'hooklatch_events_watermarks_pkey|key text',
  ].map((line) => `public|${line}`);
  const privileges = `CREATE ROLE writer LOGIN; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO writer;
    REVOKE CREATE ON SCHEMA public FROM PUBLIC`;

  test('are made once by 12 clients of all libraries that begin at once, each twice', async () => {
    const names = [...Object.keys(postgresOpeners), ...Object.keys(postgresOpeners)];
    const clients = names.map((name) => open(name));
    await Promise.all(clients.flatMap(({ store }) => [store.migrate(), store.migrate()]));
    expect((await catalogue()).split('\n')).toEqual(expected);
    expect(await server.psql('SELECT version FROM hooklatch_events_migrations', url)).toBe('1');
  });

  test('are made at first use, even where many claims are the first', async () => {
    const clients = Object.keys(postgresOpeners).map((name) => open(name));
    const claims = await Promise.all(clients.map(({ store }) => store.claim('key', hour)));
    expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
  });

  test('can be made by the SQL that is exported; then a role that may not make tables can use them', async () => {
    await server.psql(postgresStoreMigrations.map(({ sql }) => sql).join(''), url);
    expect((await catalogue()).split('\n')).toEqual(expected);
    await server.psql(privileges, url);
    for (const name of Object.keys(postgresOpeners)) {
      const { store } = open(name, {}, url.replace('postgres@', 'writer@'));
      await store.migrate();
      const claim = await store.claim(name, hour);
      expect(claim.state).toBe('claimed');
    }
  });

  test('are not made with `migrate: false`, and no other way without the right to make them', async () => {
    const { store } = open('pg', { migrate: false });
    await expect(store.claim('key', hour)).rejects.toThrow(/does not exist/);
    expect(await catalogue()).toBe('');
    await store.migrate();
    expect(await store.claim('key', hour)).toMatchObject({ state: 'claimed' });
  });

  test('are made at the next use where the first one failed, and not by halves', async () => {
    await server.psql('CREATE VIEW hooklatch_events_watermarks AS SELECT 1 AS key', url);
    const { store } = open('pg');
    await expect(store.claim('key', hour)).rejects.toThrow(/hooklatch_events_watermarks/);
    expect(await catalogue()).toBe('public|hooklatch_events_watermarks|key integer');
    await server.psql('DROP VIEW hooklatch_events_watermarks', url);
    expect(await store.claim('key', hour)).toMatchObject({ state: 'claimed' });
  });

  test('stand in the schema and under the name that the application chose', async () => {
    const options = { schema: 'Hooks', table: 'Handled' };
    const [first, second, plain] = [open('pg', options), open('postgres.js', options), open('pg')];
    await Promise.all([first.store.migrate(), second.store.migrate()]);
    expect(await first.store.claim('key', hour)).toMatchObject({ state: 'claimed' });
    expect(await second.store.claim('key', hour)).toMatchObject({ state: 'busy' });
    expect(await plain.store.claim('key', hour)).toMatchObject({ state: 'claimed' });
    expect(await server.psql('SELECT key FROM "Hooks"."Handled"', url)).toBe('key');
  });

  test.each(['', 'a"b', 'a.b', '1st', 'a'.repeat(41), 'é'])('a table cannot be called %j', (table) => {
    expect(() => open('pg', { table })).toThrow(/table must be a name of 1 to 40 letters/);
    expect(() => open('pg', { schema: table })).toThrow(/schema must be a name/);
  });
});
