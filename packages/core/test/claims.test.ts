import { afterEach, describe, expect, test, vi } from 'vitest';
import type { HandlerContext, WebhookEvent } from '../src/index.ts';
import { memoryStore, type WebhookStore } from '../src/store.ts';
import { recorded, write, type AcmeEvents } from './acme.ts';

const down = () => Promise.reject(new Error('connection refused'));
const forever = () => new Promise<never>(() => {});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe('a deliberate redelivery', () => {
  const isAgain = (event: WebhookEvent<AcmeEvents>): boolean => event.headers.has('x-again');
  const again = async () => {
    const { headers, ...rest } = await write();
    return {
      ...rest,
      headers: {
        ...headers,
        get: (name: string) => headers.get(name),
        has: (name: string) => name === 'x-again' || headers.has(name),
        entries: () => headers.entries(),
      },
    };
  };
  test('is handled as often as it comes; other duplicates are not', async () => {
    const handler = vi.fn();
    const { webhook, reports } = recorded({ on: { '*': handler }, allowRedelivery: isAgain });
    for (const delivery of [await write(), await write(), await again(), await again(), await write()]) {
      expect((await webhook.handle(delivery)).status).toBe(200);
    }
    expect(handler).toHaveBeenCalledTimes(3);
    expect(reports.map(({ outcome }) => outcome)).toEqual([
      'handled',
      'duplicate',
      'handled',
      'handled',
      'duplicate',
    ]);
  });
  test('waits for one that is at work, as any other', async () => {
    let end = (): void => {};
    const handler = vi.fn((): unknown => undefined);
    const { webhook } = recorded({ on: { '*': handler }, allowRedelivery: () => true });
    await webhook.handle(await write());
    handler.mockImplementation(() => new Promise<void>((resolve) => (end = resolve)));
    const first = webhook.handle(await again());
    await vi.waitFor(() => expect(handler).toHaveBeenCalledTimes(2));
    expect((await webhook.handle(await again())).status).toBe(409);
    end();
    expect((await first).status).toBe(200);
  });
});

describe('a store that is down', () => {
  test('handle: chosen explicitly, the event is handled without it, and the report says so', async () => {
    const handler = vi.fn();
    const store: WebhookStore = { ...memoryStore(), claim: down };
    const { webhook, reports } = recorded({ on: { '*': handler }, store, onStoreUnavailable: 'handle' });
    expect((await webhook.handle(await write())).status).toBe(200);
    expect(handler).toHaveBeenCalledTimes(1);
    expect(reports[0]?.warnings.join()).toContain('without it');
  });
  test('one that is busy is not down: the event is not handled twice', async () => {
    const handler = vi.fn();
    const claim = async () => ({ state: 'busy', retryAfterMs: 10 }) as const;
    const store: WebhookStore = { ...memoryStore(), claim };
    const { webhook } = recorded({ on: { '*': handler }, store, onStoreUnavailable: 'handle' });
    expect((await webhook.handle(await write())).status).toBe(409);
    expect(handler).not.toHaveBeenCalled();
  });
  test('one that does not answer is given two seconds', async () => {
    vi.useFakeTimers();
    const { webhook } = recorded({ on: { '*': vi.fn() }, store: { ...memoryStore(), claim: forever } });
    const answer = webhook.handle(await write());
    await vi.advanceTimersByTimeAsync(2100);
    expect((await answer).status).toBe(503);
  });
  test('a claim that comes too late is given back, so that the provider need not wait for its lease', async () => {
    vi.useFakeTimers();
    const store = memoryStore();
    const claim: WebhookStore['claim'] = async (...given) => {
      await new Promise((resolve) => setTimeout(resolve, 3000));
      return store.claim(...given);
    };
    const handler = vi.fn();
    const { webhook } = recorded({ on: { '*': handler }, store: { ...store, claim } });
    const answer = webhook.handle(await write());
    await vi.advanceTimersByTimeAsync(3500);
    expect((await answer).status).toBe(503);
    const { webhook: next } = recorded({ on: { '*': handler }, store });
    expect((await next.handle(await write())).status).toBe(200);
    expect(handler).toHaveBeenCalledTimes(1);
  });
});

describe('a handler whose lease is lost', () => {
  test('is told by its signal, and its event is not completed', async () => {
    vi.useFakeTimers();
    const inner = memoryStore();
    const complete = vi.fn(inner.complete);
    const store: WebhookStore = { ...inner, extend: async () => false, complete };
    let signal: AbortSignal | undefined;
    const on = {
      '*': async (_event: unknown, context: HandlerContext) => {
        ({ signal } = context);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      },
    };
    const { webhook, reports } = recorded({ on, store, leaseMs: 900 });
    const answer = webhook.handle(await write());
    await vi.advanceTimersByTimeAsync(400);
    expect(signal?.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect((await answer).status).toBe(200);
    expect(complete).toHaveBeenCalledTimes(1);
    expect(reports[0]?.warnings.join()).toContain('lease ended');
  });
});

describe('attempts and keys', () => {
  test('a handler knows how often its event was begun, and by what name', async () => {
    const seen: unknown[] = [];
    const on = {
      '*': (_event: unknown, { attempt, idempotencyKey }: HandlerContext) => {
        seen.push([attempt, idempotencyKey]);
        if (attempt < 3) throw new Error('again');
      },
    };
    const { webhook } = recorded({ on, name: 'shop' });
    for (const status of [500, 500, 200, 200]) {
      expect((await webhook.handle(await write({ id: 'evt_1' }))).status).toBe(status);
    }
    expect(seen).toEqual([1, 2, 3].map((attempt) => [attempt, 'shop:evt_1']));
  });
});

test('the store in memory is warned of once, in production, where nobody chose it', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  const chosen = recorded({ on: { '*': vi.fn() }, store: memoryStore() });
  await chosen.webhook.handle(await write());
  const first = recorded({ on: { '*': vi.fn() } });
  await first.webhook.handle(await write());
  const second = recorded({ on: { '*': vi.fn() } });
  await second.webhook.handle(await write());
  expect([chosen, first, second].map(({ reports }) => reports[0]?.warnings.length)).toEqual([0, 1, 0]);
});
