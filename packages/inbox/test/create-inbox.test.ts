import type { InboxMessage, InboxRow, WorkOptions } from '@hooklatch/core/store';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createInbox } from '../src/lib/create-inbox.ts';
import type { EngineWork, InboxEngine, Lease } from '../src/lib/engine.ts';

const row: InboxRow = { provider: standardWebhooks() as InboxRow['provider'], on: { '*': () => {} } };
const turn = (ms = 5): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

interface Stub {
  readonly engine: InboxEngine;
  readonly calls: string[];
  readonly works: EngineWork[];
}

/** An engine that notes what is asked of it. */
function createStub(change: Partial<InboxEngine> = {}): Stub {
  const calls: string[] = [];
  const works: EngineWork[] = [];
  const engine: InboxEngine = {
    async put(messages) {
      calls.push(`put ${messages.length}`);
      return messages.map(() => 'stored');
    },
    async work(work) {
      works.push(work);
      return { stop: async () => void calls.push('stop') };
    },
    replay: async () => true,
    dead: { list: async () => [], retry: async () => true, discard: async () => true },
    stats: async () => ({ waiting: 1, delayed: 2, active: 3, dead: 4 }),
    pause: async () => void calls.push('pause'),
    resume: async () => void calls.push('resume'),
    migrate: async () => void calls.push('migrate'),
    close: async () => void calls.push('close'),
    ...change,
  };
  return { engine, calls, works };
}

afterEach(() => void vi.restoreAllMocks());

test('what an engine does is passed on', async () => {
  const { engine, calls } = createStub();
  const inbox = createInbox(engine);
  expect(await inbox.stats()).toEqual({ waiting: 1, delayed: 2, active: 3, dead: 4 });
  expect(await inbox.replay('a')).toBe(true);
  expect(inbox.dead).toBe(engine.dead);
  await inbox.pause();
  await inbox.resume();
  await inbox.migrate();
  expect(calls).toEqual(['pause', 'resume', 'migrate']);
});

test('puts of one turn are one call', async () => {
  const { engine, calls } = createStub();
  const inbox = createInbox(engine);
  await Promise.all(['a', 'b', 'c'].map((id) => inbox.put({ id } as InboxMessage)));
  expect(calls).toEqual(['put 3']);
});

describe('options', () => {
  const wrong: readonly [WorkOptions, string][] = [
    ...[0, -1, 1.5, Number.NaN, Infinity].map((concurrency): [WorkOptions, string] => [
      { concurrency },
      'concurrency',
    ]),
    ...[0, 99, -1, Number.NaN, 2 ** 31].map((leaseMs): [WorkOptions, string] => [{ leaseMs }, 'leaseMs']),
    ...[0, -1, Number.NaN, 2 ** 31].map((timeoutMs): [WorkOptions, string] => [{ timeoutMs }, 'timeoutMs']),
    [{ retry: { attempts: 0 } }, 'retry.attempts'],
  ];
  test.each(wrong)('%j are a TypeError that names %s, and no worker begins', async (options, name) => {
    const { engine, works } = createStub();
    await expect(createInbox(engine).work([row], options)).rejects.toThrow(TypeError);
    await expect(createInbox(engine).work([row], options)).rejects.toThrow(`${name} cannot be`);
    expect(works).toEqual([]);
  });
  test('of a row are looked at as well', async () => {
    const work = createInbox(createStub().engine).work([{ ...row, retry: { jitter: 2 } }]);
    await expect(work).rejects.toThrow(new TypeError('retry.jitter cannot be 2.'));
  });
  test('reach the engine, with the defaults', async () => {
    const { engine, works } = createStub();
    const inbox = createInbox(engine);
    await inbox.work([row]);
    await inbox.work([row], { concurrency: 3, leaseMs: 100 });
    expect(works.map(({ concurrency, leaseMs }) => [concurrency, leaseMs])).toEqual([
      [10, 30_000],
      [3, 100],
    ]);
  });
});

test('a message that could not be settled is one line on the console', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { engine, works } = createStub();
  await createInbox(engine).work([row]);
  const error = new Error('gone');
  const message = { endpoint: 'orders', type: 'order.paid', id: 'an-id' };
  works[0]?.onUnsettled({ message } as Lease, error);
  const line = '[hooklatch] orders: order.paid an-id could not be settled and may be handled again:';
  expect(warn.mock.calls).toEqual([[line, error]]);
});

