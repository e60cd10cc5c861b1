import { describeStore } from '@hooklatch/testing/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { d1Store, d1StoreMigrations } from '../src/d1.ts';
import { bundleWorker, startWorkers, type RunningWorkers } from './lib/d1-workers.ts';

const hour = 3_600_000;
const script = bundleWorker('d1-worker.ts');
const bindings = { d1Databases: { DB: 'events' } };
const start = async () => startWorkers(await script, [bindings, bindings]);

async function open() {
  const { workers, close } = await start();
  return { store: workers[0].store(), other: workers[1].store(), close };
}
describeStore({ describe, test: test.concurrent, beforeAll, afterAll }, open, {
  name: 'D1 in workerd, through two workers',
});

describe('a database', () => {
  let running: RunningWorkers;
  const sql = (text: string) => running.workers[0].ask('/sql', text);
  beforeAll(async () => {
    running = await start();
  });
  afterAll(() => running?.close());

  test('that is empty gets its tables once, at the first use by many', async () => {
    const claims = Array.from({ length: 40 }, (_, index) =>
      running.workers[index % 2 ? 1 : 0].store().claim('first', hour),
    );
    const states = (await Promise.all(claims)).map(({ state }) => state);
    expect(states.filter((state) => state === 'claimed')).toHaveLength(1);
    expect(states.filter((state) => state === 'busy')).toHaveLength(39);
    expect(await sql('SELECT version FROM hooklatch_events_migrations')).toEqual([{ version: 1 }]);
  });

  test('without tables rejects where it is not to create them, and has them after migrate', async () => {
    const store = running.workers[0].store('/unmigrated');
    await expect(store.claim('key', hour)).rejects.toThrow(/no such table: shop_events/);
    await running.workers[0].ask('/migrate', null);
    await running.workers[1].ask('/migrate', null);
    expect(await store.claim('key', hour)).toMatchObject({ state: 'claimed', attempt: 1 });
    expect(await sql('SELECT version FROM shop_events_migrations')).toEqual([{ version: 1 }]);
  });

  test('is what its migrations make of it', async () => {
    const schema = `SELECT type, name, sql FROM sqlite_master WHERE tbl_name LIKE 'hooklatch%' ORDER BY name`;
    const made = await sql(schema);
    for (const table of ['', '_watermarks', '_migrations']) await sql(`DROP TABLE hooklatch_events${table}`);
    for (const { sql: text } of d1StoreMigrations)
      for (const statement of text.split(/;\n/).filter(Boolean)) await sql(statement);
    expect(await sql(schema)).toEqual(made);
    expect(made).toHaveLength(5);
  });

  test('loses what nobody needs, no more than 200 rows of each table at a time, and nothing else', async () => {
    const store = running.workers[0].store();
    const done = await store.claim('done', hour);
    if (done.state !== 'claimed') throw new Error(done.state);
    await store.complete('done', done.token, hour);
    await store.claim('held', hour);
    await store.watermarks.raise('mark', 7, hour);
    await sql(`INSERT INTO hooklatch_events (key, attempt, done, until, expires)
      WITH RECURSIVE row (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < 250)
      SELECT 'old ' || n, 0, 1, 1, 1 FROM row`);
    await sql(`INSERT INTO hooklatch_events_watermarks (key, version, expires) VALUES ('old', 1, 1)`);
    const left = async () => sql('SELECT count(*) AS rows FROM hooklatch_events WHERE expires = 1');
    const pruning = running.workers[0].store('/pruning');
    expect(await pruning.claim('next', hour)).toMatchObject({ state: 'claimed', attempt: 1 });
    expect(await left()).toEqual([{ rows: 50 }]);
    await pruning.claim('last', hour);
    expect(await left()).toEqual([{ rows: 0 }]);
    expect(await store.claim('done', hour)).toEqual({ state: 'done' });
    expect(await store.claim('held', hour)).toMatchObject({ state: 'busy' });
    expect(await sql('SELECT key, version FROM hooklatch_events_watermarks')).toEqual([
      { key: 'mark', version: 7 },
    ]);
  });
});

test("a table's name that is none: a TypeError", () => {
  expect(() => d1Store({ database: {} as never, table: 'events; DROP' })).toThrow(TypeError);
});

test('holds nothing of Node', async () => {
  expect(await script).not.toMatch(/node:|require\(/);
  expect(await bundleWorker('durable-worker.ts')).not.toMatch(/node:|require\(/);
});
