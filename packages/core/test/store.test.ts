import { describe, expect, test, vi } from 'vitest';
import { createWebhook } from '../src/index.ts';
import { memoryStore, type WebhookStore } from '../src/store.ts';
import { acme, now, recorded, secret, write } from './acme.ts';

describe('the store in memory', () => {
  test('one holder at a time, and done is done', async () => {
    const store = memoryStore();
    const first = await store.claim('a', 1000);
    expect(first.state).toBe('claimed');
    expect(await store.claim('a', 1000)).toMatchObject({ state: 'busy', retryAfterMs: expect.any(Number) });
    const { token } = first as { token: string };
    expect(await store.complete('a', 'another', 1000)).toBe(false);
    expect(await store.complete('a', token, 1000)).toBe(true);
    expect(await store.claim('a', 1000)).toEqual({ state: 'done' });
    expect(await store.release('a', token)).toBe(false);
  });
  test('a lease that ends is another holder\u2019s, and the first one is refused', async () => {
    let clock = 0;
    const store = memoryStore({ now: () => clock });
    const first = (await store.claim('a', 1000)) as { token: string };
    clock = 900;
    expect(await store.extend('a', first.token, 1000)).toBe(true);
    clock = 1899;
    expect(await store.claim('a', 1000)).toEqual({ state: 'busy', retryAfterMs: 1 });
    clock = 1900;
    const second = (await store.claim('a', 1000)) as { token: string };
    expect(second.token).not.toBe(first.token);
    expect(await store.complete('a', first.token, 1000)).toBe(false);
    expect(await store.extend('a', first.token, 1000)).toBe(false);
    expect(await store.complete('a', second.token, 500)).toBe(true);
    clock = 2400;
    expect((await store.claim('a', 1)).state).toBe('claimed');
  });
  test('what is released can be claimed', async () => {
    const store = memoryStore();
    const { token } = (await store.claim('a', 1000)) as { token: string };
    expect(await store.release('a', token)).toBe(true);
    expect((await store.claim('a', 1000)).state).toBe('claimed');
  });
  test('it is bounded: the oldest finished key goes first, a held one never', async () => {
    const store = memoryStore({ maxKeys: 3 });
    await store.claim('held', 60_000);
    for (const key of ['a', 'b', 'c']) {
      const { token } = (await store.claim(key, 1000)) as { token: string };
      await store.complete(key, token, 60_000);
    }
    expect((await store.claim('c', 1000)).state).toBe('done');
    expect((await store.claim('held', 1000)).state).toBe('busy');
    expect((await store.claim('a', 60_000)).state).toBe('claimed');
    expect((await store.claim('b2', 60_000)).state).toBe('claimed');
    await expect(store.claim('too many', 1000)).rejects.toThrow('held');
  });
  test.each(['__proto__', 'constructor'])('%s is a key like any other', async (key) => {
    expect((await memoryStore().claim(key, 1000)).state).toBe('claimed');
  });
});

