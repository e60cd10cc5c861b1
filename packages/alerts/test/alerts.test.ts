import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { memoryOutbox } from '../src/memory.ts';
import { sqliteOutbox, type AlertOutbox } from '../src/sqlite.ts';
import { deliver, forge, observed } from './lib/deliveries.ts';
import { startReceiver, until } from './lib/receiver.ts';
import { endAfterEach, ops, startAlerts, textsAt } from './lib/start-alerts.ts';

const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
afterAll(() => rmSync(folder, { recursive: true }));
endAfterEach();

const outboxes: readonly (readonly [string, () => AlertOutbox])[] = [
  ['in memory', () => memoryOutbox()],
  ['in a file', () => sqliteOutbox({ file: join(folder, `${Math.random()}.db`) })],
];

describe.each(outboxes)('alerts %s', (_, open) => {
  test('an event that a rule looks for is said, with what it names', async () => {
    const receiver = await startReceiver();
    const onDelivery = startAlerts({
      outbox: open(),
      channels: ops(receiver),
      rules: [
        {
          id: 'paid',
          match: { on: 'event', types: ['invoice.*'], filter: 'body.data.amount>=1000' },
          template: { title: 'Paid: {/data/amount}', fields: ['/data/id'] },
        },
      ],
    });
    const webhook = observed(onDelivery);
    expect(await deliver(webhook, 'e1', 'invoice.paid', { id: 'in_1', amount: 1500 })).toBe(200);
    expect(await deliver(webhook, 'e1', 'invoice.paid', { id: 'in_1', amount: 1500 })).toBe(200);
    await deliver(webhook, 'e2', 'invoice.paid', { id: 'in_2', amount: 10 });
    await deliver(webhook, 'e3', 'customer.created', { amount: 1500 });
    expect(await forge(webhook)).toBe(400);
    await onDelivery.flush();
    expect(receiver.requests).toHaveLength(1);
    expect(textsAt(receiver)).toEqual([
      '🔵 Paid: 1500: An event of standard-webhooks came in at standard-webhooks.',
    ]);
    expect(receiver.requests[0]?.body.toString()).toContain('`in_1`');
  });

  test('a failure, a burst of signatures and a secret are said', async () => {
    const receiver = await startReceiver();
    const onDelivery = startAlerts({
      outbox: open(),
      channels: ops(receiver),
      secrets: [{ endpoint: 'standard-webhooks', name: 'a1b2', expiresAt: Date.now() + 2 * 86_400_000 }],
      rules: [
        { id: 'Failures', match: { on: { kind: 'failure', failures: 2 } } },
        { id: 'Forged', match: { on: { kind: 'burst', count: 3 } } },
        { id: 'Secrets', match: { on: 'rotation' } },
      ],
    });
    const webhook = observed(onDelivery, { on: { '*': () => Promise.reject(new Error('no')) } });
    expect(await deliver(webhook, 'e1', 'a')).toBe(500);
    expect(await deliver(webhook, 'e1', 'a')).toBe(500);
    for (let count = 0; count < 5; count += 1) await forge(webhook);
    await onDelivery.flush();
    expect(textsAt(receiver).toSorted()).toEqual([
      expect.stringMatching(/^🔴 standard-webhooks fails: handler_failed: 2 failures since/),
      expect.stringMatching(/^🟠 Forged: 3 deliveries were rejected/),
      expect.stringMatching(/^🟠 standard-webhooks: a secret is retired in 2 days/),
    ]);
  });

  test('a digest is told at its boundary', async () => {
    const receiver = await startReceiver();
    let time = Date.parse('2026-11-20T10:00:00Z');
    const onDelivery = startAlerts({
      outbox: open(),
      channels: ops(receiver),
      now: () => time,
      rules: [{ id: 'Daily', match: { on: 'event' }, mode: { kind: 'digest', cron: '0 9 * * *' } }],
    });
    const webhook = observed(onDelivery);
    for (const id of ['e1', 'e2', 'e3']) await deliver(webhook, id, 'invoice.paid');
    await onDelivery.flush();
    time = Date.parse('2026-11-21T09:00:04.999Z');
    await onDelivery.flush();
    expect(receiver.requests).toHaveLength(0);
    time = Date.parse('2026-11-21T09:00:05.000Z');
    await onDelivery.flush();
    await onDelivery.flush();
    expect(textsAt(receiver)).toEqual(['🔵 Daily: 3 events: 3 events, none failed.']);
  });

  test('what was sent is not sent again by the next process', async () => {
    const receiver = await startReceiver();
    const outbox = open();
    const close = vi.spyOn(outbox, 'close').mockImplementation(async () => {});
    const first = startAlerts({ outbox, channels: ops(receiver) });
    await deliver(observed(first), 'e1', 'a');
    await first.flush();
    await first.close();
    const second = startAlerts({ outbox, channels: ops(receiver) });
    await deliver(observed(second), 'e1', 'a');
    await second.flush();
    expect(receiver.requests).toHaveLength(1);
    close.mockRestore();
  });
});

