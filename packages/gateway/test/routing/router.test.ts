import { expect, test } from 'vitest';
import { createId } from '../../src/lib/create-id.ts';
import { startRouter, type Follower } from '../../src/lib/routing/router.ts';
import { insertEvent } from '../lib/insert-event.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import type { TestContext } from '../lib/open-context.ts';

/** Stores events as the door does. */
async function store(context: TestContext, bodies: readonly Uint8Array[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const body of bodies) {
    const id = createId('evt', context.now());
    // oxlint-disable-next-line no-await-in-loop
    await context.transaction((tx) =>
      insertEvent(tx, { id, received_at: context.now() }, { headers: [['a', 'b']], body }),
    );
    ids.push(id);
  }
  context.bus.tell({ kind: 'stored', events: ids });
  return ids;
}

const bodies = (count: number): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, at) => new Uint8Array([at % 256, 255]));

/** Writes down what it sees, in the router's transaction. */
const note =
  (name: string): Follower =>
  async (tx, events) => {
    const rows = events.map(({ id }) => ({ name: `${name}:${id}`, value: 'seen' }));
    await tx.insertInto('settings').values(rows).execute();
  };

const seen = async ({ db }: TestContext): Promise<readonly string[]> =>
  (await db.selectFrom('settings').select('name').execute()).map(({ name }) => name);

onEachDatabase('what is behind the commit', ({ kind, open, url }) => {
  test('every follower sees every event once, with its bytes', async () => {
    await using context = await open();
    const contents: [string, number, number][] = [];
    const read: Follower = async (_, events) => {
      for (const { headers, body } of events) contents.push([headers, body[0] ?? -1, body[1] ?? -1]);
    };
    const router = startRouter(context, [note('a'), read, note('b')]);
    const ids = await store(context, bodies(150));
    await router.idle();
    await router.stop(1000);
    expect((await seen(context)).toSorted()).toEqual(ids.flatMap((id) => [`a:${id}`, `b:${id}`]).toSorted());
    expect(contents.toSorted((left, right) => left[1] - right[1])).toEqual(
      Array.from({ length: 150 }, (_, at) => ['[["a","b"]]', at, 255]),
    );
  });

  test('where one follower fails none has written, and all see the event again', async () => {
    await using context = await open();
    let failures = 2;
    const fails: Follower = async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('on purpose');
    };
    const ids = await store(context, bodies(3));
    const router = startRouter(context, [note('a'), fails]);
    await expect.poll(() => seen(context), { timeout: 10_000 }).toHaveLength(3);
    await router.stop(1000);
    expect((await seen(context)).toSorted()).toEqual(ids.map((id) => `a:${id}`).toSorted());
  });

  test('what was stored while nobody worked is routed at the start', async () => {
    await using context = await open();
    const ids = await store(context, bodies(2));
    const router = startRouter(context, [note('a')]);
    await router.idle();
    await router.stop(1000);
    expect(await seen(context)).toHaveLength(ids.length);
  });

  test('large bodies are taken few at a time, and none is left', async () => {
    await using context = await open();
    const sizes: number[] = [];
    const measure: Follower = async (_, events) => void sizes.push(events.length);
    const large = Array.from({ length: 5 }, () => new Uint8Array(5 * 2 ** 20));
    await store(context, large);
    const router = startRouter(context, [measure]);
    await router.idle();
    await router.stop(1000);
    expect(sizes).toEqual([1, 1, 1, 1, 1]);
  });

  test.skipIf(kind === 'sqlite')('two processes share the work, and no event is seen twice', async () => {
    const origin = { url: await url() };
    await using first = await open({ origin });
    await using second = await open({ origin });
    const ids = await store(first, bodies(300));
    const routers = [startRouter(first, [note('a')]), startRouter(second, [note('a')])];
    await expect.poll(() => seen(first), { timeout: 10_000 }).toHaveLength(ids.length);
    await Promise.all(routers.map((router) => router.stop(1000)));
  });
});
