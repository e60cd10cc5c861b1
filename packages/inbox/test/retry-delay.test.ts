import type { RetryPolicy } from '@hooklatch/core/store';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultPolicy, retryDelay, wholePolicy } from '../src/lib/retry-delay.ts';

const hour = 3_600_000;
const policies = fc.record({
  // What is next to nothing loses its last digits when it is multiplied again and again, as below.
  baseMs: fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e9, noNaN: true })),
  factor: fc.double({ min: 1, max: 100, noNaN: true }),
  maxMs: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e11, noNaN: true })),
  jitter: fc.double({ min: 0, max: 1, noNaN: true }),
});
const attempts = fc.integer({ min: 1, max: 5000 });
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const runs = { numRuns: 10_000 };

/** As it is documented, without chance. */
function middleOf(policy: RetryPolicy, attempt: number): number {
  const { baseMs, factor, maxMs } = wholePolicy(policy);
  let middle = baseMs;
  for (let at = 1; at < attempt && middle < maxMs && middle > 0; at += 1) middle *= factor;
  return Math.min(maxMs, middle);
}

/** Repeatable numbers from 0 to 1 (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('a delay', () => {
  test('is within its jitter around base × factor ^ (attempt - 1), and at most maxMs', () => {
    const property = fc.property(policies, attempts, chance, (policy, attempt, random) => {
      const delay = retryDelay(policy as RetryPolicy, attempt, () => random);
      const middle = middleOf(policy as RetryPolicy, attempt);
      const slack = 0.5 + 1e-9 * (1 + middle);
      expect(delay).toBeGreaterThanOrEqual(middle * (1 - (policy.jitter as number)) - slack);
      expect(delay).toBeLessThanOrEqual(middle * (1 + (policy.jitter as number)) + slack);
      expect(delay).toBeLessThanOrEqual((policy.maxMs as number) * (1 + 1e-9));
      expect(delay).toBeGreaterThanOrEqual(0);
    });
    fc.assert(property, runs);
  });
  test('uses all of its jitter, as far as maxMs lets it', () => {
    const policy = { baseMs: 1000, factor: 2, maxMs: 4500, jitter: 0.5 };
    const ends = (attempt: number): number[] => [0, 1].map((end) => retryDelay(policy, attempt, () => end));
    expect([1, 2, 3, 4].map(ends)).toEqual([
      [500, 1500],
      [1000, 3000],
      [2000, 4500],
      [2250, 4500],
    ]);
  });
  test('is, of the default policy without jitter', () => {
    const delays = Array.from({ length: 11 }, (_, at) => retryDelay({ jitter: 0 }, at + 1));
    const seconds = [5, 15, 45, 135, 405, 1215, 3645, 10_935, 14_400, 14_400, 14_400];
    expect(delays).toEqual(seconds.map((one) => one * 1000));
  });
  test('grows with the attempt where nothing is left to chance', () => {
    const property = fc.property(policies, attempts, (policy, attempt) => {
      const still = { ...policy, jitter: 0 } as RetryPolicy;
      expect(retryDelay(still, attempt + 1)).toBeGreaterThanOrEqual(retryDelay(still, attempt));
    });
    fc.assert(property);
  });
  test('depends on no clock', () => {
    const { now } = Date;
    try {
      Date.now = () => {
        throw new Error('the clock was asked');
      };
      expect(retryDelay({ jitter: 0 }, 1)).toBe(5000);
    } finally {
      Date.now = now;
    }
  });
});

test('the default policy lasts 15 hours, give or take 5 %', () => {
  const random = createRandom(1);
  const horizon = (): number => {
    const delays = Array.from({ length: defaultPolicy.attempts - 1 }, (_, at) =>
      retryDelay({}, at + 1, random),
    );
    return delays.reduce((sum, delay) => sum + delay, 0);
  };
  const all = Array.from({ length: 2000 }, horizon);
  const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
  expect(mean).toBeGreaterThan(15 * hour * 0.95);
  expect(mean).toBeLessThan(15 * hour * 1.05);
});

describe('10,000 events that failed in one instant', () => {
  const buckets = 50;
  test.each(Array.from({ length: 11 }, (_, at) => at + 1))(
    'come back spread out after attempt %i',
    (attempt) => {
      const random = createRandom(attempt);
      const delays = Array.from({ length: 10_000 }, () => retryDelay({}, attempt, random));
      const [start, end] = [Math.min(...delays), Math.max(...delays)];
      const counts = Array.from({ length: buckets }, () => 0);
      for (const delay of delays) {
        const at = Math.min(buckets - 1, Math.floor(((delay - start) / (end - start)) * buckets));
        counts[at] = (counts[at] ?? 0) + 1;
      }
      expect(end - start).toBeGreaterThan(0.15 * start);
      expect(Math.max(...counts)).toBeLessThanOrEqual((2 * delays.length) / buckets);
    },
  );
});

describe('a policy', () => {
  test('has the defaults where it says nothing', () => {
    expect(wholePolicy()).toEqual(defaultPolicy);
    expect(wholePolicy({ attempts: undefined, maxMs: 10 })).toEqual({ ...defaultPolicy, maxMs: 10 });
  });
  const wrong: readonly RetryPolicy[] = [
    ...(['attempts', 'baseMs', 'factor', 'maxMs', 'jitter'] as const).flatMap((name) =>
      [Number.NaN, Infinity, -Infinity, -1, '5', null].map((value) => ({ [name]: value as number })),
    ),
    { attempts: 0 },
    { attempts: 2.5 },
    { factor: 0.99 },
    { jitter: 1.01 },
  ];
  test.each(
    wrong.map(
      (policy) => [Object.keys(policy)[0] as string, Object.values(policy)[0] as unknown, policy] as const,
    ),
  )('%s cannot be %s', (name, value, policy) => {
    expect(() => wholePolicy(policy)).toThrow(new TypeError(`retry.${name} cannot be ${String(value)}.`));
    expect(() => retryDelay(policy, 1)).toThrow(TypeError);
  });
  test.each(['attempt', 'constructor', '__proto__x'])('has no %s', (name) => {
    expect(() => wholePolicy({ [name]: 3 })).toThrow(new TypeError(`retry has no ${name}.`));
  });
  test('may be at each end', () => {
    const ends = { attempts: 1, baseMs: 0, factor: 1, maxMs: 0, jitter: 0 };
    expect(wholePolicy(ends)).toEqual(ends);
    expect(wholePolicy({ jitter: 1 }).jitter).toBe(1);
  });
});