describe('test', () => {
  test('sends a marked sample by the same path, and says how long it took', async () => {
    const receiver = await startReceiver();
    const onDelivery = startAlerts({ channels: ops(receiver) });
    const result = await onDelivery.test('ops');
    expect(result).toMatchObject({ ok: true, status: 200, error: undefined });
    expect(result.milliseconds).toBeGreaterThan(0);
    expect(textsAt(receiver)).toEqual([
      '🔵 Test: alerts arrive here: Somebody has tried this channel. Nothing has happened.',
    ]);
  });

  test('says what the channel says', async () => {
    const receiver = await startReceiver();
    receiver.answer((response) => response.writeHead(404).end('no_service'));
    const result = await startAlerts({ channels: ops(receiver) }).test('ops');
    expect(result).toMatchObject({
      ok: false,
      status: 404,
      isChannelBroken: true,
      error: 'HTTP 404: no_service',
    });
  });

  test('of a channel that is not there is a TypeError', async () => {
    const receiver = await startReceiver();
    await expect(startAlerts({ channels: ops(receiver) }).test('none')).rejects.toThrow(TypeError);
  });
});

describe('nothing of a delivery waits for it, or fails', () => {
  test('where the outbox cannot be written, which is said once', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const receiver = await startReceiver();
    const outbox: AlertOutbox = { ...memoryOutbox(), change: () => Promise.reject(new Error('disk full')) };
    const onDelivery = startAlerts({ channels: ops(receiver), outbox });
    const webhook = observed(onDelivery);
    expect(await deliver(webhook, 'e1', 'a')).toBe(200);
    expect(await deliver(webhook, 'e2', 'a')).toBe(200);
    await expect(onDelivery.flush()).rejects.toThrow('disk full');
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toBe('[hooklatch] Alerts cannot be kept, and are lost until they can:');
  });

  test('where the outbox hangs', async () => {
    const receiver = await startReceiver();
    const outbox: AlertOutbox = { ...memoryOutbox(), change: () => new Promise(() => {}) };
    const onDelivery = startAlerts({ channels: ops(receiver), outbox });
    expect(await deliver(observed(onDelivery), 'e1', 'a')).toBe(200);
    await onDelivery.close({ graceMs: 10 });
  });

  test('where a filter asks for a body that is none', async () => {
    const receiver = await startReceiver();
    const rules = [{ id: 'a', match: { on: 'event' as const, filter: 'body.a=1' } }];
    const onDelivery = startAlerts({ channels: ops(receiver), rules });
    expect(await deliver(observed(onDelivery), 'e1', 'a')).toBe(200);
    await onDelivery.flush();
    expect(receiver.requests).toHaveLength(0);
  });
});

test('attempts of an inbox that fail are followed', async () => {
  const receiver = await startReceiver();
  const onDelivery = startAlerts({ channels: ops(receiver), rules: [{ id: 'f', match: { on: 'failure' } }] });
  const attempt = {
    id: 'u',
    endpoint: 'stripe',
    provider: 'stripe',
    type: 'a',
    eventId: 'e1',
    attempt: 12,
    replay: 0,
    milliseconds: 1,
    warnings: [],
  };
  await onDelivery.onAttempt({ ...attempt, outcome: 'handled' });
  await onDelivery.onAttempt({ ...attempt, outcome: 'retrying' });
  await onDelivery.flush();
  expect(receiver.requests).toHaveLength(0);
  await onDelivery.onAttempt({ ...attempt, outcome: 'dead' });
  await onDelivery.flush();
  expect(textsAt(receiver)).toEqual([expect.stringContaining('stripe fails: handler_failed')]);
});

test('closing sends nothing more, and what is on its way is waited for', async () => {
  const receiver = await startReceiver();
  let answer = (): void => {};
  receiver.answer((response) => void (answer = () => void response.end('ok')));
  const outbox = memoryOutbox();
  const onDelivery = startAlerts({ channels: ops(receiver), outbox });
  const webhook = observed(onDelivery);
  await deliver(webhook, 'e1', 'a');
  await until(() => receiver.requests.length === 1);
  const closed = onDelivery.close();
  await deliver(webhook, 'e2', 'a');
  answer();
  await closed;
  expect(await outbox.countWaiting()).toBe(0);
  expect(receiver.requests).toHaveLength(1);
});

test('without an outbox it says that it loses', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const receiver = await startReceiver();
  startAlerts({ channels: ops(receiver), outbox: undefined });
  expect(warn.mock.calls.flat()).toEqual([
    expect.stringContaining('kept in memory: what is not sent when the process ends is lost'),
  ]);
});
