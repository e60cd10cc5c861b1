/** Lets so many through, and more with time. */
export interface RateBucket {
  /**
   * Asks whether there is one; nothing is taken.
   *
   * @param now - milliseconds, of any clock that goes on
   * @returns 0, or how long to wait before asking again, in milliseconds
   */
  wait(now: number): number;
  /** Takes one, if there is one; gives back what `wait` does. */
  take(now: number): number;
  /** Lets nothing through before a time, such as one that a channel has asked for. */
  pause(until: number): void;
}

/**
 * Makes a bucket, full.
 *
 * @param options - how many a second (1), and how many at once after a rest (5)
 * @returns the bucket
 */
export function createRateBucket({ perSecond = 1, burst = 5 }: RateOptions = {}): RateBucket {
  if (!(perSecond > 0 && perSecond <= 1000)) throw new TypeError(`perSecond cannot be ${perSecond}.`);
  if (!(Number.isInteger(burst) && burst >= 1)) throw new TypeError(`burst cannot be ${burst}.`);
  let tokens = burst;
  let filledAt = -Infinity;
  let pausedUntil = -Infinity;
  const wait = (now: number): number => {
    if (now < pausedUntil) return Math.ceil(pausedUntil - now);
    // A clock that goes back gives nothing, and takes nothing.
    const passed = filledAt === -Infinity ? 0 : Math.max(0, now - filledAt);
    tokens = Math.min(burst, tokens + (passed * perSecond) / 1000);
    filledAt = now;
    return tokens < 1 ? Math.ceil(((1 - tokens) * 1000) / perSecond) : 0;
  };
  return {
    wait,
    take(now) {
      const waiting = wait(now);
      if (waiting === 0) tokens -= 1;
      return waiting;
    },
    pause(until) {
      pausedUntil = Math.max(pausedUntil, until);
    },
  };
}

/** How fast a channel may be used. */
export interface RateOptions {
  readonly perSecond?: number | undefined;
  readonly burst?: number | undefined;
}
