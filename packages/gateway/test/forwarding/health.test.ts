import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { pauseDestination, resumeDestination } from '../../src/lib/forwarding/destination-acts.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { aWhile, dispatch, statesOf } from './lib/dispatch.ts';
import { startReceiver, status, type Receiver } from './lib/receiver.ts';
import { actor, openStage, type Stage } from './lib/stage.ts';

const time = 1_800_000_000_000;

/** Has a destination break: 20 failures, the last of them two minutes after the first. */
async function breakDestination(stage: Stage, receiver: Receiver, id: string): Promise<void> {
  receiver.answer = status(503);
  await stage.store(...Array.from({ length: 19 }, () => ({})));
  await until(async () => (await stage.destination(id)).consecutive_failures === 19);
  expect((await stage.destination(id)).state).toBe('active');
  stage.context.pass(120_000);
  // What was scheduled meanwhile is out of the way.
  await stage.context.db
    .updateTable('forwards')
    .set({ due_at: stage.context.now() + 600_000 })
    .execute();
  await stage.store({});
  await until(async () => (await stage.destination(id)).state === 'broken');
}

onEachDatabase('the health of a destination', (database) => {
  test('20 failures within two minutes do not break it', async () => {
    await using receiver = await startReceiver(status(500));
    await using stage = await openStage(database, { time });
    const { id } = await stage.connect({ url: receiver.url });
    await using _ = dispatch(stage);
    await stage.store(...Array.from({ length: 25 }, () => ({})));
    await until(async () => (await stage.destination(id)).consecutive_failures === 25);
    expect(await stage.destination(id)).toMatchObject({ state: 'active', failing_since: time });
  });

  test('a success in between begins the row anew', async () => {
    await using receiver = await startReceiver(status(500));
    await using stage = await openStage(database, { time });
    const { id } = await stage.connect({ url: receiver.url });
    await using _ = dispatch(stage);
    await stage.store({});
    await until(async () => (await stage.destination(id)).consecutive_failures === 1);
    receiver.answer = status(204);
    await stage.store({});
    await until(async () => (await stage.destination(id)).consecutive_failures === 0);
    expect((await stage.destination(id)).failing_since).toBeNull();
  });

  test('a broken one is tried once a minute, and its first success drains the queue by a ramp', async () => {
    await using receiver = await startReceiver();
    await using stage = await openStage(database, { time });
    const { id } = await stage.connect({ url: receiver.url, concurrency: 8 });
    await using _ = dispatch(stage);
    await breakDestination(stage, receiver, id);
    const before = receiver.received.length;
    await stage.store(...Array.from({ length: 30 }, () => ({})));
    await aWhile();
    expect(receiver.received).toHaveLength(before);
    stage.context.pass(60_000);
    await until(() => receiver.received.length === before + 1);
    await aWhile();
    expect(receiver.received).toHaveLength(before + 1);
    expect((await stage.destination(id)).state).toBe('broken');
    // How many are under way at once shows how fast it is drained.
    let underWay = 0;
    const seen: number[] = [];
    receiver.answer = (response) => {
      underWay += 1;
      seen.push(underWay);
      setTimeout(() => {
        underWay -= 1;
        response.writeHead(200).end();
      }, 15);
    };
    stage.context.pass(60_000);
    // The 30, and the one that broke it; the 19 before are not due yet.
    await until(async () => (await statesOf(stage)).filter((state) => state === 'delivered').length === 31);
    expect(await stage.destination(id)).toMatchObject({
      state: 'active',
      consecutive_failures: 0,
      probe_at: null,
    });
    expect(seen.slice(0, 2)).toEqual([1, 1]);
    expect(Math.max(...seen.slice(0, 6))).toBeLessThanOrEqual(4);
    expect(Math.max(...seen)).toBeGreaterThan(3);
    expect(Math.max(...seen)).toBeLessThanOrEqual(8);
  });

  test('one that is paused gets nothing, and everything once it is resumed', async () => {
    await using receiver = await startReceiver();
    await using stage = await openStage(database);
    const { id } = await stage.connect({ url: receiver.url });
    await using _ = dispatch(stage);
    await pauseDestination(stage.context, actor, id);
    await stage.store({}, {}, {});
    await aWhile();
    expect(receiver.received).toHaveLength(0);
    expect(await statesOf(stage)).toEqual(['queued', 'queued', 'queued']);
    await resumeDestination(stage.context, actor, id);
    await until(() => receiver.received.length === 3);
  });

  test('no more than its concurrency are under way', async () => {
    const held: ServerResponse[] = [];
    await using receiver = await startReceiver((response) => void held.push(response));
    await using stage = await openStage(database);
    await stage.connect({ url: receiver.url, concurrency: 3 });
    await using _ = dispatch(stage);
    await stage.store(...Array.from({ length: 9 }, () => ({})));
    for (let round = 1; round <= 3; round += 1) {
      await until(() => receiver.received.length === 3 * round);
      await aWhile();
      expect(receiver.received).toHaveLength(3 * round);
      for (const response of held.splice(0)) response.end();
    }
    await until(async () => (await statesOf(stage)).every((state) => state === 'delivered'));
  });

  test('no more than its rate are sent in a second', async () => {
    await using receiver = await startReceiver();
    await using stage = await openStage(database);
    await stage.connect({ url: receiver.url, ratePerSecond: 20, concurrency: 50 });
    await using _ = dispatch(stage);
    const start = performance.now();
    await stage.store(...Array.from({ length: 24 }, () => ({})));
    await until(() => receiver.received.length === 24);
    const seconds = (performance.now() - start) / 1000;
    // A fifth of a second's worth goes at once.
    expect(seconds).toBeGreaterThan(0.9);
    expect(seconds).toBeLessThan(4);
  });
});
