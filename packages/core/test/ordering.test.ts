import { describe, expect, test, vi } from 'vitest';
import { WebhookError, type HandlerContext, type Ordering, type WebhookEvent } from '../src/index.ts';
import { memoryStore, type WebhookStore } from '../src/store.ts';
import { recorded, write, type AcmeEvents } from './acme.ts';

type Order = { readonly id: string; readonly order?: string; readonly version?: number };
const orderOf = (event: WebhookEvent<AcmeEvents>): Order => event.payload as unknown as Order;
const byOrder: Ordering<AcmeEvents> = {
  key: (event) => orderOf(event).order,
  version: (event) => orderOf(event).version,
};
const send = (id: string, version: number | undefined, order: string | undefined = 'o1') =>
  write({ body: JSON.stringify({ id, type: 'order.paid', order, version }) });

function ordered(options: Partial<Ordering<AcmeEvents>> = {}, store: WebhookStore = memoryStore()) {
  const seen: { id: string; stale: boolean; current: unknown }[] = [];
  const handler = vi.fn((event: WebhookEvent<AcmeEvents>, { stale, current }: HandlerContext) => {
    seen.push({ id: orderOf(event).id, stale, current });
  });
  return {
    ...recorded({ on: { '*': handler }, store, ordering: { ...byOrder, ...options } }),
    seen,
    handler,
  };
}

