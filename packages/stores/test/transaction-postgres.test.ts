import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDatabase } from '../../../test/servers/create-database.ts';
import { hasPostgres, sharedPostgres, type PostgresAddress } from '../../../test/servers/postgres.ts';
import type { Shared } from '../../../test/servers/share.ts';
import { postgresOpeners, type OpenPostgres } from './lib/postgres-clients.ts';
import { createNotes } from './lib/postgres-contract.ts';

const hour = 3_600_000;

describe.skipIf(!hasPostgres).each(Object.entries(postgresOpeners))(
  'a transaction of %s',
  (_name, openClient) => {
    let server: Shared<PostgresAddress>;
    let url: string;
    let client: OpenPostgres<unknown>;
    let other: OpenPostgres<unknown>;
    let key = 'key 0';

    beforeAll(async () => {
      server = await sharedPostgres();
      url = await createDatabase(server);
      await server.psql(createNotes, url);
      [client, other] = [openClient(url), openClient(url)];
    });
    beforeEach(() => {
      key = `key ${Number(key.slice(4)) + 1}`;
    });
    afterAll(async () => {
      await Promise.all([client, other].map((each) => each?.close()));
      await server?.release();
    });
    const take = async ({ store }: OpenPostgres<unknown>, leaseMs = hour): Promise<string> => {
      const claim = await store.claim(key, leaseMs);
      if (claim.state !== 'claimed') throw new Error(`The key is ${claim.state}.`);
      return claim.token;
    };
    /** Ends the server process of a transaction. */
    const endProcess = async ({ exec }: OpenPostgres<unknown>, tx: unknown): Promise<void> => {
      const [row] = (await exec(tx, 'SELECT pg_backend_pid() AS pid')) as { pid: number }[];
      expect(await server.psql(`SELECT pg_terminate_backend(${row?.pid}, 5000)`)).toBe('t');
    };
    const committed = async (): Promise<number> =>
      Number(await server.psql(`SELECT count(*) FROM notes WHERE text = '${key}'`, url));

    test('writes the effect and that the key is done together, and gives what the work gave', async () => {
      const token = await take(client);
      const seen: number[] = [];
      const work = async (tx: unknown) => {
        await client.write(tx, key);
        seen.push(await committed());
        return [1, 2];
      };
      expect(await client.store.transaction(key, token, hour, work)).toEqual({ held: true, result: [1, 2] });
      expect([...seen, await committed()]).toEqual([0, 1]);
      expect(await other.store.claim(key, hour)).toEqual({ state: 'done' });
    });

    test('writes nothing where its server process is ended in the middle, and the next one goes well', async () => {
      const token = await take(client);
      const work = async (tx: unknown) => {
        await client.write(tx, key);
        await endProcess(client, tx);
      };
      await expect(client.store.transaction(key, token, hour, work)).rejects.toBeInstanceOf(Error);
      expect(await committed()).toBe(0);
      expect(await other.store.claim(key, hour)).toMatchObject({ state: 'busy' });
      const again = await client.store.transaction(key, token, hour, (tx) => client.write(tx, key));
      expect(again.held).toBe(true);
      expect(await committed()).toBe(1);
    });

    test('that has lost its connection marks nothing on the next one', async () => {
      const narrow = openClient(url, { pool: { max: 1 } });
      const token = await take(narrow);
      let end: () => void = () => {};
      const isClaimed = new Promise<void>((resolve) => (end = resolve));
      const work = async (tx: unknown) => {
        await narrow.write(tx, key);
        await endProcess(narrow, tx);
        await isClaimed;
      };
      const failing = narrow.store.transaction(key, token, hour, work).catch((error: unknown) => error);
      // Waits for the only connection, or makes the next one.
      const claiming = narrow.store.claim(`${key} too`, hour);
      await Promise.race([claiming, new Promise((resolve) => setTimeout(resolve, 500))]);
      end();
      expect(await failing).toBeInstanceOf(Error);
      expect(await claiming).toMatchObject({ state: 'claimed' });
      expect(await other.store.claim(key, hour)).toMatchObject({ state: 'busy' });
      await narrow.close();
    });

    test('that the work has ended by itself marks nothing outside of it', async () => {
      const token = await take(client);
      const work = async (tx: unknown) => {
        await client.write(tx, key);
        await client.exec(tx, 'ROLLBACK');
      };
      expect(await client.store.transaction(key, token, hour, work)).toEqual({ held: false });
      expect(await other.store.claim(key, hour)).toMatchObject({ state: 'busy' });
    });

    test('tells another who claims meanwhile that the key is busy, at once', async () => {
      const token = await take(client);
      const work = async (tx: unknown) => {
        await client.write(tx, key);
        const start = performance.now();
        const claim = await other.store.claim(key, hour);
        return { claim, ms: performance.now() - start };
      };
      const answer = await client.store.transaction(key, token, hour, work);
      expect(answer).toMatchObject({ held: true, result: { claim: { state: 'busy' } } });
      expect(answer.held && answer.result.ms).toBeLessThan(500);
    });

    test('may take longer than its lease, where that is extended', async () => {
      const token = await take(client, 400);
      const work = async (tx: unknown) => {
        await client.write(tx, key);
        expect(await client.store.extend(key, token, hour)).toBe(true);
        await new Promise((resolve) => setTimeout(resolve, 500));
      };
      expect((await client.store.transaction(key, token, hour, work)).held).toBe(true);
      expect(await committed()).toBe(1);
    });

    test('is rolled back where the lease ends during the work, even where nobody else claims', async () => {
      const token = await take(client, 200);
      const work = async (tx: unknown) => {
        await client.write(tx, key);
        await new Promise((resolve) => setTimeout(resolve, 300));
      };
      expect(await client.store.transaction(key, token, hour, work)).toEqual({ held: false });
      expect(await committed()).toBe(0);
    });

    test('is rolled back where another got the key meanwhile, and is not begun again', async () => {
      const token = await take(client, 300);
      const work = async (tx: unknown) => {
        await client.write(tx, key);
        await expect
          .poll(async () => (await other.store.claim(key, hour)).state, { timeout: 5000 })
          .toBe('claimed');
      };
      expect(await client.store.transaction(key, token, hour, work)).toEqual({ held: false });
      expect(await committed()).toBe(0);
      const begun = () => expect.fail('the work was begun');
      expect(await client.store.transaction(key, token, hour, begun)).toEqual({ held: false });
    });

    test('rejects where the work went on after a statement that failed', async () => {
      const token = await take(client);
      const work = async (tx: unknown) => {
        await client.write(tx, key);
        // NUL is in no text of PostgreSQL.
        await client.write(tx, '\0').catch(() => {});
      };
      await expect(client.store.transaction(key, token, hour, work)).rejects.toBeInstanceOf(Error);
      expect(await committed()).toBe(0);
      expect(await client.store.release(key, token)).toBe(true);
    });
  },
);
