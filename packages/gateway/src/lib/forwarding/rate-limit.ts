/** Lets through so many in a second. */
export interface RateLimit {
  /** Takes as many of those that are wanted as may go now. */
  take(wanted: number): number;
  /** Gives back what was taken and not used. */
  giveBack(count: number): void;
  /** In how many milliseconds one may go. */
  nextInMs(): number;
}

/** How many may go at once after a rest, as a part of a second. */
const burst = 0.2;

/** How many may go at once after a rest. */
export const mostAtOnce = (perSecond: number): number => Math.max(1, perSecond * burst);

/**
 * Makes a token bucket of one process.
 *
 * @param perSecond - how many go in a second
 * @param now - milliseconds of a clock that never goes back
 */
export function createRateLimit(perSecond: number, now: () => number): RateLimit {
  const most = mostAtOnce(perSecond);
  let tokens = most;
  let last = now();
  const refill = (): void => {
    const at = now();
    tokens = Math.min(most, tokens + ((at - last) / 1000) * perSecond);
    last = at;
  };
  return {
    take(wanted) {
      refill();
      const count = Math.max(0, Math.min(wanted, Math.floor(tokens)));
      tokens -= count;
      return count;
    },
    giveBack(count) {
      tokens += count;
    },
    nextInMs() {
      refill();
      return Math.max(0, Math.ceil(((1 - tokens) / perSecond) * 1000));
    },
  };
}
