import { expect, test } from 'vitest';
import { deliveryHeaders } from '@hooklatch/core';
import { reportTo, type DeliverySummary, type Loss } from '../../src/forward.ts';
import { receive, type LocalReceiver } from './lib/receive.ts';

const token = () => 'gw_test';
const body = new TextEncoder().encode('{"card":"4242424242424242"}');
const report = {
  outcome: 'handled',
  endpoint: 'stripe',
  provider: 'stripe',
  bytes: body.length,
  milliseconds: 2,
  status: 200,
  type: 'invoice.paid',
  id: 'evt_1',
  event: { body, headers: deliveryHeaders([['authorization', 'Basic c2VjcmV0']]) },
};
const batchesOf = ({ got }: LocalReceiver): (readonly DeliverySummary[])[] =>
  got.map((one) => (JSON.parse(one.body.toString()) as { reports: DeliverySummary[] }).reports);

test('a report has neither body nor headers in it', async () => {
  await using receiver = await receive();
  const observe = reportTo({ url: receiver.url, token });
  observe(report);
  await observe.flush();
  expect(batchesOf(receiver)).toEqual([
    [
      {
        id: expect.any(String),
        at: expect.any(Number),
        outcome: 'handled',
        provider: 'stripe',
        isVerified: true,
        status: 200,
        type: 'invoice.paid',
        eventId: 'evt_1',
        bytes: body.length,
        milliseconds: 2,
      },
    ],
  ]);
  expect(receiver.got[0]?.body.toString()).not.toMatch(/4242|Basic/);
});

test('reports go in batches of 100, and the rest after a time', async () => {
  await using receiver = await receive();
  const observe = reportTo({ url: receiver.url, token, gatherMs: 20 });
  for (let index = 0; index < 150; index += 1) observe(report);
  await expect.poll(() => batchesOf(receiver).map(({ length }) => length)).toEqual([100, 50]);
});

test('with waitUntil each goes by itself, and is waited for', async () => {
  await using receiver = await receive();
  const waited: Promise<unknown>[] = [];
  const observe = reportTo({ url: receiver.url, token, waitUntil: (promise) => waited.push(promise) });
  observe(report);
  observe(report);
  await Promise.all(waited);
  expect(batchesOf(receiver).map(({ length }) => length)).toEqual([1, 1]);
});

test('a batch that is lost counts its deliveries', async () => {
  await using receiver = await receive([{ status: 403 }]);
  const lost: Loss[] = [];
  const observe = reportTo({ url: receiver.url, token, onLost: (loss) => lost.push(loss) });
  observe(report);
  observe(report);
  await observe.close();
  expect(lost).toEqual([{ reason: 'refused', detail: 'The receiver answered 403.', count: 2 }]);
});
