import BetterSqlite from 'better-sqlite3';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import type { Inbox } from '@hooklatch/core/store';
import { sqliteInbox, sqliteInboxMigrations, type SqliteClientLike } from '../src/sqlite.ts';
import { toMessage } from './lib/inbox-messages.ts';
import { createSqliteFile, readSqlite, sqliteClients, type SqliteFile } from './lib/sqlite-file.ts';

let file: SqliteFile;
let close: (() => unknown)[];

beforeEach(() => {
  file = createSqliteFile();
  close = [() => file.remove()];
});

afterEach(async () => {
  vi.restoreAllMocks();
  // oxlint-disable-next-line no-await-in-loop
  for (const one of close.toReversed()) await one();
});

function open<Client extends SqliteClientLike>(client: Client): Client {
  close.push(() => client.close());
  return client;
}

describe.each(Object.entries(sqliteClients))('%s', (_, connect) => {
  test('the connection has a write-ahead log, and what is committed is on the disk', async () => {
    const client = open(connect(file.path));
    client.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF');
    const inbox = sqliteInbox({ client });
    const settings = (): unknown[] =>
      ['journal_mode', 'synchronous'].flatMap((name) => client.prepare(`PRAGMA ${name}`).all());
    const durable = [
      expect.objectContaining({ journal_mode: 'wal' }),
      expect.objectContaining({ synchronous: 2 }),
    ];
    expect(settings()).toEqual(durable);
    client.exec('PRAGMA synchronous = NORMAL');
    await inbox.put(toMessage('1'));
    expect(settings()).toEqual(durable);
    client.exec('PRAGMA synchronous = EXTRA');
    await inbox.put(toMessage('2'));
    expect(settings()).toEqual([durable[0], expect.objectContaining({ synchronous: 3 })]);
  });

  test("what the application has set for its log stays, and SQLite's defaults do not", async () => {
    const client = open(connect(file.path));
    const settings = (): unknown[] =>
      ['journal_size_limit', 'wal_autocheckpoint'].map(
        (name) => Object.values(client.prepare(`PRAGMA ${name}`).get() as object)[0],
      );
    client.exec('PRAGMA journal_size_limit = 12345; PRAGMA wal_autocheckpoint = 77');
    sqliteInbox({ client });
    expect(settings()).toEqual([12_345, 77]);
    client.exec('PRAGMA journal_size_limit = -1; PRAGMA wal_autocheckpoint = 1000');
    sqliteInbox({ client });
    expect(settings()).toEqual([64 * 2 ** 20, 4000]);
  });

  test('a database in memory is a TypeError', () => {
    const client = open(connect(':memory:'));
    expect(() => sqliteInbox({ client })).toThrow(TypeError);
    expect(() => sqliteInbox({ client })).toThrow("keeps this one's journal mode at memory");
  });

  test('its tables have the prefix that was asked for, and nothing else is made', async () => {
    const inbox = sqliteInbox({ client: open(connect(file.path)), prefix: 'shop_' });
    await inbox.put(toMessage('1'));
    const names = readSqlite(file.path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
    expect(names.map(({ name }) => name)).toEqual([
      'shop_inbox',
      'shop_inbox_contents',
      'shop_inbox_migrations',
      'shop_inbox_settings',
    ]);
  });

  test('with migrate off it is the application that applies the migrations', async () => {
    const client = open(connect(file.path));
    const inbox = sqliteInbox({ client, migrate: false });
    await expect(inbox.put(toMessage('1'))).rejects.toThrow(
      `at version 0 of ${sqliteInboxMigrations.length}: apply sqliteInboxMigrations`,
    );
    for (const { sql } of sqliteInboxMigrations) client.exec(sql);
    expect(await inbox.put(toMessage('1'))).toBe('stored');
  });

  test.each(sqliteInboxMigrations.map(({ version }) => version))(
    'tables of version %i are brought up to date, again and again',
    async (version) => {
      const client = open(connect(file.path));
      for (const { sql } of sqliteInboxMigrations.slice(0, version)) client.exec(sql);
      const inbox = sqliteInbox({ client });
      for (let time = 0; time < 2; time += 1) {
        // oxlint-disable-next-line no-await-in-loop
        await inbox.migrate();
        // A tool that knows nothing of the first time.
        for (const { sql } of sqliteInboxMigrations) client.exec(sql);
      }
      expect(await inbox.put(toMessage('1'))).toBe('stored');
      const versions = client
        .prepare('SELECT version FROM hooklatch_inbox_migrations ORDER BY version')
        .all();
      expect(versions).toEqual(
        sqliteInboxMigrations.map(({ version: one }) => expect.objectContaining({ version: one })),
      );
    },
  );

  test('tables of a later version are used as they are', async () => {
    const client = open(connect(file.path));
    await sqliteInbox({ client }).migrate();
    client.exec(
      'INSERT INTO hooklatch_inbox_migrations (version) VALUES (99); ALTER TABLE hooklatch_inbox ADD later TEXT',
    );
    expect(await sqliteInbox({ client }).put(toMessage('1'))).toBe('stored');
  });
});

test.each<[string, (path: string) => SqliteClientLike]>([
  ['big integers in node:sqlite', (path) => new DatabaseSync(path, { readBigInts: true })],
  ['rows as arrays in node:sqlite', (path) => new DatabaseSync(path, { returnArrays: true })],
  ['big integers in better-sqlite3', (path) => new BetterSqlite(path).defaultSafeIntegers(true)],
])('%s do not disturb the inbox', async (_, connect) => {
  const inbox = sqliteInbox({ client: open(connect(file.path)) });
  expect([await inbox.put(toMessage('1')), await inbox.put(toMessage('1'))]).toEqual(['stored', 'duplicate']);
  expect(await inbox.stats()).toEqual({ waiting: 1, delayed: 0, active: 0, dead: 0 });
});

test('a file is opened by the inbox, and closed by it', async () => {
  const inbox = sqliteInbox({ file: file.path });
  await inbox.put(toMessage('1'));
  await inbox.close();
  await expect(inbox.put(toMessage('2'))).rejects.toThrow('database is not open');
  const again = sqliteInbox({ file: file.path });
  close.push(() => again.close());
  expect(await again.put(toMessage('1'))).toBe('duplicate');
});

test('a client that was passed in stays open', async () => {
  const client = open(new DatabaseSync(file.path));
  await sqliteInbox({ client }).close();
  expect(client.isOpen).toBe(true);
});

test.each<[string, object, string]>([
  ['neither client nor file', {}, 'either a client or a file'],
  ['both', { client: {}, file: 'app.db' }, 'either a client or a file'],
  ['no client', { client: null }, 'must be a DatabaseSync of node:sqlite or a Database of better-sqlite3'],
  [
    'another client',
    { client: { prepare() {}, exec() {}, all() {} } },
    'must be a DatabaseSync of node:sqlite',
  ],
  ['a retention of nothing', { file: 'app.db', retentionMs: 0 }, 'retentionMs cannot be 0.'],
  ['no number', { file: 'app.db', pollMs: Number.NaN }, 'pollMs cannot be NaN.'],
  ['a prefix that is no name', { file: 'app.db', prefix: 'a b' }, "The inbox's prefix must be a name"],
])('%s is a TypeError', (_, options, message) => {
  expect(() => sqliteInbox(options as never)).toThrow(expect.objectContaining({ name: 'TypeError' }));
  expect(() => sqliteInbox(options as never)).toThrow(message);
});

test('a runtime without node:sqlite is told to pass a client', () => {
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
  expect(() => sqliteInbox({ file: file.path })).toThrow(
    'give sqliteInbox a Database of better-sqlite3 as `client`',
  );
});

test('a transaction is the client that was passed in', () => {
  const inboxOf = sqliteInbox<DatabaseSync>;
  expectTypeOf(inboxOf).returns.toEqualTypeOf<Inbox<DatabaseSync>>();
  const better = open(new BetterSqlite(file.path));
  expectTypeOf(sqliteInbox({ client: better })).toEqualTypeOf<Inbox<BetterSqlite.Database>>();
  expectTypeOf(() => sqliteInbox({ file: 'app.db' })).returns.toEqualTypeOf<Inbox<SqliteClientLike>>();
});