describe('events of one thing', () => {
  test('one that comes after a newer one is dropped, and is done', async () => {
    const { webhook, seen, reports } = ordered();
    for (const [id, version] of [
      ['a', 1],
      ['c', 3],
      ['b', 2],
      ['b', 2],
    ] as const) {
      expect((await webhook.handle(await send(id, version))).status).toBe(200);
    }
    expect(seen.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(reports.map(({ outcome }) => outcome)).toEqual(['handled', 'handled', 'stale', 'duplicate']);
  });
  test('of the same version both are handled', async () => {
    const { webhook, seen } = ordered();
    for (const id of ['a', 'b']) await webhook.handle(await send(id, 7));
    expect(seen).toHaveLength(2);
  });
  test('of other things, and those that are about nothing, have their own order', async () => {
    const { webhook, seen } = ordered();
    await webhook.handle(await send('a', 9));
    await webhook.handle(await send('b', 1, 'o2'));
    await webhook.handle(await write({ body: '{"id":"c","type":"order.paid","version":1}' }));
    await webhook.handle(await send('d', undefined));
    expect(seen.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });
  test('onStale handle: the handler is told', async () => {
    const { webhook, seen } = ordered({ onStale: 'handle' });
    for (const [id, version] of [
      ['b', 2],
      ['a', 1],
    ] as const)
      await webhook.handle(await send(id, version));
    expect(seen.map(({ stale }) => stale)).toEqual([false, true]);
  });
  test('onStale refetch: the handler is given what is true now', async () => {
    const refetch = vi.fn(async () => ({ version: 2 }));
    const { webhook, seen } = ordered({ onStale: 'refetch', refetch });
    for (const [id, version] of [
      ['b', 2],
      ['a', 1],
    ] as const)
      await webhook.handle(await send(id, version));
    expect(seen).toEqual([
      { id: 'b', stale: false, current: undefined },
      { id: 'a', stale: true, current: { version: 2 } },
    ]);
    expect(refetch).toHaveBeenCalledTimes(1);
  });
  test('a handler that fails raises no mark, so that what it missed is not stale', async () => {
    const { webhook, seen, handler } = ordered();
    handler.mockImplementationOnce(() => {
      throw new Error('once');
    });
    expect((await webhook.handle(await send('b', 2))).status).toBe(500);
    await webhook.handle(await send('a', 1));
    await webhook.handle(await send('b', 2));
    expect(seen.map(({ id, stale }) => [id, stale])).toEqual([
      ['a', false],
      ['b', false],
    ]);
  });
  test('one at a time: a second one waits for the first', async () => {
    const { webhook, handler } = ordered();
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 20));
      running -= 1;
    };
    handler.mockImplementation(work as never);
    const deliveries = await Promise.all([1, 2, 3, 4].map((version) => send(`e${version}`, version)));
    const replies = await Promise.all(deliveries.map((delivery) => webhook.handle(delivery)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(most).toBe(1);
  });
  test('one that waits too long is to be sent again, and keeps no claim', async () => {
    const { webhook, handler, reports } = ordered({ waitMs: 30 });
    let end = (): void => {};
    handler.mockImplementationOnce(() => new Promise<void>((resolve) => (end = resolve)) as never);
    const first = webhook.handle(await send('a', 1));
    await vi.waitFor(() => expect(handler).toHaveBeenCalledTimes(1));
    expect(await webhook.handle(await send('b', 2))).toMatchObject({
      status: 409,
      headers: { 'retry-after': '1' },
    });
    expect(reports[0]?.code).toBe('in_progress');
    end();
    expect((await first).status).toBe(200);
    expect((await webhook.handle(await send('b', 2))).status).toBe(200);
    expect(handler).toHaveBeenCalledTimes(2);
  });
});

describe('a turn', () => {
  test('a version that is no number is no version, and the mark stays', async () => {
    const { webhook, seen, reports } = ordered({ version: (event) => Number(orderOf(event).version) });
    await webhook.handle(await send('b', 2));
    await webhook.handle(await send('x', undefined));
    await webhook.handle(await send('a', 1));
    expect(seen.map(({ id }) => id)).toEqual(['b', 'x']);
    expect(reports[1]?.warnings.join()).toContain('out of order');
  });
  test('counts as the handler\u2019s time, and what had none in time is not begun', async () => {
    const { handler } = ordered();
    const { webhook } = recorded({
      on: { '*': handler },
      handlerTimeoutMs: 40,
      ordering: {
        ...byOrder,
        onStale: 'refetch',
        refetch: () => new Promise((resolve) => setTimeout(resolve, 80)),
      },
    });
    await webhook.handle(await send('b', 2));
    expect((await webhook.handle(await send('a', 1))).status).toBe(500);
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(handler).toHaveBeenCalledTimes(1);
  });
  test('that is lost is told to the handler', async () => {
    const store = memoryStore();
    const extend: WebhookStore['extend'] = async (key, ...given) =>
      key.includes(':order:') ? false : store.extend(key, ...given);
    let isAborted = false;
    const { webhook } = recorded({
      store: { ...store, extend },
      leaseMs: 30,
      ordering: byOrder,
      on: {
        async '*'(_event, { signal }) {
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          isAborted = true;
        },
      },
    });
    expect((await webhook.handle(await send('a', 1))).status).toBe(200);
    expect(isAborted).toBe(true);
  });
  test('raises no mark where the handler\u2019s reply is no success', async () => {
    const { webhook, seen, handler } = ordered();
    handler.mockReturnValueOnce({ status: 503, headers: {}, body: '' } as never);
    expect((await webhook.handle(await send('b', 2))).status).toBe(503);
    await webhook.handle(await send('a', 1));
    expect(seen.map(({ stale }) => stale)).toEqual([false]);
  });
});

describe('ordering and the store', () => {
  test('a store without watermarks is a mistake that is told', async () => {
    const { watermarks: _, ...plain } = memoryStore();
    const { webhook, reports, handler } = ordered({}, plain);
    expect((await webhook.handle(await send('a', 1))).status).toBe(500);
    expect(String(reports[0]?.error)).toContain('watermarks');
    expect(handler).not.toHaveBeenCalled();
  });
  test('a mark that cannot be raised does not make the handler fail', async () => {
    const store = memoryStore();
    const raise = () => Promise.reject(new Error('down'));
    const { webhook, reports } = ordered(
      {},
      { ...store, watermarks: { ...store.watermarks, raise } as never },
    );
    expect((await webhook.handle(await send('a', 1))).status).toBe(200);
    expect(reports[0]?.warnings.join()).toContain('watermark');
  });
  test('a mark that cannot be read: nothing is handled', async () => {
    const store = memoryStore();
    const read = () => Promise.reject(new WebhookError('store_unavailable'));
    const { webhook, handler } = ordered(
      {},
      { ...store, watermarks: { ...store.watermarks, read } as never },
    );
    expect((await webhook.handle(await send('a', 1))).status).toBe(503);
    expect(handler).not.toHaveBeenCalled();
  });
});