describe('idempotency', () => {
  test('is by the endpoint and the signed id: other events of one request are other events', async () => {
    const handler = vi.fn();
    const { webhook } = recorded({ on: { '*': handler } });
    for (const id of ['evt_1', 'evt_2', 'evt_1']) await webhook.handle(await write({ id, time: now }));
    await webhook.handle(await write({ id: 'evt_1', time: now + 5000 }));
    expect(handler.mock.calls.map(([event]) => event.id)).toEqual(['evt_1', 'evt_2']);
  });
  test('is by the signed bytes where no id is signed', async () => {
    const handler = vi.fn();
    const { webhook } = recorded({ on: { '*': handler } });
    for (const body of ['{}', '{}', '{ }']) await webhook.handle(await write({ body }));
    expect(handler).toHaveBeenCalledTimes(2);
  });
  test('is by another key where one is given, and by none where it is undefined', async () => {
    const handler = vi.fn();
    const idempotencyKey = (event: { id: string | undefined }) => (event.id === 'evt_3' ? undefined : 'same');
    const { webhook } = recorded({ on: { '*': handler }, idempotencyKey });
    for (const id of ['evt_1', 'evt_2', 'evt_3', 'evt_3']) await webhook.handle(await write({ id }));
    expect(handler.mock.calls.map(([event]) => event.id)).toEqual(['evt_1', 'evt_3', 'evt_3']);
  });
  test('two endpoints with one store do not know each other\u2019s events', async () => {
    const handler = vi.fn();
    const store = memoryStore();
    for (const name of ['one', 'two', 'one']) {
      await recorded({ on: { '*': handler }, store, name }).webhook.handle(await write());
    }
    expect(handler).toHaveBeenCalledTimes(2);
  });
  test('a handler that failed is run again', async () => {
    const handler = vi.fn().mockRejectedValueOnce(new Error('once'));
    const { webhook } = recorded({ on: { '*': handler } });
    expect((await webhook.handle(await write())).status).toBe(500);
    expect((await webhook.handle(await write())).status).toBe(200);
    expect((await webhook.handle(await write())).status).toBe(200);
    expect(handler).toHaveBeenCalledTimes(2);
  });
  test('a handler whose reply is no success is run again', async () => {
    const handler = vi.fn().mockReturnValueOnce({ status: 403, headers: {}, body: '' });
    const { webhook } = recorded({ on: { '*': handler } });
    expect((await webhook.handle(await write())).status).toBe(403);
    expect((await webhook.handle(await write())).status).toBe(200);
    expect(handler).toHaveBeenCalledTimes(2);
  });
  test('while a handler runs, the lease is renewed and others are told to come back', async () => {
    vi.useFakeTimers();
    try {
      let finish = (): void => {};
      const handler = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
      const { webhook } = recorded({ on: { '*': handler }, leaseMs: 3000 });
      const delivery = await write();
      const running = webhook.handle(delivery);
      await vi.advanceTimersByTimeAsync(10_000);
      const reply = await webhook.handle(delivery);
      expect(reply).toMatchObject({
        status: 409,
        headers: { 'retry-after': expect.stringMatching(/^[1-3]$/) },
      });
      finish();
      expect((await running).status).toBe(200);
      expect(handler).toHaveBeenCalledTimes(1);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a store that fails', () => {
  const failing = (failures: Partial<WebhookStore>): WebhookStore => ({ ...memoryStore(), ...failures });
  const down = () => Promise.reject(new Error('connection refused'));

  test('at the claim: nothing is handled, and the provider is told to come back', async () => {
    const handler = vi.fn();
    const { webhook, reports } = recorded({ on: { '*': handler }, store: failing({ claim: down }) });
    expect(await webhook.handle(await write())).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
    });
    expect(handler).not.toHaveBeenCalled();
    expect(reports[0]?.code).toBe('store_unavailable');
  });
  test.each([
    ['rejects', down],
    ['has lost the lease', async () => false],
  ])('at complete, which %s: the handler has succeeded all the same', async (_name, complete) => {
    const handler = vi.fn();
    const { webhook, reports } = recorded({ on: { '*': handler }, store: failing({ complete }) });
    expect((await webhook.handle(await write())).status).toBe(200);
    expect(handler).toHaveBeenCalledTimes(1);
    expect(reports[0]).toMatchObject({
      outcome: 'handled',
      warnings: [expect.stringMatching(/handled again|lease ended/)],
    });
  });
  test('at release: the handler has failed, and that is what is answered', async () => {
    const { webhook } = recorded({
      on: { '*': () => Promise.reject(new Error('x')) },
      store: failing({ release: down }),
    });
    expect((await webhook.handle(await write())).body).toContain('handler_failed');
  });
});

describe('a store that is written badly', () => {
  test('and throws at once is as one that rejects', async () => {
    const thrown = (): never => {
      throw new Error('not a promise');
    };
    const broken = { claim: thrown, extend: thrown, complete: thrown, release: thrown };
    const { webhook, reports } = recorded({ on: { '*': () => {} }, store: broken });
    expect((await webhook.handle(await write())).status).toBe(503);
    const half = { ...memoryStore(), extend: thrown, complete: thrown };
    const second = recorded({ on: { '*': () => {} }, store: half });
    expect((await second.webhook.handle(await write())).status).toBe(200);
    expect([reports[0]?.code, second.reports[0]?.warnings.length]).toEqual(['store_unavailable', 1]);
  });
  test('and never answers holds no delivery for ever', async () => {
    vi.useFakeTimers();
    try {
      const never = () => new Promise<never>(() => {});
      const { webhook } = recorded({ on: { '*': () => {} }, store: { ...memoryStore(), claim: never } });
      const answered = webhook.handle(await write());
      await vi.advanceTimersByTimeAsync(5000);
      expect((await answered).status).toBe(503);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a guard', () => {
  const incoming = async () => {
    const delivery = await write();
    return { ...delivery, read: (take: (chunk: Uint8Array) => void) => take(delivery.body) };
  };
  test('claims nothing without a store', async () => {
    const { webhook } = recorded();
    for (const _ of [1, 2]) {
      const received = await webhook.receive(await incoming());
      expect('event' in received && received.event.id).toBe('evt_1');
    }
  });
  test('with a store completes what its route has answered, and releases what it has not', async () => {
    const { webhook, reports } = recorded({ store: memoryStore() });
    const first = await webhook.receive(await incoming());
    if ('event' in first) await first.settle(false, new Error('the route'));
    const second = await webhook.receive(await incoming());
    if ('event' in second) {
      await second.settle(true);
      await second.settle(false);
    }
    expect(await webhook.receive(await incoming())).toEqual({
      reply: { status: 200, headers: {}, body: '' },
    });
    expect(reports.map(({ outcome }) => outcome)).toEqual(['failed', 'passed', 'duplicate']);
    expect(reports.map(({ error }) => error)).toEqual([new Error('the route'), undefined, undefined]);
  });
  test('whose end nobody knows leaves its lease to end by itself', async () => {
    vi.useFakeTimers();
    try {
      const { webhook, reports } = recorded({ store: memoryStore(), leaseMs: 3000 });
      const first = await webhook.receive(await incoming());
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await webhook.receive(await incoming())).toMatchObject({ reply: { status: 409 } });
      if ('event' in first) await first.settle(undefined);
      await vi.advanceTimersByTimeAsync(3000);
      expect('event' in (await webhook.receive(await incoming()))).toBe(true);
      expect(reports[1]).toMatchObject({ outcome: 'failed', warnings: [expect.stringContaining('lease')] });
    } finally {
      vi.useRealTimers();
    }
  });
  test('can verify first and claim later', async () => {
    const { webhook } = recorded({ store: memoryStore() });
    const verified = [];
    for (const _ of [1, 2]) {
      const received = await webhook.receive(await incoming(), { claimLater: true });
      if ('event' in received) verified.push(received.event);
    }
    const [first, second] = verified;
    const claimed = first && (await webhook.claim(first));
    expect(claimed && 'event' in claimed).toBe(true);
    expect(second && (await webhook.claim(second))).toMatchObject({ reply: { status: 409 } });
  });
  test('a webhook claims its own events alone', async () => {
    const other = createWebhook(acme({ secret }), { now: () => now });
    const event = await other.verify(await write());
    await expect(recorded().webhook.claim(event)).rejects.toThrow(TypeError);
  });
});
