import { describe, expect, test, vi } from 'vitest';
import { email } from '../src/email.ts';
import type { Alerts, Channel, SendReport } from '../src/index.ts';
import { memoryOutbox } from '../src/memory.ts';
import { slack } from '../src/slack.ts';
import { deliver, observed } from './lib/deliveries.ts';
import { startMailbox } from './lib/mailbox.ts';
import { startReceiver, until, type Receiver } from './lib/receiver.ts';
import { endAfterEach, ops, startAlerts, textsAt } from './lib/start-alerts.ts';

endAfterEach();

describe('a channel', () => {
  const failing = async (answer: (count: number, receiver: Receiver) => number): Promise<Receiver> => {
    const receiver = await startReceiver();
    receiver.answer((response) => response.writeHead(answer(receiver.requests.length, receiver)).end());
    return receiver;
  };

  test('that fails is tried again, at its time', async () => {
    const receiver = await failing(() => 503);
    let time = 0;
    const reports: SendReport[] = [];
    const onDelivery = startAlerts({
      channels: ops(receiver),
      now: () => time,
      onSend: (report) => reports.push(report),
    });
    await deliver(observed(onDelivery), 'e1', 'a');
    for (const attempt of [1, 2]) {
      await until(() => reports.length === attempt, `try ${attempt}`);
      await onDelivery.flush();
      expect(receiver.requests).toHaveLength(attempt);
      time += 1_800_000;
    }
    expect(reports.map(({ state, attempt, status, channel }) => [state, attempt, status, channel])).toEqual([
      ['retry', 1, 503, 'ops'],
      ['retry', 2, 503, 'ops'],
    ]);
  });

  test('that hangs keeps others waiting for one try only', async () => {
    const [hanging, fine] = [await startReceiver(), await startReceiver()];
    hanging.answer(() => {});
    const channels = { hanging: slack({ url: `${hanging.url}/`, timeoutMs: 2000 }), ...ops(fine) };
    const onDelivery = startAlerts({ channels });
    const webhook = observed(onDelivery);
    const started = performance.now();
    await Promise.all(Array.from({ length: 20 }, (_, at) => deliver(webhook, `e${at}`, 'a')));
    // The answer does not wait for a channel.
    expect(performance.now() - started).toBeLessThan(1500);
    await until(() => fine.requests.length === 20);
    expect(performance.now() - started).toBeLessThan(6000);
    expect(hanging.requests.length).toBeLessThanOrEqual(2);
  });

  test('that is broken is said by the others, once, and is not asked again at once', async () => {
    const [broken, fine] = [await failing(() => 404), await startReceiver()];
    const channels = { broken: slack({ url: `${broken.url}/verysecret` }), ...ops(fine) };
    const reports: SendReport[] = [];
    const onDelivery = startAlerts({ channels, onSend: (report) => reports.push(report) });
    const webhook = observed(onDelivery);
    for (const id of ['e1', 'e2']) await deliver(webhook, id, 'a');
    await until(() => fine.requests.length === 3);
    expect(broken.requests).toHaveLength(1);
    expect(textsAt(fine)).toContain(
      `🔴 Alerts cannot be sent to Slack (${new URL(broken.url).host}): The channel refuses every alert. See to its configuration.`,
    );
    expect(JSON.stringify([textsAt(fine), reports])).not.toContain('verysecret');
  });

  test.each([
    ['an alert', (onDelivery: Alerts) => deliver(observed(onDelivery), 'e9', 'a'), 2, 1],
    ['a test', (onDelivery: Alerts) => onDelivery.test('broken'), 1, 0],
  ] as const)(
    'that was broken and takes %s is said by the others, once, also by a process that did not see it break',
    async (_what, act, fineBefore, late) => {
      vi.spyOn(console, 'warn').mockImplementation(() => {});
      const [broken, fine] = [await failing(() => 404), await startReceiver()];
      const channels = { broken: slack({ url: `${broken.url}/verysecret` }), ...ops(fine) };
      const memory = memoryOutbox();
      // One outbox, as processes of one machine share a file.
      const outbox = { ...memory, close: () => Promise.resolve() };
      let time = Date.UTC(2026, 10, 22, 12);
      const first = startAlerts({ channels, outbox, now: () => time });
      await deliver(observed(first), 'e1', 'a');
      await until(() => fine.requests.length === 2);
      await first.close();
      broken.answer((response) => response.end('ok'));
      time += 7_200_000;
      const second = startAlerts({ channels, outbox, now: () => time });
      await act(second);
      await until(() => fine.requests.length === 2 + fineBefore);
      for (const id of ['e10', 'e11']) await deliver(observed(second), id, 'a');
      await second.flush();
      const said = textsAt(fine).filter((text) => text.includes('works again'));
      expect(said).toEqual([
        expect.stringContaining(
          `works again: Alerts reach it again after 2 hours. ${late === 0 ? 'none was' : '1 alert was'} sent late, 1 alert was given up.`,
        ),
      ]);
      expect(textsAt(fine).filter((text) => text.includes('cannot be sent'))).toHaveLength(1);
      expect(JSON.stringify(textsAt(fine))).not.toContain('verysecret');
    },
  );

  test('that breaks again is said again', async () => {
    let isBroken = true;
    const [changing, fine] = [await failing(() => (isBroken ? 404 : 200)), await startReceiver()];
    const channels = { changing: slack({ url: changing.url }), ...ops(fine) };
    let time = Date.UTC(2026, 10, 22, 12);
    const outbox = memoryOutbox();
    for (const what of ['cannot be sent', 'works again', 'cannot be sent', 'works again']) {
      isBroken = what === 'cannot be sent';
      changing.answer((response) => response.writeHead(isBroken ? 404 : 200).end('ok'));
      // A process of its own each, because a channel rests.
      const one = startAlerts({
        channels,
        outbox: { ...outbox, close: () => Promise.resolve() },
        now: () => time,
      });
      const before = textsAt(fine).filter((text) => text.includes(what)).length;
      await one.test('changing');
      await until(() => textsAt(fine).filter((text) => text.includes(what)).length === before + 1, what);
      await one.close();
      time += 60_000;
    }
    expect(textsAt(fine)).toHaveLength(4);
  });

  test('that gives up is said on the console, without a secret', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const receiver = await failing(() => 400);
    const onDelivery = startAlerts({ channels: ops(receiver), onSend: undefined });
    await deliver(observed(onDelivery), 'e1', 'a');
    await onDelivery.flush();
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/^\[hooklatch\] An alert to ops \(alert_.*\) is given up at try 1: HTTP 400$/)],
    ]);
  });

  test('that throws is tried again', async () => {
    const reports: SendReport[] = [];
    const own: Channel = {
      kind: 'webhook',
      label: 'own',
      targets: [],
      send: () => Promise.reject(new Error('verysecret')),
    };
    const onDelivery = startAlerts({ channels: { own }, onSend: (report) => reports.push(report) });
    await deliver(observed(onDelivery), 'e1', 'a');
    await onDelivery.flush();
    expect(reports).toMatchObject([{ state: 'retry', error: 'The channel has thrown.' }]);
  });

  test('that is asked for by a rule gets it, and no other', async () => {
    const [left, right] = [await startReceiver(), await startReceiver()];
    const channels = { left: slack({ url: left.url }), right: slack({ url: right.url }) };
    const onDelivery = startAlerts({
      channels,
      rules: [{ id: 'r', match: { on: 'event' }, channels: ['right'] }],
    });
    await deliver(observed(onDelivery), 'e1', 'a');
    await onDelivery.flush();
    expect([left.requests.length, right.requests.length]).toEqual([0, 1]);
  });

  test('has a rate of its own', async () => {
    const receiver = await startReceiver();
    const onDelivery = startAlerts({ channels: ops(receiver), rates: { ops: { perSecond: 20, burst: 2 } } });
    const webhook = observed(onDelivery);
    const started = performance.now();
    for (let at = 0; at < 6; at += 1) await deliver(webhook, `e${at}`, 'a');
    await onDelivery.flush();
    expect(receiver.requests).toHaveLength(6);
    expect(performance.now() - started).toBeGreaterThan(190);
  });

  test('of several recipients repeats nothing for those that have it', async () => {
    let isFull = true;
    const mailbox = await startMailbox({
      onRcptTo: ({ address }, _, done) =>
        done(
          isFull && address.startsWith('full')
            ? Object.assign(new Error('full'), { responseCode: 452 })
            : null,
        ),
    });
    let time = 0;
    const mail = email({
      to: ['full@example.com', 'ok@example.com'],
      from: 'a@example.com',
      smtp: `smtp://127.0.0.1:${mailbox.port}`,
    });
    const onDelivery = startAlerts({ channels: { mail }, now: () => time });
    await deliver(observed(onDelivery), 'e1', 'a');
    await until(() => mailbox.mails.length === 1);
    isFull = false;
    time = 3_600_000;
    await until(() => mailbox.mails.length === 2);
    await onDelivery.flush();
    expect(mailbox.mails.map(({ to }) => to)).toEqual([['ok@example.com'], ['full@example.com']]);
  });
});
