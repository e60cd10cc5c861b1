import { describe, expect, test } from 'vitest';
import { createDatabase } from '../../../test/servers/create-database.ts';
import { hasPostgres } from '../../../test/servers/postgres.ts';
import { usePostgres } from '../../../test/servers/use-postgres.ts';
import { postgresOpeners } from './lib/postgres-clients.ts';
import { createNotes } from './lib/postgres-contract.ts';
import { startPostgresProxy } from './lib/postgres-proxy.ts';

const hour = 3_600_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

describe.skipIf(!hasPostgres).each(Object.entries(postgresOpeners))('PostgreSQL with %s', (_name, open) => {
  const server = usePostgres();

  test.each([
    ['during a statement of the work', 'end', true],
    ['during a statement of the work', 'reset', true],
    ['between two statements', 'end', false],
    ['between two statements', 'reset', false],
  ] as const)(
    'the network cuts a transaction %s (%s): nothing is written, and the next one goes well',
    async (_when, how, isDuring) => {
      const url = await createDatabase(server);
      await server.psql(createNotes, url);
      const proxy = await startPostgresProxy(url);
      const { store, write, exec, close } = open(proxy.url);
      const claim = await store.claim('key', hour);
      const token = claim.state === 'claimed' ? claim.token : '';
      const work = async (tx: unknown) => {
        await write(tx, 'written');
        if (isDuring) setTimeout(() => proxy.cut(how), 50);
        else proxy.cut(how);
        await (isDuring ? exec(tx, 'SELECT pg_sleep(1)') : pause(100));
      };
      expect(
        await store.transaction('key', token, hour, work).catch((error: unknown) => error),
      ).toBeInstanceOf(Error);
      const again = async (from = store) =>
        (await from.transaction('key', token, hour, (tx) => write(tx, 'again'))).held;
      // A client of postgres.js that is cut off in the moment in which it sends may never answer again (of 100 some).
      const isHeld = () => Promise.race([again().catch(() => false), pause(3000)]);
      const fresh = open(proxy.url);
      await expect.poll(async () => (await isHeld()) ?? again(fresh.store)).toBe(true);
      await fresh.close();
      expect(await server.psql('SELECT text FROM notes', url)).toBe('again');
      await close();
      await proxy.close();
    },
  );
});
