import { describeStore } from '@hooklatch/testing/contract';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoreClaim } from '@hooklatch/core/store';
import type { ObjectKeys } from '../src/durable-object.ts';
import { bundleWorker, startWorkers, type RunningWorkers } from './lib/d1-workers.ts';

const hour = 3_600_000;
const script = bundleWorker('durable-worker.ts');

/** The first worker has the objects, the second one reaches them there. */
const start = async (dir?: string): Promise<RunningWorkers> => {
  const bind = (scriptName?: string) => ({
    durableObjects: {
      EVENTS: { className: 'HooklatchStoreObject', useSQLite: true, ...(scriptName && { scriptName }) },
      PROBED: { className: 'ProbedObject', useSQLite: true, ...(scriptName && { scriptName }) },
    },
  });
  return startWorkers(await script, [bind(), bind('first')], dir);
};

async function open() {
  const { workers, close } = await start();
  return { store: workers[0].store(), other: workers[1].store(), close };
}
const name = 'Durable Objects in workerd, through two workers';
describeStore({ describe, test: test.concurrent, beforeAll, afterAll }, open, { name });

const held = (claim: StoreClaim) => {
  if (claim.state !== 'claimed') throw new Error(claim.state);
  return claim;
};

describe('an object', () => {
  let running: RunningWorkers;
  let store: ObjectKeys;
  const dir = mkdtempSync(join(tmpdir(), 'hooklatch-objects-'));
  const probe = (what: string, sql?: string) => running.workers[0].ask('/probe', { probe: what, sql });
  const count = async () =>
    probe(
      'sql',
      `SELECT (SELECT count(*) FROM hooklatch_events) AS events,
      (SELECT count(*) FROM hooklatch_events_watermarks) AS watermarks`,
    );
  const began = async () => {
    running = await start(dir);
    store = running.workers[0].store('/probed');
  };
  beforeAll(began);
  afterAll(async () => {
    await running?.close();
    rmSync(dir, { recursive: true });
  });

  /** One key of each kind; what they are told after the object began anew. */
  const fill = async (prefix: string) => {
    const done = held(await store.claim(`${prefix} done`, hour));
    await store.complete(`${prefix} done`, done.token, hour);
    const { token } = held(await store.claim(`${prefix} held`, hour));
    await store.release(`${prefix} released`, held(await store.claim(`${prefix} released`, hour)).token);
    await store.watermarks.raise(prefix, 7, hour);
    return async () => {
      expect(await store.claim(`${prefix} done`, hour)).toEqual({ state: 'done' });
      expect(await store.claim(`${prefix} held`, hour)).toMatchObject({ state: 'busy' });
      expect(await store.complete(`${prefix} held`, token, hour)).toBe(true);
      expect(await store.claim(`${prefix} released`, hour)).toMatchObject({ state: 'claimed', attempt: 2 });
      expect(await store.watermarks.read(prefix)).toBe(7);
    };
  };

  test('that was evicted has all that it answered', async () => {
    const check = await fill('evicted');
    await expect(probe('abort')).rejects.toThrow(/A test ends this object/);
    await check();
  });

  test('that was evicted while claims came in gives no key twice', async () => {
    const claims = Array.from({ length: 50 }, () => store.claim('race', hour).catch(() => undefined));
    const aborted = probe('abort').catch(() => undefined);
    const more = Array.from({ length: 50 }, () => store.claim('race', hour).catch(() => undefined));
    const [answers] = [await Promise.all([...claims, ...more]), await aborted];
    const claimed = answers.filter((answer) => answer?.state === 'claimed');
    expect(claimed.length).toBeLessThanOrEqual(1);
    if (claimed.length === 1) expect(await store.claim('race', hour)).toMatchObject({ state: 'busy' });
  });

  test('whose runtime was started anew has all that it answered', async () => {
    const check = await fill('restarted');
    await running.close();
    await began();
    expect(await probe('scheduled')).toBeGreaterThan(Date.now());
    await check();
  });

  test('deletes by an alarm what nobody needs, and nothing else; twice is once', async () => {
    const check = await fill('kept');
    expect(await probe('scheduled')).toBeGreaterThan(Date.now());
    const { token } = held(await store.claim('over', 1));
    await store.complete('over', token, 1).catch(() => false);
    await probe('sql', `UPDATE hooklatch_events SET until = 1, expires = 1 WHERE key = 'over'`);
    await store.watermarks.raise('over', 1, 1);
    const before = (await count()) as [{ events: number; watermarks: number }];
    await probe('fire');
    const after = [{ events: before[0].events - 1, watermarks: before[0].watermarks - 1 }];
    await expect.poll(count, { timeout: 5000 }).toEqual(after);
    await probe('alarm');
    await probe('alarm');
    expect(await count()).toEqual(after);
    await check();
  });

  test('deletes no more at a time than keeps it answering, and comes back for the rest', async () => {
    await probe(
      'sql',
      `INSERT INTO hooklatch_events (key, attempt, done, until, expires)
      WITH RECURSIVE row (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < 1500)
      SELECT 'old ' || n, 0, 1, 1, 1 FROM row`,
    );
    const old = () => probe('sql', `SELECT count(*) AS rows FROM hooklatch_events WHERE expires = 1`);
    await probe('alarm');
    expect(await old()).toEqual([{ rows: 500 }]);
    await expect.poll(old, { timeout: 5000 }).toEqual([{ rows: 0 }]);
  });

  test('with nothing left has no alarm, and has one again with the next claim', async () => {
    await store.claim('some', hour);
    await probe('sql', 'DELETE FROM hooklatch_events');
    await probe('sql', 'DELETE FROM hooklatch_events_watermarks');
    await probe('fire');
    await expect.poll(() => probe('scheduled')).toBe(null);
    await store.claim('next', hour);
    expect(await probe('scheduled')).toBeGreaterThan(Date.now());
  });

  test('that is asked what it does not know rejects', async () => {
    await expect(running.workers[0].ask('/probed', ['forget', 'key'])).rejects.toThrow(/different versions/);
    await expect(running.workers[0].ask('/probe', ['forget', 'key'])).rejects.toThrow(/different versions/);
  });
});
