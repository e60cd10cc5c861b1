import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EngineWork, Lease, Verdict } from '../src/lib/engine.ts';
import type { Pull } from '../src/lib/pull-work.ts';
import { createBench, done, endWorkers, sleep } from './pull-bench.ts';

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
afterEach(async () => {
  await endWorkers();
  vi.restoreAllMocks();
});

describe('taking', () => {
  test('what waits is run and settled, as many at once as there is room', async () => {
    const bench = createBench();
    let active = 0;
    let most = 0;
    bench.waiting.push('a', 'b', 'c', 'd', 'e');
    bench.work({
      async run() {
        most = Math.max(most, (active += 1));
        await sleep(5);
        active -= 1;
        return done;
      },
    });
    await vi.waitFor(() => expect(bench.settled).toHaveLength(5));
    expect(most).toBe(2);
    expect(bench.claims.every((limit) => limit === 1 || limit === 2)).toBe(true);
  });
  test('a wake ends the rest, long before the next poll', async () => {
    const bench = createBench();
    bench.work();
    await vi.waitFor(() => expect(bench.claims).toEqual([2]));
    await sleep(5);
    bench.put('a');
    await vi.waitFor(() => expect(bench.settled).toEqual(['a done']));
  });
  test('a wake while the engine is asked is not forgotten', async () => {
    const bench = createBench();
    let asked = 0;
    bench.work(undefined, {
      async claim(limit) {
        asked += 1;
        if (asked > 1) return bench.waiting.splice(0, limit).map((id) => ({ message: { id } }) as Lease);
        // It has looked already when the message comes.
        bench.put('a');
        return [];
      },
    });
    await vi.waitFor(() => expect(bench.settled).toEqual(['a done']));
  });
  test('without a wake the engine is asked again after pollMs', async () => {
    const bench = createBench();
    bench.work(undefined, { pollMs: 20, onWake: () => () => {} });
    await sleep(5);
    bench.waiting.push('a');
    await vi.waitFor(() => expect(bench.settled).toEqual(['a done']));
  });
  test('an engine with nothing is not asked more often than that', async () => {
    const bench = createBench();
    bench.work(undefined, { pollMs: 50 });
    await sleep(120);
    expect(bench.claims.length).toBeLessThanOrEqual(4);
  });
  test('timers have their turn where neither engine nor handlers wait', async () => {
    const bench = createBench();
    let left = 2000;
    const started = performance.now();
    bench.work(
      { concurrency: 1 },
      { claim: async () => ((left -= 1) > 0 ? [{ message: { id: 'again' } } as Lease] : []) },
    );
    await sleep(1);
    expect(left).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('an engine that is down', () => {
  const failures: readonly [string, () => Promise<never>][] = [
    ['rejects', () => Promise.reject(new Error('away'))],
    [
      'throws',
      () => {
        throw new Error('away');
      },
    ],
  ];
  test.each(failures)('is asked again until it answers: it %s', async (_how, fail) => {
    const bench = createBench();
    let down = 3;
    bench.waiting.push('a');
    bench.work(undefined, {
      pollMs: 5,
      claim: async (limit) =>
        (down -= 1) >= 0
          ? fail()
          : bench.waiting.splice(0, limit).map((id) => ({ message: { id } }) as Lease),
    });
    await vi.waitFor(() => expect(bench.settled).toEqual(['a done']));
    expect(console.warn).toHaveBeenCalledTimes(1);
  });
  test('says so once more where it goes down again', async () => {
    const bench = createBench();
    let asked = 0;
    bench.work(undefined, {
      pollMs: 5,
      claim: async () => ((asked += 1) % 3 === 0 ? [] : Promise.reject(new Error('away'))),
    });
    await vi.waitFor(() => expect(asked).toBeGreaterThan(6));
    expect(vi.mocked(console.warn).mock.calls.length).toBe(Math.ceil(asked / 3));
  });
});

describe('a lease', () => {
  const renewing = { leaseMs: 60, run: async () => (await sleep(150), done) };
  test('is renewed while the message is handled, and not afterwards', async () => {
    const bench = createBench();
    bench.waiting.push('a');
    bench.work(renewing);
    await vi.waitFor(() => expect(bench.settled).toEqual(['a done']));
    const { length } = bench.extended;
    expect(length).toBeGreaterThanOrEqual(3);
    await sleep(80);
    expect(bench.extended).toHaveLength(length);
    expect(bench.lost).toEqual([]);
  });
  test('that another has is lost', async () => {
    const bench = createBench();
    bench.waiting.push('a');
    bench.work(renewing, { extend: async () => false });
    await vi.waitFor(() => expect(bench.lost).toContain('a'));
  });
  test.each([
    ['rejects', () => Promise.reject(new Error('away'))],
    [
      'throws',
      () => {
        throw new Error('away');
      },
    ],
  ])('is not lost where the engine %s', async (_how, extend) => {
    const bench = createBench();
    bench.waiting.push('a');
    bench.work(renewing, { extend: extend as Pull<Lease>['extend'] });
    await vi.waitFor(() => expect(bench.settled).toEqual(['a done']));
    expect(bench.lost).toEqual([]);
  });
});

describe('settling', () => {
  const verdicts: readonly Verdict[] = [
    { state: 'done' },
    { state: 'retry', delayMs: 5, reason: 'x' },
    { state: 'dead', reason: 'x' },
    { state: 'released', delayMs: 0 },
  ];
  test.each(verdicts)('says $state', async (verdict) => {
    const bench = createBench();
    bench.waiting.push('a');
    bench.work({ run: async () => verdict });
    await vi.waitFor(() => expect(bench.settled).toEqual([`a ${verdict.state}`]));
    expect(bench.unsettled).toEqual([]);
  });
  test('leaves alone what is settled', async () => {
    const bench = createBench();
    bench.waiting.push('a');
    const worker = bench.work({ run: async () => ({ state: 'settled' }) });
    await vi.waitFor(() => expect(bench.waiting).toEqual([]));
    await worker.stop();
    expect([bench.settled, bench.unsettled]).toEqual([[], []]);
  });
  const failures: readonly [string, Partial<Pull<Lease>>, Partial<EngineWork>, string][] = [
    ['whose lease had ended', { settle: async () => false }, {}, 'a The lease had ended.'],
    ['where the engine is away', { settle: () => Promise.reject(new Error('away')) }, {}, 'a away'],
    ['that could not be run', {}, { run: () => Promise.reject(new Error('a mistake')) }, 'a a mistake'],
  ];
  test.each(failures)('reports a message %s, and goes on', async (_what, pull, change, expected) => {
    const bench = createBench();
    bench.waiting.push('a');
    bench.work(change, pull);
    await vi.waitFor(() => expect(bench.unsettled).toEqual([expected]));
    bench.put('b');
    await vi.waitFor(() => expect(bench.unsettled).toHaveLength(2));
  });
});

describe('stopping', () => {
  test('waits for what is at work, and takes nothing more', async () => {
    const bench = createBench();
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    bench.waiting.push('a', 'b', 'c');
    const worker = bench.work({ run: async () => (await opened, done) });
    await vi.waitFor(() => expect(bench.waiting).toEqual(['c']));
    const stopped = Promise.all([worker.stop(), worker.stop()]);
    await sleep(10);
    expect(bench.settled).toEqual([]);
    open();
    await stopped;
    expect(bench.settled).toEqual(['a done', 'b done']);
    bench.put('d');
    await sleep(20);
    expect(bench.waiting).toEqual(['c', 'd']);
    expect(bench.subscribed.size).toBe(0);
  });
  test('waits for what is at work where there was room for more', async () => {
    const bench = createBench();
    bench.waiting.push('a');
    const worker = bench.work({ run: async () => (await sleep(30), done) });
    await vi.waitFor(() => expect(bench.claims).toHaveLength(1), { interval: 1 });
    await worker.stop();
    expect(bench.settled).toEqual(['a done']);
  });
  test('ends the rest at once', async () => {
    const bench = createBench();
    const worker = bench.work();
    await vi.waitFor(() => expect(bench.claims).toEqual([2]));
    await worker.stop();
    expect(bench.claims).toEqual([2]);
  });
  test('runs what the engine was about to hand out', async () => {
    const bench = createBench();
    let answer = (_leases: readonly Lease[]): void => {};
    const claimed = new Promise<readonly Lease[]>((resolve) => (answer = resolve));
    let asked = 0;
    const worker = bench.work(undefined, { claim: () => ((asked += 1), claimed) });
    await vi.waitFor(() => expect(asked).toBe(1));
    const stopped = worker.stop();
    answer([{ message: { id: 'a' } } as Lease]);
    await stopped;
    expect(bench.settled).toEqual(['a done']);
    expect(asked).toBe(1);
  });
});
