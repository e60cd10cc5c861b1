/**
 * Counts what comes in a second.
 *
 * @param perSecond - how many are let through; twice as many at once
 * @param now - Unix milliseconds
 * @returns whether one more is let through
 */
export function rateBucket(perSecond: number, now: () => number): () => boolean {
  let tokens = perSecond * 2;
  let last = now();
  return () => {
    const at = now();
    tokens = Math.min(perSecond * 2, tokens + (Math.max(0, at - last) / 1000) * perSecond);
    last = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
