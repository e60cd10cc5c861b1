import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { send } from './lib/send.ts';
import { startWorkerRelay, type RunningWorkerRelay } from './lib/start-worker-relay.ts';
import { answerWith, connect, type TestClient } from './lib/test-client.ts';

let relay: RunningWorkerRelay;
let client: TestClient | undefined;
afterEach(async () => {
  await client?.close();
  await relay?.close();
});

test('an object that sleeps keeps its tunnel, its filter and its deliveries', async () => {
  relay = await startWorkerRelay({ mode: 'store' });
  client = connect(relay, { filter: 'body.a=1', answer: async () => answerWith(202) });
  await client.connected;
  expect((await send(relay.publicUrl, { body: '{"a":1}' })).status).toBe(202);
  const before = await relay.objectNumber();
  await sleep(13_000);
  expect((await send(relay.publicUrl, { body: '{"a":1}' })).status).toBe(202);
  expect((await send(relay.publicUrl, { body: '{"a":2}' })).body.toString()).toBe('{"state":"filtered"}\n');
  expect(await relay.objectNumber()).toBeGreaterThan(before);
  expect(client.states.filter(({ state }) => state === 'connected').length).toBe(1);
  expect(client.deliveries.length).toBe(2);
}, 40_000);

test('an object that was evicted has all that it said it stored, and nothing runs twice', async () => {
  relay = await startWorkerRelay({ mode: 'store', limits: { deadlineMs: 100 } });
  let release: () => void = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  client = connect(relay, { maxInFlight: 2, answer: async () => released.then(() => answerWith(200)) });
  await client.connected;
  for (const body of ['1', '2', '3', '4']) expect((await send(relay.publicUrl, { body })).status).toBe(200);
  const before = await relay.objectNumber();
  await relay.evict();
  const connections = (): number => client?.states.filter(({ state }) => state === 'connected').length ?? 0;
  await expect.poll(connections, { timeout: 15_000 }).toBe(2);
  expect(await relay.objectNumber()).toBeGreaterThan(before);
  release();
  await expect.poll(() => client?.deliveries.length, { timeout: 5000 }).toBe(4);
  expect(client.deliveries.map(({ body }) => Buffer.from(body).toString()).toSorted()).toEqual([
    '1',
    '2',
    '3',
    '4',
  ]);
});
