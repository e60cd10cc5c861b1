import { DatabaseSync } from 'node:sqlite';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Pool } from 'pg';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/lib/database/open-database.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';

async function inDirectory(act: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'hooklatch-database-'));
  try {
    await act(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

onEachDatabase('a database', ({ kind, open, url }) => {
  test('what a transaction that fails has written is not there', async () => {
    await using context = await open();
    const write = context.transaction(async (tx) => {
      await tx.insertInto('settings').values({ name: 'a', value: '1' }).execute();
      throw new Error('on purpose');
    });
    await expect(write).rejects.toThrow('on purpose');
    expect(await context.db.selectFrom('settings').selectAll().execute()).toEqual([]);
  });

  test('several that are opened at once make the tables once, and one that is opened again finds what was there', () =>
    inDirectory(async (directory) => {
      const origin = kind === 'sqlite' ? { file: join(directory, 'gateway.db') } : { url: await url() };
      const first = await openDatabase(origin);
      const others = await Promise.all([openDatabase(origin), openDatabase(origin)]);
      await first.db.insertInto('settings').values({ name: 'kept', value: 'yes' }).execute();
      for (const other of others) {
        // oxlint-disable-next-line no-await-in-loop
        expect(await other.db.selectFrom('settings').selectAll().execute()).toEqual([
          { name: 'kept', value: 'yes' },
        ]);
      }
      await Promise.all([first, ...others].map((one) => one.close()));
    }));

  test('one that a newer gateway has made is refused', () =>
    inDirectory(async (directory) => {
      const origin = kind === 'sqlite' ? { file: join(directory, 'gateway.db') } : { url: await url() };
      const first = await openDatabase(origin);
      await sql`INSERT INTO gateway_migrations (version) VALUES (99)`.execute(first.db);
      await first.close();
      await expect(openDatabase(origin)).rejects.toThrow('The database is at version 99');
    }));

  test.skipIf(kind === 'sqlite')(
    'tables of an application that have the same names stay as they are',
    async () => {
      const origin = { url: await url() };
      const pool = new Pool({ connectionString: origin.url });
      try {
        await pool.query(`CREATE TABLE users (id TEXT); INSERT INTO users VALUES ('theirs')`);
        await using context = await open({ origin });
        expect(await context.db.selectFrom('users').selectAll().execute()).toEqual([]);
        expect((await pool.query('SELECT * FROM public.users')).rows).toEqual([{ id: 'theirs' }]);
      } finally {
        await pool.end();
      }
    },
  );

  test('whole numbers come back as numbers, and bytes as they were', async () => {
    await using context = await open();
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
    const content = { seq: 2 ** 52, headers: '[]', body: bytes, proof: null };
    await context.db.insertInto('contents').values(content).execute();
    const [found] = await context.db.selectFrom('contents').selectAll().execute();
    expect(found?.seq).toBe(2 ** 52);
    expect([...(found?.body ?? [])]).toEqual([...bytes]);
  });
});

test('a file that is no database is refused, and named', () =>
  inDirectory(async (directory) => {
    const file = join(directory, 'other.db');
    await writeFile(file, 'something else '.repeat(1000));
    await expect(openDatabase({ file })).rejects.toThrow(/not a database/);
  }));

test('every commit reaches the disk', () =>
  inDirectory(async (directory) => {
    const database = await openDatabase({ file: join(directory, 'gateway.db') });
    const other = new DatabaseSync(join(directory, 'gateway.db'));
    expect(other.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    other.close();
    await database.close();
  }));
