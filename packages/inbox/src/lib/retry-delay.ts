import type { RetryPolicy } from '@hooklatch/core/store';

/** A policy with every default filled in. */
export type WholePolicy = { readonly [Name in keyof RetryPolicy]-?: number };

/** Twelve attempts over about 15 hours: past a night's outage, within what providers themselves retry. */
export const defaultPolicy: WholePolicy = {
  attempts: 12,
  baseMs: 5000,
  factor: 3,
  maxMs: 4 * 3_600_000,
  jitter: 0.2,
};

/**
 * A policy with every default filled in.
 *
 * @throws TypeError where a number cannot be used
 */
export function wholePolicy(policy: RetryPolicy = {}): WholePolicy {
  const whole = { ...defaultPolicy };
  for (const [name, value] of Object.entries(policy) as [keyof WholePolicy, number | undefined][]) {
    if (value === undefined) continue;
    const range = ranges[name];
    if (!Object.hasOwn(ranges, name)) throw new TypeError(`retry has no ${name}.`);
    if (!Number.isFinite(value) || !range(value)) throw new TypeError(`retry.${name} cannot be ${value}.`);
    whole[name] = value;
  }
  return whole;
}

const ranges: Readonly<Record<keyof WholePolicy, (value: number) => boolean>> = {
  attempts: (value) => value >= 1 && Number.isInteger(value),
  baseMs: (value) => value >= 0,
  factor: (value) => value >= 1,
  maxMs: (value) => value >= 0,
  jitter: (value) => value >= 0 && value <= 1,
};

/**
 * How long after an attempt that failed the next one comes: exponential, bounded, and moved by chance so that what
 * failed together is not tried together.
 *
 * @param policy - when to try again
 * @param attempt - the one that failed, from 1
 * @param random - from 0 to 1 (`Math.random`)
 * @returns milliseconds, at most `maxMs`
 * @example
 * ```ts
 * import { retryDelay } from '@hooklatch/inbox';
 *
 * console.log(retryDelay({ baseMs: 1000, factor: 2, jitter: 0 }, 3)); // 4000
 * ```
 */
export function retryDelay(policy: RetryPolicy, attempt: number, random: () => number = Math.random): number {
  const { baseMs, factor, maxMs, jitter } = wholePolicy(policy);
  // No product with a power that is infinite.
  const middle = baseMs === 0 ? 0 : Math.min(maxMs, baseMs * factor ** (attempt - 1));
  const shortest = middle * (1 - jitter);
  // Spread below the longest delay, not cut there: else half of what failed together would come back together.
  const longest = Math.min(maxMs, middle * (1 + jitter));
  return Math.min(maxMs, Math.round(shortest + (longest - shortest) * random()));
}
