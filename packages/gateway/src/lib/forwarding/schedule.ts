/** Seconds after each failure, where a destination has no schedule of its own: 11 retries over 2.3 days. */
export const defaultSchedule: readonly number[] = [
  10, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 57_600, 86_400,
];

/** How far a delay is moved by chance, as a part of it, both ways. */
const jitter = 0.2;
/** The most that `Retry-After` is believed, in milliseconds. */
const mostRetryAfterMs = 86_400_000;

/** What a next attempt depends on. */
export interface Failure {
  /** Of the attempt that failed, from 1, in this life of the forward. */
  readonly attempt: number;
  /** What the receiver asked for, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * How long after a failure the next attempt comes: as scheduled and moved by chance, so that what failed together is not
 * tried together, but not before the receiver wants it.
 *
 * @param schedule - seconds after each failure
 * @param random - from 0 to 1
 * @returns milliseconds; nothing where that was the last attempt
 */
export function nextDelay(
  schedule: readonly number[],
  { attempt, retryAfterMs = 0 }: Failure,
  random: () => number,
): number | undefined {
  const seconds = schedule[attempt - 1];
  if (seconds === undefined) return undefined;
  const scheduled = Math.round(seconds * 1000 * (1 - jitter + 2 * jitter * random()));
  return Math.max(scheduled, Math.min(retryAfterMs, mostRetryAfterMs));
}

/**
 * Reads `Retry-After`: seconds, or a date of HTTP.
 *
 * @param value - of the header
 * @param now - Unix milliseconds
 * @returns milliseconds from now; nothing where it says neither
 */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000;
  // A date of HTTP begins with a weekday: `Date.parse` takes much else.
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** A destination's own schedule as it is kept, or the documented one. */
export function readSchedule(schedule: string | null): readonly number[] {
  return schedule === null ? defaultSchedule : (JSON.parse(schedule) as readonly number[]);
}
