const count = 24;
const shortest = 1;
const longest = 60_000;

/** The upper bounds of the buckets of a latency, in milliseconds: 24 from 1 ms to 60 s, each the same factor longer. */
export const latencyBounds: readonly number[] = Array.from(
  { length: count },
  (_, at) => shortest * (longest / shortest) ** (at / (count - 1)),
);

/** Which bucket counts a latency: the first that is not shorter. What takes longer than all is in the last. */
export function bucketOf(milliseconds: number): number {
  const found = latencyBounds.findIndex((bound) => milliseconds <= bound);
  return found < 0 ? count - 1 : found;
}

/** What is told of latencies, in milliseconds; null where nothing was timed. */
export interface Percentiles {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/**
 * Percentiles of latencies that were counted in buckets; counts of several histograms are added up first.
 *
 * @param counts - how many each bucket of {@link latencyBounds} has
 * @returns each is at most one bucket off: it lies within its bucket, as if that were evenly filled
 */
export function toPercentiles(counts: readonly number[]): Percentiles {
  const total = counts.reduce((sum, one) => sum + one, 0);
  const at = (part: number): number | null => (total === 0 ? null : valueAt(counts, part * total));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function valueAt(counts: readonly number[], rank: number): number {
  let below = 0;
  for (const [at, upper] of latencyBounds.entries()) {
    const inside = counts[at] ?? 0;
    if (inside > 0 && below + inside >= rank) {
      const lower = latencyBounds[at - 1] ?? 0;
      const value = lower + (upper - lower) * ((rank - below) / inside);
      return Math.round(value * 100) / 100;
    }
    below += inside;
  }
  return longest;
}
