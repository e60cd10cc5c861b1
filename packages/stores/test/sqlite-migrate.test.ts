import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sqliteStoreMigrations } from '../src/sqlite.ts';
import {
  openNotes,
  sqliteOpeners,
  type OpenSqlite,
  type SqliteNotes,
  type SqliteOptions,
} from './lib/sqlite-clients.ts';
import { createSqliteFile, type SqliteFile } from './lib/sqlite-file.ts';

const hour = 3_600_000;

let file: SqliteFile;
let notes: SqliteNotes;
let opened: OpenSqlite<unknown>[] = [];
const open = (name: string, options?: SqliteOptions): OpenSqlite<unknown> => {
  const client = (sqliteOpeners[name] as (typeof sqliteOpeners)[string])(file.path, options);
  opened.push(client);
  return client;
};
beforeEach(() => {
  file = createSqliteFile();
  notes = openNotes(file.path);
});
afterEach(() => {
  for (const client of [...opened, notes]) client.close();
  opened = [];
  file.remove();
});

const tables = (): unknown[] =>
  notes.rows("SELECT name FROM sqlite_master WHERE name LIKE '%hook%' ORDER BY name").map(({ name }) => name);
const expected = [
  'hooklatch_events',
  'hooklatch_events_expires',
  'hooklatch_events_migrations',
  'hooklatch_events_watermarks',
  'hooklatch_events_watermarks_expires',
];

describe.each(['WAL', 'DELETE'])('the tables in SQLite with %s', (mode) => {
  beforeEach(() => {
    notes.rows(`PRAGMA journal_mode = ${mode}`);
  });

  test('are made once by connections of all libraries that begin at once, each twice', async () => {
    const clients = [...Object.keys(sqliteOpeners), ...Object.keys(sqliteOpeners)].map((name) => open(name));
    await Promise.all(clients.flatMap(({ store }) => [store.migrate(), store.migrate()]));
    expect(tables()).toEqual(expected);
    expect(notes.rows('SELECT version FROM hooklatch_events_migrations')).toEqual([{ version: 1 }]);
  });

  test('are made at first use, even where many claims are the first', async () => {
    const clients = Object.keys(sqliteOpeners).map((name) => open(name));
    const claims = await Promise.all(clients.map(({ store }) => store.claim('key', hour)));
    expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
  });
});

test('the SQL that is exported makes the same tables, and the store sees that they are there', async () => {
  await open('node:sqlite').store.migrate();
  const schema = (rows: SqliteNotes['rows']) => rows('SELECT name, sql FROM sqlite_master ORDER BY name');
  const made = schema(notes.rows);
  const other = createSqliteFile();
  const database = new DatabaseSync(other.path);
  for (const { sql } of sqliteStoreMigrations) database.exec(sql);
  const { store } = (sqliteOpeners['node:sqlite'] as (typeof sqliteOpeners)[string])(other.path);
  await store.migrate();
  const fromSql = database.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all();
  database.close();
  other.remove();
  expect(fromSql).toEqual(made.filter(({ name }) => name !== 'notes'));
});

test('with `migrate: false` no tables are made', async () => {
  const { store } = open('node:sqlite', { migrate: false });
  await expect(store.claim('key', hour)).rejects.toThrow(/no such table/);
  expect(tables()).toEqual([]);
  await store.migrate();
  expect(await store.claim('key', hour)).toMatchObject({ state: 'claimed' });
});

test.each(Object.keys(sqliteOpeners))('tables are not made by halves (%s)', async (name) => {
  notes.rows('CREATE VIEW hooklatch_events_watermarks AS SELECT 1 AS key');
  const { store } = open(name);
  await expect(store.claim('key', hour)).rejects.toThrow(/hooklatch_events_watermarks|indexed/);
  expect(tables()).toEqual(['hooklatch_events_watermarks']);
  notes.rows('DROP VIEW hooklatch_events_watermarks');
  expect(await store.claim('key', hour)).toMatchObject({ state: 'claimed' });
});

test('tables that a newer version has changed are left alone', async () => {
  await open('node:sqlite').store.migrate();
  notes.rows('INSERT INTO hooklatch_events_migrations (version) VALUES (2)');
  const { store } = open('node:sqlite');
  await store.migrate();
  expect(await store.claim('key', hour)).toMatchObject({ state: 'claimed' });
  expect(notes.rows('SELECT version FROM hooklatch_events_migrations')).toEqual([
    { version: 1 },
    { version: 2 },
  ]);
});

test('two stores with names of their own do not meet', async () => {
  const [first, second] = [
    open('node:sqlite', { table: 'first' }),
    open('better-sqlite3', { table: 'second' }),
  ];
  expect(await first.store.claim('key', hour)).toMatchObject({ state: 'claimed' });
  expect(await second.store.claim('key', hour)).toMatchObject({ state: 'claimed' });
});

test.each(['', 'a"b', 'a.b', '1st', 'a'.repeat(41), 'é'])('a table cannot be called %j', (table) => {
  expect(() => open('node:sqlite', { table })).toThrow(/table must be a name of 1 to 40 letters/);
});
