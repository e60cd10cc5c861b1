import BetterSqlite3 from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { CamelCasePlugin, Kysely, ParseJSONResultsPlugin, SqliteDialect } from 'kysely';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { sqliteStore, type SqlStore } from '../src/sqlite.ts';
import { showStore, shownAnswers } from './lib/sql-shown.ts';
import { createSqliteFile } from './lib/sqlite-file.ts';

const connections: Readonly<
  Record<string, (path: string) => readonly [SqlStore<unknown>, { close(): unknown }]>
> = {
  'node:sqlite that gives bigint': (path) => {
    const client = new DatabaseSync(path, { readBigInts: true });
    return [sqliteStore({ client }), client];
  },
  'node:sqlite that gives arrays': (path) => {
    const client = new DatabaseSync(path, { returnArrays: true });
    return [sqliteStore({ client }), client];
  },
  'node:sqlite in memory': () => {
    const client = new DatabaseSync(':memory:');
    return [sqliteStore({ client }), client];
  },
  'better-sqlite3 that gives bigint': (path) => {
    const client = new BetterSqlite3(path).defaultSafeIntegers();
    return [sqliteStore({ client }), client];
  },
  'Drizzle that changes names': (path) => {
    const client = new BetterSqlite3(path).defaultSafeIntegers();
    return [sqliteStore({ client: drizzle(client, { casing: 'snake_case' }) }), client];
  },
  'Kysely with plugins that change names and rows': (path) => {
    const database = new BetterSqlite3(path);
    const plugins = [new CamelCasePlugin(), new ParseJSONResultsPlugin()];
    const client = new Kysely<object>({ dialect: new SqliteDialect({ database }), plugins });
    return [sqliteStore({ client }), database];
  },
};

test.each(Object.entries(connections))(
  'settings of the application do not matter: %s',
  async (_name, open) => {
    const file = createSqliteFile();
    const [store, database] = open(file.path);
    expect(await showStore(store)).toMatchObject(shownAnswers);
    database.close();
    file.remove();
  },
);

test('rows that have no names of columns are an error, and no claim', async () => {
  const client = { prepare: () => ({ all: () => [['claimed', 1, 0]] }), exec: () => {} };
  await expect(sqliteStore({ client, migrate: false }).claim('key', 1000)).rejects.toThrow(
    /names of columns/,
  );
});

test.each([{}, null, { prepare() {} }, { transaction() {} }, 'app.db'])('%j is no client', (client) => {
  expect(() => sqliteStore({ client: client as unknown as DatabaseSync })).toThrow(
    /client of sqliteStore must be/,
  );
});
