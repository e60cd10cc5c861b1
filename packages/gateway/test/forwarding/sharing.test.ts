import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { leasedRows } from '../../src/lib/database/leased-rows.ts';
import { settleForward } from '../../src/lib/forwarding/settle-forward.ts';
import { startDispatcher } from '../../src/lib/forwarding/start-dispatcher.ts';
import { cancelForward } from '../../src/lib/forwarding/forward-acts.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openContext } from '../lib/open-context.ts';
import { dispatch, statesOf } from './lib/dispatch.ts';
import { startReceiver, status } from './lib/receiver.ts';
import { actor, openStage } from './lib/stage.ts';

const delivered = { startedAt: 1, milliseconds: 1, target: 'POST x', status: 200 };

onEachDatabase('several workers', (database) => {
  test('a worker that has lost its lease writes nothing', async () => {
    await using stage = await openStage(database);
    await stage.connect({ url: 'http://127.0.0.1:1' });
    await stage.store({});
    const { context } = stage;
    const rows = leasedRows(context, 'forwards', context.now);
    const [first] = await rows.claim(1, 1000);
    context.pass(1001);
    expect(await rows.reap()).toBe(1);
    const [second] = await rows.claim(1, 1000);
    let told = 0;
    const settle = (row: NonNullable<typeof first>): Promise<boolean> =>
      settleForward(
        { context, rows, listeners: [async () => void (told += 1)] },
        { forward: row, result: delivered, judgement: { state: 'delivered' } },
      );
    expect(await settle(first as NonNullable<typeof first>)).toBe(false);
    expect(await stage.attempts()).toEqual([]);
    expect(await statesOf(stage)).toEqual(['leased']);
    expect(told).toBe(0);
    expect(await settle(second as NonNullable<typeof second>)).toBe(true);
    expect(await stage.attempts()).toMatchObject([{ number: 2, status: 200 }]);
    expect(told).toBe(1);
  });

  test('a listener that fails leaves nothing behind, and the forward with its worker', async () => {
    await using stage = await openStage(database);
    await stage.connect({ url: 'http://127.0.0.1:1' });
    await stage.store({});
    const { context } = stage;
    const rows = leasedRows(context, 'forwards', context.now);
    const [row] = await rows.claim(1, 1000);
    const settling = settleForward(
      { context, rows, listeners: [() => Promise.reject(new Error('full'))] },
      { forward: row as NonNullable<typeof row>, result: delivered, judgement: { state: 'delivered' } },
    );
    await expect(settling).rejects.toThrow('full');
    expect(await stage.attempts()).toEqual([]);
    expect(await statesOf(stage)).toEqual(['leased']);
  });

  test('two dispatchers share the work, and deliver nothing twice', async () => {
    await using stage = await openStage(database);
    const { context } = stage;
    // Another process has a connection and a bus of its own; a file of SQLite is for one process.
    const url = context.pool?.options.connectionString;
    await using other = await (url === undefined
      ? Promise.resolve(undefined)
      : openContext({ origin: { url }, settings: context.settings }));
    // None alone can have six under way: nothing is answered before both are at work.
    const held: ServerResponse[] = [];
    await using receiver = await startReceiver((response) => {
      held.push(response);
      if (receiver.received.length >= 6) for (const each of held.splice(0)) each.end();
    });
    await stage.connect({ url: receiver.url, concurrency: 20 });
    const parts = [context, other ?? context].map((one) =>
      startDispatcher(one, { pollMs: 5, concurrency: 3 }),
    );
    await stage.store(...Array.from({ length: 200 }, () => ({})));
    await until(async () => (await statesOf(stage)).every((state) => state === 'delivered'));
    await Promise.all(parts.map((part) => part.stop(1000)));
    expect(receiver.received).toHaveLength(200);
    expect(new Set(receiver.received.map((one) => one.header('hooklatch-forward-id'))).size).toBe(200);
  });

  test('what a vanished worker held is sent by another once its lease has ended', async () => {
    await using receiver = await startReceiver();
    await using stage = await openStage(database);
    await stage.connect({ url: receiver.url });
    await stage.store({});
    await leasedRows(stage.context, 'forwards', stage.context.now).claim(1, 30_000);
    await using _ = dispatch(stage, { leaseMs: 300 });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(receiver.received).toHaveLength(0);
    stage.context.pass(30_000);
    await until(async () => (await statesOf(stage))[0] === 'delivered');
    expect(receiver.received[0]?.header('hooklatch-attempt')).toBe('2');
  });

  test('a lease is renewed while a receiver takes its time', async () => {
    await using receiver = await startReceiver((response) => setTimeout(() => response.end(), 900));
    await using stage = await openStage(database);
    await stage.connect({ url: receiver.url });
    await using _ = dispatch(stage, { leaseMs: 300 }, 2);
    await stage.store({});
    await until(async () => (await statesOf(stage))[0] === 'delivered');
    expect(receiver.received).toHaveLength(1);
  });

  test('what was cancelled while it was under way stays cancelled', async () => {
    await using receiver = await startReceiver((response) => setTimeout(() => response.end(), 150));
    await using stage = await openStage(database);
    await stage.connect({ url: receiver.url });
    const part = startDispatcher(stage.context, { pollMs: 10 });
    await stage.store({});
    await until(() => receiver.received.length === 1);
    const [forward] = await stage.forwards();
    await cancelForward(stage.context, actor, forward?.id ?? '');
    await part.stop(2000);
    expect(await statesOf(stage)).toEqual(['cancelled']);
    expect(await stage.attempts()).toEqual([]);
  });

  test('a stop waits for what is under way, and takes nothing more', async () => {
    await using receiver = await startReceiver((response) => setTimeout(() => response.end(), 200));
    await using stage = await openStage(database);
    await stage.connect({ url: receiver.url, concurrency: 1 });
    const part = startDispatcher(stage.context, { pollMs: 10 });
    await stage.store({}, {});
    await until(() => receiver.received.length === 1);
    await part.stop(5000);
    expect(await statesOf(stage)).toEqual(['delivered', 'queued']);
    expect((await stage.forwards())[1]?.attempts).toBe(0);
    receiver.answer = status(200);
    await using _ = dispatch(stage);
    await until(async () => (await statesOf(stage))[1] === 'delivered');
  });
});
