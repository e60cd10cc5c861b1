import { createWebhook, deliveryHeaders } from '@hooklatch/core';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { startDispatcher } from '../../src/lib/forwarding/start-dispatcher.ts';
import type { Settled } from '../../src/lib/forwarding/settle-forward.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { aWhile, dispatch, statesOf } from './lib/dispatch.ts';
import { startReceiver, status } from './lib/receiver.ts';
import { openStage, type Stage } from './lib/stage.ts';

onEachDatabase('the dispatcher', (database) => {
  const open = (time?: number): Promise<Stage> => openStage(database, time === undefined ? {} : { time });

  test('sends the exact request, and signs it with the key of the destination', async () => {
    await using receiver = await startReceiver((response) =>
      response.writeHead(201, { 'X-A': '1' }).end('taken'),
    );
    await using stage = await open();
    const config = { url: `${receiver.url}/base?key=1`, headers: [['Authorization', 'Bearer ours']] };
    const { signingSecret } = await stage.connect({ config });
    const body = new Uint8Array([0, 255, 13, 10, 0xc3, 0x28]);
    const headers = [
      ['X-Twice', 'one'],
      ['Connection', 'keep-alive, X-Hop'],
      ['X-Hop', 'dropped'],
      ['x-twice', 'tw\u00F6'],
      ['Host', 'gateway.example'],
      ['Content-Length', '6'],
      ['Authorization', 'Basic theirs'],
      ['Hooklatch-Event-Id', 'made up'],
    ] as const;
    const target = `/in/${stage.endpoint}/deep/%2Fpath?b=2&c=%20`;
    await using _ = dispatch(stage);
    const [id = ''] = await stage.store({ method: 'PUT', target, headers, body });
    await until(async () => (await statesOf(stage)).includes('delivered'));
    const [request] = receiver.received;
    expect(request?.method).toBe('PUT');
    expect(request?.target).toBe('/base/deep/%2Fpath?key=1&b=2&c=%20');
    expect(new Uint8Array(request?.body ?? [])).toEqual(body);
    const own = request?.pairs.filter(([name]) => !/^(?:host|connection|content-length)$/i.test(name)) ?? [];
    expect(own.slice(0, 3)).toEqual([
      ['X-Twice', 'one'],
      ['x-twice', 'tw\u00F6'],
      ['Authorization', 'Bearer ours'],
    ]);
    expect(own.slice(3).map(([name]) => name)).toEqual([
      'hooklatch-event-id',
      'hooklatch-forward-id',
      'hooklatch-attempt',
      'hooklatch-replay',
      'hooklatch-id',
      'hooklatch-timestamp',
      'hooklatch-signature',
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
    ]);
    const [forward] = await stage.forwards();
    expect(request?.header('hooklatch-event-id')).toBe(id);
    expect(request?.header('hooklatch-forward-id')).toBe(forward?.id);
    expect(request?.header('hooklatch-attempt')).toBe('1');
    expect(request?.header('hooklatch-replay')).toBe('0');
    const webhook = createWebhook(standardWebhooks({ secret: signingSecret }));
    const verified = webhook.verify({
      method: 'POST',
      url: receiver.url,
      headers: deliveryHeaders(request?.pairs ?? []),
      body,
    });
    await expect(verified).resolves.toMatchObject({ id });
    const [attempt] = await stage.attempts();
    expect(attempt).toMatchObject({
      number: 1,
      status: 201,
      target: `PUT ${receiver.url}/base/deep/%2Fpath`,
    });
    expect(JSON.parse(attempt?.response_headers ?? '')).toContainEqual(['X-A', '1']);
    expect(new TextDecoder().decode(attempt?.response_body ?? undefined)).toBe('taken');
  });

  test("keeps a provider's own Standard Webhooks verifiable, with ours beside it", async () => {
    await using receiver = await startReceiver();
    await using stage = await open();
    const { signingSecret } = await stage.connect({ url: receiver.url });
    const headers = ['id', 'timestamp', 'signature'].map(
      (name) => [`Webhook-${name}`, `theirs ${name}`] as const,
    );
    await using _ = dispatch(stage);
    await stage.store({ headers, body: 'hello' });
    await until(() => receiver.received.length === 1);
    const [request] = receiver.received;
    const named = (pattern: RegExp): unknown => request?.pairs.filter(([name]) => pattern.test(name));
    expect(named(/^webhook-/i)).toEqual(headers);
    const renamed = (request?.pairs ?? [])
      .filter(([name]) => /^hooklatch-(?:id|timestamp|signature)$/.test(name))
      .map(([name, value]) => [name.replace('hooklatch', 'webhook'), value] as const);
    const webhook = createWebhook(standardWebhooks({ secret: signingSecret }));
    const delivery = {
      method: 'POST',
      url: receiver.url,
      headers: deliveryHeaders(renamed),
      body: request?.body ?? Buffer.of(),
    };
    await expect(webhook.verify(delivery)).resolves.toBeDefined();
  });

  test('keeps the documented schedule, until the forward is dead after twelve attempts', async () => {
    const time = 1_800_000_000_000;
    await using receiver = await startReceiver(status(500));
    await using stage = await open(time);
    await stage.connect({ url: receiver.url });
    const settled: Settled[] = [];
    await using _ = dispatch(stage, { onSettled: [async (_tx, one) => void settled.push(one)] });
    await stage.store({});
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      await until(() => settled.length === attempt, { what: `attempt ${attempt}` });
      await until(async () => (await statesOf(stage))[0] !== 'leased');
      const [forward] = await stage.forwards();
      if (forward?.state !== 'queued') break;
      const delay = forward.due_at - stage.context.now();
      delays.push(delay / 1000);
      // A moment before it is due nothing is sent.
      stage.context.pass(delay - 1);
      stage.context.bus.tell({ kind: 'forward_due' });
      await aWhile();
      expect(receiver.received).toHaveLength(attempt);
      stage.context.pass(1);
      stage.context.bus.tell({ kind: 'forward_due' });
    }
    expect(delays).toEqual([10, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 57_600, 86_400]);
    expect(await statesOf(stage)).toEqual(['dead']);
    expect(receiver.received.map((one) => one.header('hooklatch-attempt'))).toEqual(
      Array.from({ length: 12 }, (_none, at) => String(at + 1)),
    );
    expect(settled.map(({ result }) => result)).toEqual([
      ...Array.from({ length: 11 }, () => 'failed'),
      'dead',
    ]);
    expect(settled.at(-1)).toMatchObject({ cause: '500', status: 500, attempt: 12 });
    expect(await stage.attempts()).toHaveLength(12);
  });

  test.each([
    ['a date of Retry-After', { 'retry-after': 'Fri, 15 Jan 2027 08:01:00 GMT' }, 503, 60],
    ['seconds of Retry-After', { 'retry-after': '3600' }, 429, 3600],
    ['a Retry-After of a week, up to a day', { 'retry-after': '604800' }, 503, 86_400],
    ['a Retry-After that is sooner than the schedule', { 'retry-after': '1' }, 503, 10],
    ['a Retry-After that says nothing', { 'retry-after': 'soon' }, 503, 10],
    ['a redirect, which is not followed', { location: 'http://169.254.169.254/' }, 302, 10],
    ['a refusal', {}, 404, 10],
  ])('waits as told: %s', async (_name, headers, code, seconds) => {
    await using receiver = await startReceiver(status(code, headers));
    await using stage = await open(Date.parse('2027-01-15T08:00:00Z'));
    await stage.connect({ url: receiver.url });
    await using _ = dispatch(stage);
    await stage.store({});
    await until(async () => (await stage.attempts()).length === 1);
    const [forward] = await stage.forwards();
    expect(forward).toMatchObject({
      state: 'queued',
      due_at: stage.context.now() + seconds * 1000,
      last_status: code,
    });
    expect(receiver.received).toHaveLength(1);
  });

  test.each([
    ['410', 410, {}],
    ['hooklatch-retry: never', 422, { 'Hooklatch-Retry': 'Never' }],
  ])('gives up at once: %s', async (_name, code, headers) => {
    await using receiver = await startReceiver(status(code, headers));
    await using stage = await open();
    await stage.connect({ url: receiver.url });
    await using _ = dispatch(stage);
    await stage.store({});
    await until(async () => (await statesOf(stage))[0] === 'dead');
    expect(await stage.attempts()).toHaveLength(1);
  });

  test('a hanging and a dead destination delay no other', async () => {
    await using hanging = await startReceiver(() => {});
    await using quick = await startReceiver();
    await using stage = await open();
    await stage.connect({ url: hanging.url, concurrency: 2, timeoutMs: 60_000 });
    await stage.connect({ url: 'http://127.0.0.1:1', concurrency: 2 });
    await stage.connect({ url: quick.url });
    const part = startDispatcher(stage.context, { pollMs: 20 });
    const start = performance.now();
    await stage.store(...Array.from({ length: 40 }, () => ({})));
    await until(() => quick.received.length === 40);
    await until(async () => (await stage.attempts()).length === 80);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(hanging.received).toHaveLength(2);
    // What still hangs is given back unspent.
    await part.stop(50);
    const forwards = await stage.forwards();
    expect(forwards.filter(({ state }) => state === 'leased')).toEqual([]);
    expect(forwards.filter(({ state }) => state === 'queued')).toHaveLength(80);
    expect(await stage.attempts()).toHaveLength(80);
  });
});
