import { expect, test } from 'vitest';
import { bucketOf, latencyBounds, toPercentiles } from '../../src/lib/metrics/latency-buckets.ts';
import { createRandom } from '../log/lib/seeded-events.ts';

test('there are 24 bounds from 1 ms to 60 s, each the same factor longer', () => {
  expect(latencyBounds).toHaveLength(24);
  expect(latencyBounds[0]).toBe(1);
  expect(latencyBounds[23]).toBeCloseTo(60_000, 6);
  const factors = latencyBounds.slice(1).map((bound, at) => bound / (latencyBounds[at] ?? 1));
  for (const factor of factors) expect(factor).toBeCloseTo(60_000 ** (1 / 23), 9);
});

test.each([
  [0, 0],
  [1, 0],
  [1.001, 1],
  [60_000, 23],
  [1e9, 23],
])('%d ms are in bucket %d', (milliseconds, bucket) => {
  expect(bucketOf(milliseconds)).toBe(bucket);
});

const histogramOf = (values: readonly number[]): number[] =>
  latencyBounds.map((_, bucket) => values.filter((value) => bucketOf(value) === bucket).length);

test('percentiles of histograms that were added up are those of all values, one bucket off at most', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const random = createRandom(seed);
    // Two servers, one of them slow.
    const parts = [1, 20].map((factor) =>
      Array.from({ length: 1 + Math.floor(random() * 400) }, () =>
        Math.min(59_999, factor * 60_000 ** (random() * 0.7)),
      ),
    );
    const merged = parts
      .map(histogramOf)
      .reduce((left, right) => left.map((count, at) => count + (right[at] ?? 0)));
    const all = parts.flat().toSorted((left, right) => left - right);
    for (const [name, part] of Object.entries({ p50: 0.5, p95: 0.95, p99: 0.99 })) {
      const exact = all[Math.ceil(part * all.length) - 1] ?? 0;
      const found = toPercentiles(merged)[name as 'p50'] ?? 0;
      const bucket = bucketOf(exact);
      const isIn =
        found <= (latencyBounds[bucket] ?? 0) + 0.01 && found >= (latencyBounds[bucket - 1] ?? 0) - 0.01;
      expect({ seed, name, exact, found, isIn }).toEqual({ seed, name, exact, found, isIn: true });
    }
  }
});

test('nothing that was timed has no percentiles', () => {
  expect(toPercentiles([])).toEqual({ p50: null, p95: null, p99: null });
});
