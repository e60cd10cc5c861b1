import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openNotes, sqliteOpeners, type OpenSqlite, type SqliteNotes } from './lib/sqlite-clients.ts';
import { createSqliteFile, type SqliteFile } from './lib/sqlite-file.ts';
import { lockSqlite, type SqliteLock } from './lib/sqlite-lock.ts';

const hour = 3_600_000;

let file: SqliteFile;
let notes: SqliteNotes;
let client: OpenSqlite<unknown> | undefined;
let lock: SqliteLock | undefined;
beforeEach(() => {
  file = createSqliteFile();
  notes = openNotes(file.path);
});
afterEach(async () => {
  await lock?.release();
  lock = undefined;
  client?.close();
  client = undefined;
  notes.close();
  file.remove();
});

/** What came of something, how long it took, and the longest time in which the event loop did not turn. */
async function watch(act: () => Promise<unknown>) {
  let longest = 0;
  const start = performance.now();
  let last = start;
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  const outcome = await act().then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  clearInterval(timer);
  return { ...outcome, ms: performance.now() - start, longest: Math.max(longest, performance.now() - last) };
}

const busy = { error: expect.objectContaining({ message: expect.stringMatching(/locked|busy/) }) };

describe.each(Object.entries(sqliteOpeners))(
  'another process has the lock, and the store has %s',
  (_name, openClient) => {
    const open = async (mode: string): Promise<OpenSqlite<unknown>> => {
      notes.rows(`PRAGMA journal_mode = ${mode}`);
      client = openClient(file.path);
      await client.store.migrate();
      return client;
    };

    test.each(['WAL', 'DELETE'])(
      'with %s: everything that writes rejects in time and blocks nothing',
      async (mode) => {
        const { store, write } = await open(mode);
        const claim = await store.claim('held', hour);
        const token = claim.state === 'claimed' ? claim.token : '';
        lock = await lockSqlite(file.path, 'BEGIN IMMEDIATE');
        const work = (tx: unknown) => write(tx, 'written');
        const acts = [
          () => store.claim('key', hour),
          () => store.extend('held', token, hour),
          () => store.complete('held', token, hour),
          () => store.release('held', token),
          () => store.transaction('held', token, hour, work),
          () => store.watermarks.raise('key', 1, hour),
        ];
        for (const outcome of await Promise.all(acts.map((act) => watch(act)))) {
          expect(outcome).toMatchObject(busy);
          expect(outcome.ms).toBeGreaterThan(1000);
          expect(outcome.ms).toBeLessThan(4000);
          expect(outcome.longest).toBeLessThan(1000);
        }
        const storm = Array.from({ length: 100 }, (_, index) =>
          watch(() => store.claim(`key ${index}`, hour)),
        );
        for (const outcome of await Promise.all(storm)) {
          expect(outcome).toMatchObject(busy);
          expect(outcome.ms).toBeLessThan(4000);
        }
        // What only reads needs no lock.
        expect(await store.claim('held', hour)).toMatchObject({ state: 'busy' });
        await lock.release();
        expect(await store.claim('key', hour)).toMatchObject({ state: 'claimed', attempt: 1 });
        expect((await store.transaction('held', token, hour, work)).held).toBe(true);
        expect(notes.readAll()).toEqual(['written']);
      },
    );

    test('a claim that waits gets the key when the lock is free, and the busy timeout is as it was', async () => {
      const { store, exec } = await open('WAL');
      exec('PRAGMA busy_timeout = 1234');
      lock = await lockSqlite(file.path, 'BEGIN IMMEDIATE');
      const claiming = store.claim('key', hour);
      const extending = store.extend('key', 'no token', hour);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await lock.release();
      expect(await claiming).toMatchObject({ state: 'claimed' });
      expect(await extending).toBe(false);
      expect(client?.busyTimeout()).toBe(1234);
    });

    test('a reader does not let a rollback journal be committed: nothing is written, and the token can try again', async () => {
      const { store, write, exec } = await open('DELETE');
      // Kysely commits with the application's own timeout.
      exec('PRAGMA busy_timeout = 50');
      const claim = await store.claim('key', hour);
      const token = claim.state === 'claimed' ? claim.token : '';
      lock = await lockSqlite(file.path, 'BEGIN');
      const outcome = await watch(() => store.transaction('key', token, hour, (tx) => write(tx, 'written')));
      expect(outcome).toMatchObject(busy);
      expect(outcome.longest).toBeLessThan(1000);
      await lock.release();
      expect(notes.readAll()).toEqual([]);
      expect((await store.transaction('key', token, hour, (tx) => write(tx, 'again'))).held).toBe(true);
      expect(notes.readAll()).toEqual(['again']);
    });
  },
);
