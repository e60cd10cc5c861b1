import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { cancelBulk, createBulk, findBulk, planBulk } from '../../src/lib/forwarding/bulk-retries.ts';
import { changeConnection } from '../../src/lib/forwarding/connections.ts';
import { deleteDestination } from '../../src/lib/forwarding/destination-acts.ts';
import { cancelForward, retryForward } from '../../src/lib/forwarding/forward-acts.ts';
import { replayEvent } from '../../src/lib/forwarding/replay-event.ts';
import { startBulkRetries } from '../../src/lib/forwarding/start-bulk-retries.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { dispatch, statesOf } from './lib/dispatch.ts';
import { startReceiver, status } from './lib/receiver.ts';
import { actor, openStage, type Stage } from './lib/stage.ts';

/** Has all forwards die, as if their last attempt had failed. */
const kill = async ({ context }: Stage, attempts = 12): Promise<void> => {
  const settled = { state: 'dead', attempts, last_status: 500, settled_at: context.now() } as const;
  await context.db.updateTable('forwards').set(settled).execute();
};

onEachDatabase('replays and retries', (database) => {
  test('a replay makes new forwards of today, marked as such', async () => {
    await using receiver = await startReceiver();
    await using stage = await openStage(database);
    const { context } = stage;
    const one = await stage.connect({ url: `${receiver.url}/one` });
    const two = await stage.connect({ url: `${receiver.url}/two`, filter: 'body.a=2' });
    await using _ = dispatch(stage);
    const [id = ''] = await stage.store({ body: '{"a":1}' });
    await until(() => receiver.received.length === 1);
    await changeConnection(context, actor, two.connection, { filter: 'body.a=1' });
    const ids = await replayEvent(context, actor, id);
    await until(() => receiver.received.length === 3);
    const replayed = receiver.received.slice(1);
    expect(replayed.map(({ target }) => target).toSorted()).toEqual(['/one', '/two']);
    expect(replayed.map((received) => received.header('hooklatch-replay'))).toEqual(['1', '1']);
    expect(new Set(replayed.map((received) => received.header('hooklatch-forward-id')))).toEqual(
      new Set(ids),
    );
    expect(new Set(receiver.received.map((received) => received.header('hooklatch-event-id')))).toEqual(
      new Set([id]),
    );
    await replayEvent(context, actor, id, [one.connection]);
    await until(() => receiver.received.length === 4);
    expect(receiver.received[3]?.header('hooklatch-replay')).toBe('2');
  });

  test('replays at once have numbers of their own', async () => {
    await using stage = await openStage(database);
    await stage.connect({ url: 'http://127.0.0.1:1' });
    const [id = ''] = await stage.store({});
    await Promise.all(Array.from({ length: 5 }, () => replayEvent(stage.context, actor, id)));
    const replays = (await stage.forwards()).map(({ replay }) => replay);
    expect(new Set(replays)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
  });

  test.each([
    ['what was not verified', 'rejected', undefined, 409, 'not_verified'],
    ['what no filter wants', 'verified', undefined, 409, 'not_wanted'],
    ['a connection that is none of its endpoint', 'verified', ['con_other'], 422, 'connection'],
  ] as const)('is refused: %s', async (_, outcome, connections, code, name) => {
    await using stage = await openStage(database);
    await stage.connect({ url: 'http://127.0.0.1:1', filter: 'type=never' });
    const [id = ''] = await stage.store({ outcome });
    const replay = replayEvent(stage.context, actor, id, connections);
    await expect(replay).rejects.toMatchObject({ status: code, code: name });
  });

  test('a dead forward that is retried has its whole schedule before it', async () => {
    await using receiver = await startReceiver(status(500));
    await using stage = await openStage(database, { time: 1_800_000_000_000 });
    await stage.connect({ url: receiver.url });
    await stage.store({});
    await kill(stage);
    const [forward] = await stage.forwards();
    await using _ = dispatch(stage);
    await retryForward(stage.context, actor, forward?.id ?? '');
    await until(async () => (await stage.attempts()).length === 1);
    expect(await stage.attempts()).toMatchObject([{ number: 13, trigger: 'manual' }]);
    expect((await stage.forwards())[0]).toMatchObject({
      state: 'queued',
      due_at: stage.context.now() + 10_000,
      trigger: 'automatic',
    });
    // One that waits is tried at once, and its schedule goes on.
    await retryForward(stage.context, actor, forward?.id ?? '');
    await until(async () => (await stage.attempts()).length === 2);
    expect((await stage.forwards())[0]).toMatchObject({
      state: 'queued',
      due_at: stage.context.now() + 30_000,
    });
  });

  test('what was delivered is not retried, and what has ended is not cancelled', async () => {
    await using receiver = await startReceiver();
    await using stage = await openStage(database);
    await stage.connect({ url: receiver.url });
    await using _ = dispatch(stage);
    await stage.store({});
    await until(async () => (await statesOf(stage))[0] === 'delivered');
    const [forward] = await stage.forwards();
    const id = forward?.id ?? '';
    await expect(retryForward(stage.context, actor, id)).rejects.toMatchObject({ status: 409 });
    await expect(cancelForward(stage.context, actor, id)).rejects.toMatchObject({ status: 409 });
    await expect(retryForward(stage.context, actor, 'fwd_none')).rejects.toMatchObject({ status: 404 });
  });

  test('what waits for a destination is cancelled with it', async () => {
    await using stage = await openStage(database);
    const { id } = await stage.connect({ url: 'http://127.0.0.1:1' });
    await stage.store({}, {});
    await deleteDestination(stage.context, actor, id);
    expect(await statesOf(stage)).toEqual(['cancelled', 'cancelled']);
    await stage.store({});
    expect(await statesOf(stage)).toHaveLength(2);
    const [forward] = await stage.forwards();
    await expect(retryForward(stage.context, actor, forward?.id ?? '')).rejects.toMatchObject({
      status: 404,
    });
  });

  test('a plan says how many go where, the most first, and leaves out what no longer can', async () => {
    await using stage = await openStage(database);
    const few = await stage.connect({ url: 'http://127.0.0.1:1', filter: 'type=a' });
    const all = await stage.connect({ url: 'http://127.0.0.1:1' });
    const gone = await stage.connect({ url: 'http://127.0.0.1:1' });
    await stage.store({ type: 'a' }, { type: 'b' }, { type: 'b' });
    await kill(stage);
    await deleteDestination(stage.context, actor, gone.id);
    expect(await planBulk(stage.context, { state: 'dead' })).toEqual({
      estimate: 4,
      byDestination: [
        { destinationId: all.id, count: 3 },
        { destinationId: few.id, count: 1 },
      ],
    });
    expect(await createBulk(stage.context, actor, { state: 'dead' })).toMatchObject({ estimate: 4 });
  });

  test('a bulk retry of 1,000 is cancelled, and another goes on after a restart where it was', async () => {
    await using stage = await openStage(database);
    const { context } = stage;
    const one = await stage.connect({ url: 'http://127.0.0.1:1' });
    for (let at = 0; at < 10; at += 1)
      await stage.store(...Array.from({ length: 100 }, () => ({ type: `kind.${at % 2}` })));
    await kill(stage);
    const query = { state: 'dead' as const, destinationId: one.id };
    expect(await planBulk(context, query)).toEqual({
      estimate: 1000,
      byDestination: [{ destinationId: one.id, count: 1000 }],
    });
    for (const [narrower, estimate] of [
      [{ type: 'kind.1' }, 500],
      [{ type: 'kind.*' }, 1000],
      [{ status: 404 }, 0],
      [{ to: 1 }, 0],
      [{ destinationId: 'dst_none' }, 0],
    ] as const) {
      expect(await planBulk(context, { ...query, ...narrower })).toMatchObject({ estimate });
    }
    const first = await createBulk(context, actor, query);
    expect(first).toMatchObject({ state: 'running', estimate: 1000, done: 0, createdBy: actor.id });
    const begin = () => startBulkRetries(context, { batch: 50, pauseMs: 10 });
    let part = begin();
    await until(async () => (await findBulk(context, first.id)).done >= 100);
    await cancelBulk(context, actor, first.id);
    await part.stop(1000);
    const { done } = await findBulk(context, first.id);
    expect(done).toBeLessThan(1000);
    expect((await statesOf(stage)).filter((state) => state === 'queued')).toHaveLength(done);
    await expect(cancelBulk(context, actor, first.id)).rejects.toMatchObject({ status: 409 });
    const second = await createBulk(context, actor, query);
    expect(second.estimate).toBe(1000 - done);
    part = begin();
    await until(async () => (await findBulk(context, second.id)).done >= 100);
    await part.stop(1000);
    const before = await findBulk(context, second.id);
    expect(before).toMatchObject({ state: 'running' });
    // Two processes work at it: nothing is counted twice.
    const parts = [begin(), begin()];
    await until(async () => (await findBulk(context, second.id)).state === 'done');
    await Promise.all(parts.map((each) => each.stop(1000)));
    expect((await findBulk(context, second.id)).done).toBe(1000 - done);
    const forwards = await stage.forwards();
    expect(
      forwards.every(({ state, trigger, spent }) => state === 'queued' && trigger === 'bulk' && spent === 12),
    ).toBe(true);
  });

  test('a bulk retry leaves what died after it began', async () => {
    await using stage = await openStage(database, { time: 1_800_000_000_000 });
    const { context } = stage;
    await stage.connect({ url: 'http://127.0.0.1:1' });
    await stage.store({});
    await kill(stage);
    const { id } = await createBulk(context, actor, { state: 'dead' });
    context.pass(1000);
    await stage.store({});
    await context.db.updateTable('forwards').set({ state: 'dead' }).execute();
    const part = startBulkRetries(context, { pauseMs: 5 });
    await until(async () => (await findBulk(context, id)).state === 'done');
    await part.stop(1000);
    expect(await statesOf(stage)).toEqual(['queued', 'dead']);
  });
});
