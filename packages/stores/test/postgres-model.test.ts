import { modelStore, type FastCheck } from '@hooklatch/testing/contract';
import fc from 'fast-check';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { createDatabase } from '../../../test/servers/create-database.ts';
import { hasPostgres, sharedPostgres } from '../../../test/servers/postgres.ts';
import { postgresOpeners } from './lib/postgres-clients.ts';

/** A clock that stands still unless it is told otherwise, found before the server's own. */
const clock = `CREATE SCHEMA clock;
  CREATE TABLE clock.time AS SELECT pg_catalog.clock_timestamp() AS value;
  CREATE FUNCTION clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT value FROM clock.time'`;

const runs = 100;

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  test.each(['pg', 'postgres.js'])(
    'with %s answers as the model does',
    { timeout: 120_000 },
    async (name) => {
      const openClient = postgresOpeners[name] as (typeof postgresOpeners)[string];
      const open = async () => {
        const server = await sharedPostgres();
        const url = await createDatabase(server);
        const database = new URL(url).pathname.slice(1);
        await server.psql(clock, url);
        await server.psql(`ALTER DATABASE ${database} SET search_path = clock, pg_catalog, public`);
        const [first, second] = [openClient(url), openClient(url)];
        const time = new Client({ connectionString: url });
        await time.connect();
        return {
          store: first.store,
          other: second.store,
          wait: async (ms: number) =>
            void (await time.query(`UPDATE clock.time SET value = value + interval '${ms} ms'`)),
          async close() {
            await Promise.all([first.close(), second.close(), time.end()]);
            await server.release();
          },
        };
      };
      const result = await modelStore(fc as unknown as FastCheck, open, { runs, commands: 50 });
      expect(result).toEqual({ runs, judged: runs });
    },
  );
});
