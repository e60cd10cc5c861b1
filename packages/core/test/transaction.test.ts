import { describe, expect, test, vi } from 'vitest';
import { WebhookError, type HandlerContext } from '../src/index.ts';
import { memoryStore, type WebhookStore } from '../src/store.ts';
import { recorded, write } from './acme.ts';

interface Ledger {
  readonly rows: string[];
}

/** A store whose transactions write to a ledger when they commit. */
function ledgerStore(): WebhookStore<Ledger> & { readonly ledger: Ledger } {
  const store = memoryStore();
  const ledger: Ledger = { rows: [] };
  return {
    ...store,
    ledger,
    async transaction(key, token, retentionMs, work) {
      const tx: Ledger = { rows: [] };
      const result = await work(tx);
      if (!(await store.complete(key, token, retentionMs))) return { held: false };
      ledger.rows.push(...tx.rows);
      return { held: true, result };
    },
  };
}

describe('withTransaction', () => {
  test('commits the writes with the mark, and gives its result', async () => {
    const store = ledgerStore();
    const results: number[] = [];
    const complete = vi.spyOn(store, 'complete');
    const { webhook } = recorded({
      store,
      on: {
        // What `withTransaction` gives is known from the store.
        '*': async (_event, { withTransaction }) => {
          results.push(await withTransaction(({ rows }) => rows.push('paid')));
        },
      },
    });
    for (const _ of [1, 2]) expect((await webhook.handle(await write())).status).toBe(200);
    expect(store.ledger.rows).toEqual(['paid']);
    expect(results).toEqual([1]);
    expect(complete).not.toHaveBeenCalled();
  });
  test('that throws writes nothing, and the event comes again', async () => {
    const store = ledgerStore();
    const handler = async (_event: unknown, { withTransaction, attempt }: HandlerContext<Ledger>) =>
      withTransaction(({ rows }) => {
        rows.push(`attempt ${attempt}`);
        if (attempt === 1) throw new Error('once');
      });
    const { webhook } = recorded({ store, on: { '*': handler } });
    expect((await webhook.handle(await write())).status).toBe(500);
    expect((await webhook.handle(await write())).status).toBe(200);
    expect(store.ledger.rows).toEqual(['attempt 2']);
  });
  test('of a handler that throws afterwards stays: the event that comes again is a duplicate', async () => {
    const store = ledgerStore();
    const handler = vi.fn(async (_event: unknown, { withTransaction }: HandlerContext<Ledger>) => {
      await withTransaction(({ rows }) => rows.push('paid'));
      throw new Error('mail failed');
    });
    const { webhook } = recorded({ store, on: { '*': handler } });
    expect((await webhook.handle(await write())).status).toBe(500);
    expect((await webhook.handle(await write())).status).toBe(200);
    expect(handler).toHaveBeenCalledTimes(1);
    expect(store.ledger.rows).toEqual(['paid']);
  });
  test('of one that has lost its lease writes nothing: the other one has the event', async () => {
    const store = ledgerStore();
    let error: unknown;
    const handler = async (_event: unknown, { withTransaction, signal }: HandlerContext<Ledger>) => {
      try {
        await withTransaction(({ rows }) => rows.push('paid'));
      } catch (thrown) {
        error = thrown;
        expect(signal.aborted).toBe(true);
        throw thrown;
      }
    };
    const { webhook, reports } = recorded({
      store: { ...store, transaction: async () => ({ held: false }) },
      on: { '*': handler },
    });
    expect((await webhook.handle(await write())).status).toBe(409);
    expect(WebhookError.is(error) && error.code).toBe('lease_lost');
    expect(reports[0]?.code).toBe('lease_lost');
    expect(store.ledger.rows).toEqual([]);
  });
  test.each([
    ['a store without transactions', memoryStore(), 'store that has transactions'],
    ['no store', false as const, 'needs a store'],
  ])('with %s is a mistake that is told', async (_name, store, text) => {
    const { webhook, reports } = recorded({
      store,
      on: { '*': (_event, { withTransaction }) => withTransaction(() => {}) },
    });
    expect((await webhook.handle(await write())).status).toBe(500);
    expect(String(reports[0]?.error)).toContain(text);
  });
  test('is not told that it has lost what it has just committed', async () => {
    vi.useFakeTimers();
    const store = ledgerStore();
    let signal: AbortSignal | undefined;
    const { webhook } = recorded<Ledger>({
      leaseMs: 30,
      store: {
        ...store,
        // A renewal that waited behind the commit.
        extend: async () => false,
        async transaction(key, token, retentionMs, work) {
          await new Promise((resolve) => setTimeout(resolve, 25));
          return store.transaction?.(key, token, retentionMs, work) as never;
        },
      },
      on: {
        async '*'(_event, context: HandlerContext<Ledger>) {
          ({ signal } = context);
          await context.withTransaction(({ rows }) => rows.push('paid'));
        },
      },
    });
    const answer = webhook.handle(await write());
    await vi.advanceTimersByTimeAsync(100);
    vi.useRealTimers();
    expect((await answer).status).toBe(200);
    expect(signal?.aborted).toBe(false);
    expect(store.ledger.rows).toEqual(['paid']);
  });
  test('that the handler does not wait for is waited for', async () => {
    const store = ledgerStore();
    const handler = vi.fn((_event: unknown, { withTransaction }: HandlerContext<Ledger>) => {
      withTransaction(async ({ rows }) => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        rows.push('paid');
      }).catch(() => {});
    });
    const { webhook } = recorded({ store, on: { '*': handler } });
    expect((await webhook.handle(await write())).status).toBe(200);
    expect(store.ledger.rows).toEqual(['paid']);
  });
  test('can be used once for an event', async () => {
    const store = ledgerStore();
    const { webhook, reports } = recorded({
      store,
      on: {
        '*': async (_event, { withTransaction }: HandlerContext<Ledger>) => {
          for (const row of ['a', 'b']) await withTransaction(({ rows }) => rows.push(row));
        },
      },
    });
    await webhook.handle(await write());
    expect(store.ledger.rows).toEqual(['a']);
    expect(String(reports[0]?.error)).toContain('once');
  });
  test('raises the mark of its order before it commits', async () => {
    const store = ledgerStore();
    const order: string[] = [];
    const { watermarks, transaction } = store;
    const { webhook } = recorded({
      store: {
        ...store,
        watermarks: {
          read: (key) => watermarks?.read(key) ?? Promise.resolve(undefined),
          async raise() {
            order.push('raised');
          },
        },
        transaction: async (...given) => {
          const done = await transaction?.(...given);
          order.push('committed');
          return done as never;
        },
      },
      ordering: { key: () => 'one', version: () => 1 },
      on: { '*': (_event, { withTransaction }) => withTransaction(() => {}) },
    });
    expect((await webhook.handle(await write())).status).toBe(200);
    expect(order).toEqual(['raised', 'committed']);
  });
});
