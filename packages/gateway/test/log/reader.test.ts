import { expect, test } from 'vitest';
import { openReader } from '../../src/lib/log/open-reader.ts';
import { searchEvents } from '../../src/lib/log/search-events.ts';
import { openLog } from './lib/log-stage.ts';

test('a search waits for no transaction, and sees what is committed', async () => {
  const log = await openLog(undefined);
  await log.store({ body: 'needle' });
  await log.route();
  let found: readonly number[] = [];
  await log.transaction(async (tx) => {
    await tx.updateTable('events').set({ type: 'changed' }).execute();
    // What nobody may do but a test: everything else on this connection waits meanwhile.
    const pages = await Promise.all([
      searchEvents(log),
      searchEvents(log, { q: 'needle' }),
      searchEvents(log, { type: 'changed' }),
    ]);
    found = pages.map(({ items }) => items.length);
  });
  expect(found).toEqual([1, 1, 0]);
  expect((await searchEvents(log, { type: 'changed' })).items).toHaveLength(1);
});

test('the connection of searches cannot write', async () => {
  const log = await openLog(undefined);
  const reader = openReader(log);
  expect(openReader(log)).toBe(reader);
  await expect(reader.deleteFrom('events').execute()).rejects.toThrow(/readonly/);
});

test('a search that looks long gives others their turn', async () => {
  const log = await openLog(undefined);
  await log.store(...Array.from({ length: 2000 }, () => ({ body: '{"a":1}' })));
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const page = await searchEvents(log, { filter: 'body.a=2', budget: { milliseconds: 60_000, events: 1e6 } });
  isOver = true;
  expect(page).toMatchObject({ items: [], next: null });
  // 64 events are read and parsed in a turn, and 256 are looked up.
  expect(turns).toBeGreaterThan(24);
});
