import { expect, test } from 'vitest';
import { createWebhook, type DeliveryReport, type Reply } from '../src/index.ts';
import { batchOf, defineProvider, writeDelivery } from '../src/provider.ts';
import { acme, now, secret, write } from './acme.ts';

const many = defineProvider({
  ...acme().definition,
  name: 'many',
  batch: (whole) =>
    batchOf(
      whole,
      (whole.payload as number[]).map((status, index) => ({ id: `e${index}`, type: 'a', payload: status })),
    ),
});

/** What the handlers of a delivery's events reply, in order, and what is reported and answered. */
const replies: readonly [readonly number[], string, number][] = [
  [[200], 'handled', 200],
  [[202], 'handled', 202],
  [[503], 'failed', 503],
  [[302], 'failed', 302],
  [[200, 503], 'failed', 503],
  [[503, 200], 'failed', 503],
  [[503, 429, 200], 'failed', 503],
];

test.each(replies)('replies of %j are reported as %s', async (statuses, outcome, status) => {
  const reports: DeliveryReport[] = [];
  const webhook = createWebhook(many({ secret }), {
    now: () => now,
    onDelivery: (report) => reports.push(report),
    on: { '*': ({ payload }) => ({ status: payload as number, headers: {}, body: '' }) },
  });
  const body = new TextEncoder().encode(JSON.stringify(statuses));
  const draft = { secret, body, id: 'a', type: 'a', time: now, url: 'https://shop.example' };
  const reply = await webhook.handle(await writeDelivery(many(), draft));
  expect([reply.status, reports[0]?.outcome]).toEqual([status, outcome]);
  const again = await webhook.handle(await writeDelivery(many(), draft));
  expect([again.status, reports[1]?.outcome]).toEqual(status < 300 ? [200, 'duplicate'] : [status, 'failed']);
});

const unsendable: readonly [Reply, Reply, readonly string[]][] = [
  [
    {
      status: 202,
      headers: { 'x-a': 'b\r\nx-c: d', 'x-é': '1', 'x y': '2', 'x-b': '\u0100', 'x-d': 'é' },
      body: 'a',
    },
    { status: 202, headers: { 'x-d': 'é' }, body: 'a' },
    ['"x-a"', '"x-é"', '"x y"', '"x-b"'],
  ],
  [{ status: 204, headers: {}, body: 'none' }, { status: 204, headers: {}, body: '' }, []],
  [{ status: 99, headers: {}, body: 'a' }, { status: 200, headers: {}, body: '' }, []],
  [{ status: 1000, headers: {}, body: 'a' }, { status: 200, headers: {}, body: '' }, []],
];

test.each(unsendable)('of the reply %j only what can be sent is sent', async (given, sent, names) => {
  const reports: DeliveryReport[] = [];
  const webhook = createWebhook(acme({ secret }), {
    now: () => now,
    onDelivery: (report) => reports.push(report),
    on: { '*': () => given },
  });
  expect(await webhook.handle(await write())).toEqual(sent);
  expect(reports[0]).toMatchObject({
    outcome: 'handled',
    warnings: names.map((name) => `The handler's header ${name} cannot be sent, and was left out.`),
  });
});
