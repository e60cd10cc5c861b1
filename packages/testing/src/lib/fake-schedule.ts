import type { RetryFacts } from '@hooklatch/core/provider';

/** When a fake provider sends again. */
export interface RetrySchedule {
  /** How long after the failure before it each further attempt comes, in milliseconds. */
  readonly delaysInMs: readonly number[];
  /**
   * `stated`: the provider's documentation has these delays, or says that nothing is sent again. `spread`: it says how
   * often or for how long, and the delays between grow evenly. `assumed`: it says nothing.
   */
  readonly basis: 'stated' | 'spread' | 'assumed';
}

const firstMs = 60_000;
const dayMs = 86_400_000;

/** What is assumed of a provider that says nothing. */
const assumedMs = [60_000, 300_000, 1_800_000, 7_200_000, 18_000_000];

/**
 * The schedule that a provider's facts amount to.
 *
 * @param retries - of `provider.facts`, or undefined where its documentation says nothing
 * @returns the delays, and how far they are known
 */
export function toSchedule(retries: RetryFacts | undefined): RetrySchedule {
  if (!retries) return { delaysInMs: assumedMs, basis: 'assumed' };
  const { attempts, hours, delaysInSeconds } = retries;
  if (delaysInSeconds) return { delaysInMs: delaysInSeconds.map((delay) => 1000 * delay), basis: 'stated' };
  if (attempts === 0) return { delaysInMs: [], basis: 'stated' };
  const totalMs = hours === undefined ? undefined : 3_600_000 * hours;
  if (attempts === undefined) {
    return totalMs === undefined
      ? { delaysInMs: assumedMs, basis: 'assumed' }
      : { delaysInMs: doublingFor(totalMs), basis: 'spread' };
  }
  const delaysInMs = totalMs === undefined ? doubling(attempts) : growing(attempts, totalMs);
  return { delaysInMs, basis: 'spread' };
}

/** So many, each twice as long as the one before, at most a day. */
function doubling(attempts: number): number[] {
  return Array.from({ length: attempts }, (_, index) => Math.min(firstMs * 2 ** index, dayMs));
}

/** As many of these as fit. */
function doublingFor(totalMs: number): number[] {
  const delays = doubling(Math.ceil(totalMs / dayMs) + Math.ceil(Math.log2(dayMs / firstMs)));
  let left = totalMs;
  return delays.filter((delay) => (left -= delay) >= 0);
}

/** So many that take as long together, from a minute on, each longer than the one before by the same factor. */
function growing(attempts: number, totalMs: number): number[] {
  const first = Math.min(firstMs, totalMs / attempts);
  const delays = (factor: number): number[] =>
    Array.from({ length: attempts }, (_, index) => Math.floor(first * factor ** index));
  const sum = (factor: number): number => delays(factor).reduce((all, delay) => all + delay, 0);
  let [low, high] = [1, Math.max(1, totalMs / first)];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (sum(middle) <= totalMs) low = middle;
    else high = middle;
  }
  return delays(low);
}
