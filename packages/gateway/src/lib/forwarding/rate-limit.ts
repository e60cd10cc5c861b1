/** Lets through so many in a second. */
export interface RateLimit {
  /** How many may go now. */
  room(): number;
  take(count: number): void;
  /** In how many milliseconds one may go. */
  nextInMs(): number;
}

/** How many may go at once after a rest, as a part of a second. */
const burst = 0.2;

/**
 * Makes a token bucket.
 *
 * @param perSecond - how many go in a second
 * @param now - milliseconds of a clock that never goes back
 */
export function createRateLimit(perSecond: number, now: () => number): RateLimit {
  const most = Math.max(1, perSecond * burst);
  let tokens = most;
  let last = now();
  const refill = (): void => {
    const at = now();
    tokens = Math.min(most, tokens + ((at - last) / 1000) * perSecond);
    last = at;
  };
  return {
    room() {
      refill();
      return Math.floor(tokens);
    },
    take(count) {
      tokens -= count;
    },
    nextInMs() {
      refill();
      return Math.max(0, Math.ceil(((1 - tokens) / perSecond) * 1000));
    },
  };
}
