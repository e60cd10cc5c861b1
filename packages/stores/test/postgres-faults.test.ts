import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from '../../../test/servers/create-database.ts';
import { hasPostgres, startPostgres, type PostgresServer } from '../../../test/servers/postgres.ts';
import { postgresOpeners, type OpenPostgres, type PostgresOptions } from './lib/postgres-clients.ts';
import { createNotes } from './lib/postgres-contract.ts';

const hour = 3_600_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

describe.skipIf(!hasPostgres).each(['pg', 'postgres.js'])('PostgreSQL with %s', (name) => {
  let server: PostgresServer;
  let url: string;
  const opened: OpenPostgres<unknown>[] = [];
  const open = (options?: PostgresOptions): OpenPostgres<unknown> => {
    const client = (postgresOpeners[name] as (typeof postgresOpeners)[string])(url, options);
    opened.push(client);
    return client;
  };
  beforeAll(async () => {
    server = await startPostgres();
    url = await createDatabase(server);
    await server.psql(createNotes, url);
  });
  afterAll(async () => {
    await Promise.all(opened.map((client) => client.close()));
    await server?.stop();
  });
  const take = async ({ store }: OpenPostgres<unknown>, key: string, leaseMs = hour): Promise<string> => {
    const claim = await store.claim(key, leaseMs);
    if (claim.state !== 'claimed') throw new Error(`The key is ${claim.state}.`);
    return claim.token;
  };

  test('restarted as after a crash while there is work: it goes on, no effect is lost and none is there twice', async () => {
    const client = open({ pool: { max: 4 } });
    const keys = Array.from({ length: 200 }, (_, index) => `restart ${index}`);
    const left = [...keys];
    const failed: string[] = [];
    const handle = async (key: string): Promise<void> => {
      const claim = await client.store.claim(key, 300);
      if (claim.state === 'done') return;
      if (claim.state === 'busy') return void left.push(key);
      const { held } = await client.store.transaction(key, claim.token, hour, (tx) => client.write(tx, key));
      if (!held) left.push(key);
    };
    const worker = async (): Promise<void> => {
      for (let key = left.shift(); key !== undefined; key = left.shift()) {
        // As a provider does, it sends again what was not answered.
        const again = key;
        await handle(again).catch((error: unknown) => {
          failed.push(String(error));
          left.push(again);
          return pause(50);
        });
        await pause(5);
      }
    };
    const workers = [worker(), worker(), worker(), worker()];
    await pause(100);
    await server.restart('immediate');
    await Promise.all(workers);
    const texts = (await server.psql("SELECT text FROM notes WHERE text LIKE 'restart %'", url)).split('\n');
    expect(texts.toSorted()).toEqual(keys.toSorted());
    expect(failed.length).toBeGreaterThan(0);
    for (const key of keys.slice(0, 3))
      expect(await client.store.claim(key, hour)).toEqual({ state: 'done' });
  });

  test('connections that the server ends make statements reject or go to the next one', async () => {
    const client = open();
    const token = await take(client, 'ended');
    await server.psql(
      'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid()',
    );
    await expect
      .poll(() => client.store.extend('ended', token, hour).catch(() => false), { timeout: 5000 })
      .toBe(true);
    expect(await client.store.complete('ended', token, hour)).toBe(true);
  });

  test('a pool with no free connection: a claim rejects in time, and gives back what it gets too late', async () => {
    const [client, other] = [open({ pool: { max: 1 } }), open()];
    const token = await take(client, 'holder');
    let letGo: () => void = () => {};
    const holding = client.store.transaction(
      'holder',
      token,
      hour,
      () => new Promise<void>((resolve) => (letGo = resolve)),
    );
    await pause(100);
    const start = performance.now();
    await expect(client.store.claim('late', hour)).rejects.toThrow('in time');
    expect(performance.now() - start).toBeLessThan(2000);
    letGo();
    expect((await holding).held).toBe(true);
    await expect
      .poll(async () => (await other.store.claim('late', hour)).state, { timeout: 5000 })
      .toBe('claimed');
  });

  test('transactions that wait for each other: one is rejected, its key is still held, the other one commits', async () => {
    const client = open();
    await server.psql("INSERT INTO notes (id, text) VALUES (-1, 'left'), (-2, 'right')", url);
    const update = (tx: unknown, id: number) =>
      client.exec(tx, `UPDATE notes SET text = 'both' WHERE id = ${id}`);
    let arrived = 0;
    const cross = (key: string, first: number, second: number) => async (tx: unknown) => {
      await update(tx, first);
      arrived += 1;
      await expect.poll(() => arrived).toBe(2);
      await update(tx, second);
      await client.write(tx, key);
    };
    const [left, right] = [await take(client, 'left'), await take(client, 'right')];
    const outcomes = await Promise.allSettled([
      client.store.transaction('left', left, hour, cross('left', -1, -2)),
      client.store.transaction('right', right, hour, cross('right', -2, -1)),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [lost, token] = outcomes[0]?.status === 'rejected' ? ['left', left] : ['right', right];
    expect(await server.psql(`SELECT count(*) FROM notes WHERE text = '${lost}' AND id > 0`, url)).toBe('0');
    expect(await client.store.release(lost, token)).toBe(true);
  });

  test('where all is serializable, no claim is given twice, and a lease that was extended makes the commit fail', async () => {
    const database = new URL(url).pathname.slice(1);
    await server.psql(`ALTER DATABASE ${database} SET default_transaction_isolation = 'serializable'`);
    const client = open();
    const claims = await Promise.allSettled(
      Array.from({ length: 50 }, () => client.store.claim('serial', hour)),
    );
    const states = claims.map((claim) => (claim.status === 'fulfilled' ? claim.value.state : 'rejected'));
    expect(states.filter((state) => state === 'claimed')).toHaveLength(1);
    const token = await take(client, 'extended');
    const work = async (tx: unknown) => {
      await client.write(tx, 'extended');
      await client.store.extend('extended', token, hour);
    };
    await expect(client.store.transaction('extended', token, hour, work)).rejects.toThrow(
      /could not serialize/,
    );
    expect(await server.psql("SELECT count(*) FROM notes WHERE text = 'extended'", url)).toBe('0');
    expect(
      (await client.store.transaction('extended', token, hour, (tx) => client.write(tx, 'extended'))).held,
    ).toBe(true);
    await server.psql(`ALTER DATABASE ${database} RESET default_transaction_isolation`);
  });
});
