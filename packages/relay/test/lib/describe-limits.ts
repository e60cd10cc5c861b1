import { afterEach, describe, expect, test } from 'vitest';
import type { RelaySettings, RunningRelay, StartRelay } from './running-relay.ts';
import { send, values } from './send.ts';
import { answerWith, connect, type TestClient } from './test-client.ts';

/** What a relay refuses, lets pass and does not say. */
export function describeLimits(start: StartRelay): void {
  let relay: RunningRelay;
  let client: TestClient | undefined;
  const open = async (settings: RelaySettings): Promise<void> => {
    relay = await start(settings);
  };
  const join = async (options?: Parameters<typeof connect>[1]): Promise<TestClient> => {
    client = connect(relay, options);
    await client.connected;
    return client;
  };
  afterEach(async () => {
    await client?.close();
    client = undefined;
    await relay?.close();
  });

  describe('a body', () => {
    test.each([
      ['of its limit passes', 1000, false, 200],
      ['of a byte more is refused', 1001, false, 413],
      ['in chunks of its limit passes', 1000, true, 200],
      ['in chunks of a byte more is refused', 1001, true, 413],
    ])('%s', async (_name, bytes, isChunked, status) => {
      await open({ mode: 'store', limits: { maxBodyBytes: 1000 } });
      expect((await send(relay.publicUrl, { body: Buffer.alloc(bytes), isChunked })).status).toBe(status);
    });

    test('of an answer that is past the limit is 502', async () => {
      await open({ mode: 'sync', limits: { maxBodyBytes: 1000 } });
      const { deliveries } = await join({ answer: async () => answerWith(200, 'x'.repeat(1001)) });
      expect((await send(relay.publicUrl)).status).toBe(502);
      expect((await send(relay.publicUrl)).status).toBe(502);
      expect(deliveries.length).toBe(2);
    });
  });

  test('an answer whose headers cannot be written is 502', async () => {
    await open({ mode: 'sync' });
    await join({
      answer: async () => ({ status: 200, headers: [['x-a', 'b\r\nx-c: d']], body: Buffer.from('x') }),
    });
    const { status, headers } = await send(relay.publicUrl);
    expect([status, values(headers, 'x-c')]).toEqual([502, []]);
  });

  test.each([
    ['deliveries', { maxDeliveries: 2 }],
    ['bytes', { maxKeptBytes: 25 }],
  ])('a relay that keeps as many %s as it may says 503, never 200', async (_name, limits) => {
    await open({ mode: 'store', limits });
    const told = [];
    for (let index = 0; index < 3; index += 1) told.push(await send(relay.publicUrl, { body: 'ten bytes.' }));
    expect(told.map(({ status }) => status)).toEqual([200, 200, 503]);
    expect(values(told[2]?.headers ?? [], 'retry-after')).toEqual(['30']);
    const { deliveries } = await join();
    await expect.poll(() => deliveries.length).toBe(2);
    await expect.poll(async () => (await send(relay.publicUrl, { body: 'ten bytes.' })).status).toBe(200);
  });

  test('providers that wait are counted', async () => {
    await open({ mode: 'sync', limits: { maxHeld: 2, deadlineMs: 1000 } });
    await join({ answer: () => new Promise(() => {}) });
    const told = await Promise.all([1, 2, 3].map(() => send(relay.publicUrl)));
    expect(told.map(({ body }) => body.toString().includes('full')).filter(Boolean).length).toBe(1);
  });

  test('requests of a second are counted', async () => {
    await open({ mode: 'store', limits: { maxPerSecond: 2 } });
    const told = await Promise.all(Array.from({ length: 8 }, () => send(relay.publicUrl)));
    const refused = told.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refused.length).toBeLessThanOrEqual(4);
    expect(values(refused[0]?.headers ?? [], 'retry-after')).toEqual(['1']);
  });

  test('an address that is nobody is 404', async () => {
    await open({ mode: 'store' });
    for (const path of ['/in/00000000000000000000000000000000', '/in/x', '/', '/in', '/tunnel/x'])
      expect((await fetch(new URL(path, relay.publicUrl), { method: 'POST' })).status).toBe(404);
    expect((await fetch(new URL('/healthz', relay.publicUrl))).status).toBe(200);
  });

  test('a filter keeps away what is not wanted, and asks nothing of what only verification tells', async () => {
    await open({ mode: 'store' });
    await send(relay.publicUrl, { body: '{"amount":1}' });
    await send(relay.publicUrl, { body: '{"amount":2000}' });
    const { deliveries } = await join({ filter: 'type=invoice.* body.amount>=1000' });
    await expect.poll(() => deliveries.length).toBe(1);
    const told = await send(relay.publicUrl, { body: '{"amount":999}' });
    expect([told.status, told.body.toString()]).toEqual([200, '{"state":"filtered"}\n']);
    expect((await send(relay.publicUrl, { body: '{"amount":1000}', target: '/b?x=1' })).body.toString()).toBe(
      '',
    );
    expect(deliveries.map(({ body }) => Buffer.from(body).toString())).toEqual([
      '{"amount":2000}',
      '{"amount":1000}',
    ]);
  });

  test('nothing that was sent or answered stands in a log', async () => {
    await open({ mode: 'store' });
    const sent = {
      target: '/canary-path?canary=canary-query',
      headers: [['X-Canary', 'canary-header']] as const,
      body: 'canary-body',
    };
    await send(relay.publicUrl, sent);
    const { deliveries } = await join({
      filter: { headers: { 'x-canary': { $startsWith: 'canary-h' } } },
      answer: async () => ({
        status: 418,
        headers: [['x-canary', 'canary-answer']],
        body: Buffer.from('canary-told'),
      }),
    });
    await expect.poll(() => deliveries.length).toBe(1);
    expect((await send(relay.publicUrl, sent)).status).toBe(418);
    await send(relay.publicUrl, { body: 'canary-filtered' });
    await expect.poll(() => relay.log()).toContain('"outcome":"filtered"');
    expect(relay.log()).toMatch(/"outcome":"answered"/);
    expect(relay.log()).not.toMatch(/canary/i);
    expect(relay.log()).not.toContain(relay.token);
  });
}
