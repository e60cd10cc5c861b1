import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { cuttingProxy, randomOf, type CuttingProxy } from './cutting-proxy.ts';
import type { RelaySettings, RunningRelay, StartRelay } from './running-relay.ts';
import { send, type Told } from './send.ts';
import { answerWith, connect, type TestClient } from './test-client.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const limits = { maxPerSecond: 1000 };

/** What a drop, a restart or a slow client leaves as it was. */
export function describeRecovery(start: StartRelay): void {
  let relay: RunningRelay;
  let proxy: CuttingProxy | undefined;
  const clients: TestClient[] = [];
  const open = async (settings: RelaySettings): Promise<void> => {
    relay = await start(settings);
  };
  const join = async (url: string, options?: Parameters<typeof connect>[1]): Promise<TestClient> => {
    const client = connect({ url, token: relay.token }, options);
    clients.push(client);
    await client.connected;
    return client;
  };
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await proxy?.close();
    proxy = undefined;
    await relay?.close();
  });

  /** Bodies of many sizes, each of which says which it is. */
  const bodies = (random: () => number, count: number): Buffer[] =>
    Array.from({ length: count }, (_, index) =>
      Buffer.concat([
        Buffer.from(`${index}:`),
        Buffer.alloc(Math.floor(random() * 6000), Math.floor(random() * 256)),
      ]),
    );

  describe('a socket that is cut in mid-stream', () => {
    test.each([1, 2, 3])(
      'loses nothing, and runs and answers nothing twice (seed %i)',
      async (seed) => {
        await open({ mode: 'sync', limits: { ...limits, deadlineMs: 30_000 } });
        const random = randomOf(seed);
        proxy = await cuttingProxy(relay.url, () => 500 + Math.floor(random() * 40_000));
        const client = await join(proxy.url, {
          answer: async ({ body }) => {
            await sleep(random() * 5);
            return { status: 200, headers: [], body };
          },
        });
        const given = bodies(random, 60);
        const told: Promise<Told>[] = [];
        for (const body of given) {
          told.push(send(relay.publicUrl, { body }));
          await sleep(random() * 20);
        }
        const answers = await Promise.all(told);
        expect(answers.map(({ status, body }) => [status, sha256(body)])).toEqual(
          given.map((body) => [200, sha256(body)]),
        );
        expect(client.deliveries.map(({ body }) => sha256(body)).toSorted()).toEqual(
          given.map(sha256).toSorted(),
        );
        expect(new Set(client.deliveries.map(({ id }) => id)).size).toBe(given.length);
        expect(proxy.cuts()).toBeGreaterThan(10);
      },
      60_000,
    );
  });

  describe('a relay that is started again', () => {
    test('has all that it said it stored, while the client and its work go on', async () => {
      await open({ mode: 'store', limits: { ...limits, deadlineMs: 100 } });
      let release: () => void = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const client = await join(relay.url, {
        maxInFlight: 4,
        answer: async () => released.then(() => answerWith(200)),
      });
      const given = bodies(randomOf(7), 12);
      const told = await Promise.all(given.map((body) => send(relay.publicUrl, { body })));
      expect(told.map(({ status }) => status)).toEqual(given.map(() => 200));
      expect(client.deliveries.length).toBe(4);
      await relay.restart();
      await expect
        .poll(() => client.states.filter(({ state }) => state === 'connected').length, { timeout: 15_000 })
        .toBe(2);
      release();
      await expect.poll(() => client.deliveries.length, { timeout: 5000 }).toBe(12);
      expect(client.deliveries.map(({ body }) => sha256(body)).toSorted()).toEqual(
        given.map(sha256).toSorted(),
      );
      await sleep(100);
      await client.close();
      const next = await join(relay.url);
      expect(next.states.at(-1)).toMatchObject({ state: 'connected', waiting: 0 });
    });

    test('has what it stored while there was no client', async () => {
      await open({ mode: 'store' });
      const body = Buffer.alloc(3_500_000, 'in pieces');
      expect(
        (await send(relay.publicUrl, { body, target: '/large?x=1', headers: [['X-A', '1']] })).status,
      ).toBe(200);
      await relay.restart();
      const client = await join(relay.url);
      await expect.poll(() => client.deliveries.length).toBe(1);
      const [delivery] = client.deliveries;
      expect(sha256(delivery?.body ?? Buffer.alloc(0))).toBe(sha256(body));
      expect(delivery?.target).toBe('/large?x=1');
      expect(delivery?.headers.find(([name]) => name.toLowerCase() === 'x-a')?.[1]).toBe('1');
    });
  });

  test('a client that is started again has what the one before did not answer', async () => {
    await open({ mode: 'store', limits: { deadlineMs: 50 } });
    const first = await join(relay.url, {
      answer: ({ target }) => (target === '/done' ? Promise.resolve(answerWith(200)) : new Promise(() => {})),
    });
    for (const target of ['/done', '/open', '/open too'])
      await send(relay.publicUrl, { target: encodeURI(target) });
    expect(first.deliveries.length).toBe(3);
    await first.close();
    const next = await join(relay.url);
    await expect.poll(() => next.deliveries.map(({ target }) => target)).toEqual(['/open', '/open%20too']);
  });

  test('a slow client is sent no more than it takes, and the rest waits', async () => {
    await open({ mode: 'store', limits: { ...limits, deadlineMs: 50 } });
    const waiting: (() => void)[] = [];
    const client = await join(relay.url, {
      maxInFlight: 100,
      maxInFlightBytes: 2_500_000,
      answer: () => new Promise((resolve) => waiting.push(() => resolve(answerWith(200)))),
    });
    const body = Buffer.alloc(1_000_000, 'x');
    for (let index = 0; index < 8; index += 1) await send(relay.publicUrl, { body });
    expect(client.deliveries.length).toBe(2);
    waiting.shift()?.();
    await expect.poll(() => client.deliveries.length).toBe(3);
    await sleep(100);
    expect(client.deliveries.length).toBe(3);
    while (client.deliveries.length < 8 || waiting.length) {
      waiting.shift()?.();
      await sleep(5);
    }
    expect(new Set(client.deliveries.map(({ id }) => id)).size).toBe(8);
  });
}
