import BetterSqlite3 from 'better-sqlite3';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sqliteStore } from '../src/sqlite.ts';
import { openNotes, sqliteOpeners, type OpenSqlite } from './lib/sqlite-clients.ts';
import { createSqliteFile, type SqliteFile } from './lib/sqlite-file.ts';

const hour = 3_600_000;

let file: SqliteFile;
let opened: OpenSqlite<unknown>[] = [];
beforeEach(() => {
  file = createSqliteFile();
});
afterEach(() => {
  for (const client of opened) client.close();
  opened = [];
  file.remove();
});

/** Opens the file with its table, and claims a key. */
async function begin(openClient: (typeof sqliteOpeners)[string], mode = 'WAL') {
  const notes = openNotes(file.path);
  notes.rows(`PRAGMA journal_mode = ${mode}`);
  notes.close();
  const client = openClient(file.path);
  opened.push(client);
  const claim = await client.store.claim('held', hour);
  return { ...client, token: claim.state === 'claimed' ? claim.token : '' };
}

/** Everything that writes. */
const writing = ({ store, write, token }: Awaited<ReturnType<typeof begin>>) => [
  store.claim('key', hour),
  store.extend('held', token, hour),
  store.complete('held', token, hour),
  store.release('held', token),
  store.transaction('held', token, hour, (tx) => write(tx, 'written')),
  store.watermarks.raise('key', 1, hour),
];

describe.each(Object.entries(sqliteOpeners))('SQLite with %s', (_name, openClient) => {
  test.each(['WAL', 'DELETE'])(
    'where the disk is full (%s) claims reject, and go well when there is room',
    async (mode) => {
      const { store, exec, token } = await begin(openClient, mode);
      const pages = () => Number(openedRows('PRAGMA page_count')[0]?.['page_count']);
      exec(`PRAGMA max_page_count = ${pages() + 2}`);
      const long = 'k'.repeat(500);
      let full: unknown;
      for (let index = 0; index < 1000 && full === undefined; index += 1)
        full = await store.claim(`${long}${index}`, hour).then(
          () => undefined,
          (error: unknown) => error,
        );
      expect(String((full as Error & { cause?: unknown }).cause ?? full)).toMatch(/full/);
      expect(openedRows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      exec('PRAGMA max_page_count = 1073741823');
      expect(await store.claim('key', hour)).toMatchObject({ state: 'claimed', attempt: 1 });
      expect(await store.complete('held', token, hour)).toBe(true);
    },
  );

  test.each(['WAL', 'DELETE'])('where the directory was deleted (%s) everything rejects', async (mode) => {
    const before = await begin(openClient, mode);
    rmSync(file.dir, { recursive: true });
    for (const outcome of await Promise.allSettled(writing(before))) expect(outcome.status).toBe('rejected');
    mkdirSync(file.dir);
    const after = await begin(openClient, mode);
    expect(await after.store.complete('held', after.token, hour)).toBe(true);
    for (const outcome of await Promise.allSettled(writing(before))) expect(outcome.status).toBe('rejected');
    expect(await after.store.claim('key', hour)).toMatchObject({ state: 'claimed' });
  });

  test('where another file was put in its place, the store says so, and goes on when it is back', async () => {
    const { store, token } = await begin(openClient);
    const moved = createSqliteFile();
    for (const end of ['', '-wal', '-shm']) renameSync(`${file.path}${end}`, `${moved.path}${end}`);
    openNotes(file.path).close();
    await expect(store.claim('key', hour)).rejects.toThrow(/deleted, moved or replaced: open it again/);
    for (const end of ['', '-wal', '-shm']) renameSync(`${moved.path}${end}`, `${file.path}${end}`);
    moved.remove();
    expect(await store.complete('held', token, hour)).toBe(true);
  });

  test('a connection that was closed rejects', async () => {
    const before = await begin(openClient);
    before.close();
    opened = [];
    for (const outcome of await Promise.allSettled(writing(before))) expect(outcome.status).toBe('rejected');
  });
});

test('a connection that was closed and opened again is used again', async () => {
  const client = new DatabaseSync(file.path);
  const store = sqliteStore({ client });
  expect(await store.claim('key', hour)).toMatchObject({ state: 'claimed' });
  client.close();
  await expect(store.claim('key', hour)).rejects.toThrow(/not open|finalized/);
  client.open();
  await expect.poll(() => store.claim('key', hour).catch(() => undefined)).toMatchObject({ state: 'busy' });
  client.close();
});

test.each([
  ['node:sqlite', () => new DatabaseSync(file.path, { readOnly: true })],
  ['better-sqlite3', () => new BetterSqlite3(file.path, { readonly: true })],
] as const)(
  'a file that %s may only read: claims reject, and what is done is seen',
  async (_name, openReadOnly) => {
    const { store, token } = await begin(sqliteOpeners['node:sqlite'] as (typeof sqliteOpeners)[string]);
    await store.complete('held', token, hour);
    const client = openReadOnly();
    const reader = sqliteStore({ client: client as DatabaseSync });
    await expect(reader.claim('key', hour)).rejects.toThrow(/readonly/);
    expect(await reader.claim('held', hour)).toEqual({ state: 'done' });
    client.close();
    expect(await store.claim('key', hour)).toMatchObject({ state: 'claimed', attempt: 1 });
  },
);

/** What another connection sees in the file. */
function openedRows(sql: string): Record<string, unknown>[] {
  const notes = openNotes(file.path);
  try {
    return notes.rows(sql);
  } finally {
    notes.close();
  }
}