describe('closing', () => {
  test('stops the workers, then waits for puts, then closes the engine, once', async () => {
    const { engine, calls } = createStub();
    const inbox = createInbox(engine);
    await inbox.work([row]);
    await inbox.work([row]);
    const put = inbox.put({ id: 'a' } as InboxMessage);
    await Promise.all([inbox.close(), inbox.close()]);
    await inbox.close();
    expect(await put).toBe('stored');
    expect(calls).toEqual(['stop', 'stop', 'put 1', 'close']);
  });
  test('closes the engine though a worker cannot stop, and says so', async () => {
    const failing = async (): Promise<{ stop(): Promise<void> }> => ({
      stop: () => Promise.reject(new Error('stuck')),
    });
    const { engine, calls } = createStub({ work: failing });
    const inbox = createInbox(engine);
    await inbox.work([row]);
    await expect(inbox.close()).rejects.toThrow('stuck');
    expect(calls).toEqual(['close']);
  });
  test('lets no worker begin, not even one that was about to', async () => {
    const { engine, calls } = createStub({
      async work() {
        await turn();
        return { stop: async () => void calls.push('stop') };
      },
    });
    const inbox = createInbox(engine);
    const begun = inbox.work([row]);
    await inbox.close();
    await expect(begun).rejects.toThrow(new TypeError('The inbox is closed.'));
    await expect(inbox.work([row])).rejects.toThrow(new TypeError('The inbox is closed.'));
    expect(calls).toEqual(['close', 'stop']);
  });
  test('a worker that was closed is not closed again with its inbox', async () => {
    const { engine, calls } = createStub();
    const inbox = createInbox(engine);
    const worker = await inbox.work([row]);
    await worker.close();
    await inbox.close();
    expect(calls).toEqual(['stop', 'close']);
  });
});

describe('the grace of a handler', () => {
  /** A worker with one handler that ends when its signal is aborted. */
  async function createBusy() {
    let end = (): void => {};
    const stopped = new Promise<void>((resolve) => (end = resolve));
    const { engine, works } = createStub({
      async work(work) {
        works.push(work);
        return { stop: () => stopped };
      },
    });
    const message = {
      endpoint: 'standard-webhooks',
      provider: 'standard-webhooks',
      headers: [],
      proof: { scheme: 0 },
    };
    let signal: AbortSignal | undefined;
    const act = (_event: unknown, context: { readonly signal: AbortSignal }): Promise<void> => {
      ({ signal } = context);
      return new Promise((resolve) => context.signal.addEventListener('abort', () => resolve()));
    };
    const inbox = createInbox(engine);
    const worker = await inbox.work([{ ...row, on: { '*': act } }]);
    const lost = new AbortController().signal;
    const lease = { message: { ...message, body: new Uint8Array() }, attempt: 1, replay: 0, lost };
    void works[0]?.run(lease as unknown as Lease).then(end);
    await vi.waitFor(() => expect(signal).toBeDefined());
    return { inbox, worker, isAborted: () => signal?.aborted };
  }

  test('ends when it is over', async () => {
    const { worker, isAborted } = await createBusy();
    const closed = worker.close({ graceMs: 50 });
    await turn(20);
    expect(isAborted()).toBe(false);
    await closed;
    expect(isAborted()).toBe(true);
  });
  test('may be cut short by closing again', async () => {
    const { worker, isAborted } = await createBusy();
    const closed = worker.close({ graceMs: 60_000 });
    await worker.close({ graceMs: 0 });
    await closed;
    expect(isAborted()).toBe(true);
  });
  test('may be cut short by closing the inbox again', async () => {
    const { inbox, isAborted } = await createBusy();
    const closed = inbox.close({ graceMs: 60_000 });
    await inbox.close({ graceMs: 0 });
    await closed;
    expect(isAborted()).toBe(true);
  });
  test('leaves no timer when a worker ends before', async () => {
    const { engine } = createStub();
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const worker = await createInbox(engine).work([row]);
    const before = timers();
    await worker.close({ graceMs: 60_000 });
    expect(timers()).toBe(before);
  });
  test('may last for ever', async () => {
    const { worker, isAborted } = await createBusy();
    const closed = worker.close({ graceMs: Infinity });
    await turn(20);
    expect(isAborted()).toBe(false);
    await worker.close({ graceMs: 0 });
    await closed;
  });
});
