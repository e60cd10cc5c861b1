import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  openNotes,
  sqliteOpeners,
  synchronous,
  type OpenSqlite,
  type SqliteNotes,
} from './lib/sqlite-clients.ts';
import { createSqliteFile, type SqliteFile } from './lib/sqlite-file.ts';

const hour = 3_600_000;

let file: SqliteFile;
let notes: SqliteNotes;
let opened: OpenSqlite<unknown>[] = [];
let time = Date.now();
const now = () => time;
const open = (openClient: (typeof sqliteOpeners)[string]) => {
  const client = openClient(file.path, { now });
  opened.push(client);
  return client;
};
const take = async ({ store }: OpenSqlite<unknown>, key: string, leaseMs = hour): Promise<string> => {
  const claim = await store.claim(key, leaseMs);
  if (claim.state !== 'claimed') throw new Error(`The key is ${claim.state}.`);
  return claim.token;
};

beforeEach(() => {
  file = createSqliteFile();
  notes = openNotes(file.path);
});
afterEach(() => {
  for (const each of [...opened, notes]) each.close();
  opened = [];
  file.remove();
});

describe.each(Object.entries(synchronous))('a synchronous transaction of %s', (_name, openClient) => {
  test('commits what was written and that the key is done, and gives the result', async () => {
    const client = open(openClient);
    const token = await take(client, 'key');
    const work = (tx: unknown) => {
      client.write(tx, 'written');
      return ['any', 'result'];
    };
    const answer = await client.store.transaction('key', token, hour, work);
    expect(answer).toEqual({ held: true, result: ['any', 'result'] });
    expect(notes.readAll()).toEqual(['written']);
    expect(await open(openClient).store.claim('key', hour)).toEqual({ state: 'done' });
  });

  test('writes nothing where the work throws, and the token can try again', async () => {
    const client = open(openClient);
    const token = await take(client, 'key');
    const error = new Error('the handler failed');
    const work = (tx: unknown) => {
      client.write(tx, 'written');
      throw error;
    };
    await expect(client.store.transaction('key', token, hour, work)).rejects.toBe(error);
    expect(notes.readAll()).toEqual([]);
    expect(await open(openClient).store.claim('key', hour)).toMatchObject({ state: 'busy' });
    const again = await client.store.transaction('key', token, hour, (tx) => void client.write(tx, 'again'));
    expect(again.held).toBe(true);
    expect(notes.readAll()).toEqual(['again']);
  });

  test('is not begun by a token that has lost the key, even to nobody', async () => {
    const client = open(openClient);
    const other = open(openClient);
    const token = await take(client, 'key', 1000);
    time += 1000;
    const work = () => expect.fail('the work was begun');
    expect(await client.store.transaction('key', token, hour, work)).toEqual({ held: false });
    const second = await take(other, 'key');
    expect(await client.store.transaction('key', token, hour, work)).toEqual({ held: false });
    expect(await other.store.transaction('key', second, hour, () => 7)).toEqual({ held: true, result: 7 });
  });

  test('is rolled back where the lease ends during the work', async () => {
    const client = open(openClient);
    const token = await take(client, 'key', 1000);
    const work = (tx: unknown) => {
      client.write(tx, 'written');
      time += 1000;
    };
    expect(await client.store.transaction('key', token, hour, work)).toEqual({ held: false });
    expect(notes.readAll()).toEqual([]);
  });

  test('is refused where the work returns a promise: nothing is written, and the message says what to do', async () => {
    const client = open(openClient);
    const token = await take(client, 'key');
    const work = async (tx: unknown) => {
      client.write(tx, 'written');
      throw new Error('a rejection that nobody waits for');
    };
    const refused = client.store.transaction('key', token, hour, work);
    await expect(refused).rejects.toThrow(TypeError);
    await expect(refused).rejects.toThrow(/must not return a promise.*inside the transaction.*Kysely/);
    expect(notes.readAll()).toEqual([]);
    expect(await client.store.release('key', token)).toBe(true);
  });

  test('that the work has ended by itself marks nothing outside of it', async () => {
    const client = open(openClient);
    const token = await take(client, 'key');
    const work = (tx: unknown) => {
      client.write(tx, 'written');
      client.exec('ROLLBACK');
    };
    await expect(client.store.transaction('key', token, hour, work)).rejects.toThrow(
      /has ended the transaction/,
    );
    expect(notes.readAll()).toEqual([]);
    expect(await client.store.release('key', token)).toBe(true);
  });

  test('of 10 by one token at once, one commits', async () => {
    const clients = [open(openClient), open(openClient)];
    const token = await take(clients[0] as OpenSqlite<unknown>, 'key');
    const answers = await Promise.all(
      [...clients, ...clients, ...clients, ...clients, ...clients].map(({ store, write }) =>
        store.transaction('key', token, hour, (tx) => void write(tx, 'written')),
      ),
    );
    expect(answers.filter(({ held }) => held)).toHaveLength(1);
    expect(notes.readAll()).toEqual(['written']);
  });

  test('and claims wait while the application has a transaction open on the connection', async () => {
    const client = open(openClient);
    await client.store.migrate();
    client.exec('BEGIN');
    client.exec("INSERT INTO notes (text) VALUES ('of the application')");
    const claiming = client.store.claim('key', hour);
    await new Promise((resolve) => setTimeout(resolve, 100));
    client.exec('ROLLBACK');
    expect(await claiming).toMatchObject({ state: 'claimed' });
    expect(await open(openClient).store.claim('key', hour)).toMatchObject({ state: 'busy' });
    client.exec('BEGIN');
    await expect(client.store.claim('other', hour)).rejects.toThrow(/connection of its own/);
    client.exec('ROLLBACK');
    expect(await client.store.claim('other', hour)).toMatchObject({ state: 'claimed' });
  });
});

test('with Kysely, what else uses it waits until a transaction has ended', async () => {
  const client = open(sqliteOpeners['Kysely over better-sqlite3'] as (typeof sqliteOpeners)[string]);
  const token = await take(client, 'key');
  const order: string[] = [];
  const answer = client.store.transaction('key', token, hour, async (tx) => {
    order.push('begin');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await client.write(tx, 'written');
    order.push('end');
  });
  const claim = client.store.claim('key', hour).then(({ state }) => order.push(state));
  expect((await answer).held).toBe(true);
  await claim;
  expect(order).toEqual(['begin', 'end', 'done']);
  expect(notes.readAll()).toEqual(['written']);
});
