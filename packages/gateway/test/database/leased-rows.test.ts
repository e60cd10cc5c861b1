import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { leasedRows } from '../../src/lib/database/leased-rows.ts';
import { createId } from '../../src/lib/create-id.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import type { TestContext } from '../lib/open-context.ts';

const time = 1_800_000_000_000;

async function queue(context: TestContext, count: number, destination = 'dst_1'): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => ({
    id: createId('fwd', time),
    event: `evt_${at}`,
    event_seq: at + 1,
    endpoint_id: 'end_1',
    connection_id: `con_${destination}`,
    destination_id: destination,
    replay: 0,
    state: 'queued' as const,
    trigger: 'automatic' as const,
    created_at: time,
    due_at: time + at,
    attempts: 0,
    spent: 0,
  }));
  await context.db.insertInto('forwards').values(rows).execute();
}

onEachDatabase('rows that workers take', ({ open }) => {
  test('those come first that have been due for longest, each counted as an attempt', async () => {
    await using context = await open({ time: time + 100 });
    await queue(context, 5);
    const rows = leasedRows(context, 'forwards', context.now);
    const taken = await rows.claim(3, 1000);
    expect(taken.map(({ event }) => event).toSorted()).toEqual(['evt_0', 'evt_1', 'evt_2']);
    expect(taken.every(({ attempts, state }) => attempts === 1 && state === 'leased')).toBe(true);
  });

  test('what is not due is not taken', async () => {
    await using context = await open({ time: time + 1 });
    await queue(context, 5);
    expect(await leasedRows(context, 'forwards', context.now).claim(5, 1000)).toHaveLength(2);
  });

  test('two workers at once never have the same row', async () => {
    await using context = await open({ time: time + 1000 });
    await queue(context, 200);
    const rows = leasedRows(context, 'forwards', context.now);
    const taken = (await Promise.all(Array.from({ length: 20 }, () => rows.claim(10, 1000)))).flat();
    expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length);
    const rest = await rows.claim(200, 1000);
    expect(taken.length + rest.length).toBe(200);
  });

  test('only those are taken that the worker asks for', async () => {
    await using context = await open({ time: time + 1000 });
    await queue(context, 3, 'dst_1');
    await queue(context, 3, 'dst_2');
    const rows = leasedRows(context, 'forwards', context.now);
    const taken = await rows.claim(10, 1000, sql`destination_id <> ${'dst_1'}`);
    expect(taken.map(({ destination_id }) => destination_id)).toEqual(['dst_2', 'dst_2', 'dst_2']);
  });

  test('a lease that has ended is another worker’s, and the first can settle nothing', async () => {
    await using context = await open({ time: time + 1000 });
    await queue(context, 1);
    const rows = leasedRows(context, 'forwards', context.now);
    const [first] = await rows.claim(1, 1000);
    if (!first) throw new Error('There was one.');
    expect(await rows.claim(1, 1000)).toEqual([]);
    expect(await rows.reap()).toBe(0);
    context.pass(1000);
    expect(await rows.reap()).toBe(1);
    const [second] = await rows.claim(1, 1000);
    expect(second).toMatchObject({ id: first.id, attempts: 2 });
    expect(await rows.extend(first, 1000)).toBe(false);
    expect(await rows.release(first, time)).toBe(false);
    expect(await context.transaction((tx) => rows.holds(tx, first))).toBe(false);
    expect(second && (await context.transaction((tx) => rows.holds(tx, second)))).toBe(true);
  });

  test('a lease that is extended lasts', async () => {
    await using context = await open({ time: time + 1000 });
    await queue(context, 1);
    const rows = leasedRows(context, 'forwards', context.now);
    const [held] = await rows.claim(1, 1000);
    context.pass(900);
    expect(held && (await rows.extend(held, 1000))).toBe(true);
    context.pass(900);
    expect(await rows.reap()).toBe(0);
  });

  test('what is given back has spent no attempt', async () => {
    await using context = await open({ time: time + 1000 });
    await queue(context, 1);
    const rows = leasedRows(context, 'forwards', context.now);
    const [held] = await rows.claim(1, 1000);
    expect(held && (await rows.release(held, time))).toBe(true);
    expect(await rows.claim(1, 1000)).toMatchObject([{ attempts: 1 }]);
  });
});
