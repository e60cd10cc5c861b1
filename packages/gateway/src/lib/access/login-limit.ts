import { ApiError } from '../api/api-error.ts';
import { addressGroup } from '../ingest/client-address.ts';

/** How many attempts are left. */
export interface LoginLimit {
  /**
   * Counts an attempt before it is judged, so that many at once are counted too.
   *
   * @returns what takes it back: it was a good one
   * @throws ApiError 429 with how long to wait
   */
  attempt(address: string, email: string): () => void;
}

const windowMs = 15 * 60_000;
const perAddress = 20;
const perUser = 10;
/** Of both kinds; the oldest go first. */
const mostKept = 20_000;

/**
 * Limits how often passwords are guessed, by address and by user.
 *
 * It is counted in this process: several processes on one database allow as many attempts each.
 *
 * @param now - Unix milliseconds
 */
export function createLoginLimit(now: () => number): LoginLimit {
  const attempts = new Map<string, number[]>();
  const recent = (key: string): number[] => {
    const kept = (attempts.get(key) ?? []).filter((at) => at > now() - windowMs);
    // What was used last stands last.
    attempts.delete(key);
    attempts.set(key, kept);
    if (attempts.size > mostKept) attempts.delete(attempts.keys().next().value as string);
    return kept;
  };
  const takeBack = (key: string, at: number): void => {
    const times = attempts.get(key);
    const found = times?.indexOf(at) ?? -1;
    if (found >= 0) times?.splice(found, 1);
  };
  return {
    attempt(address, email) {
      const counted = [
        { key: `address ${addressGroup(address)}`, most: perAddress },
        { key: `user ${email}`, most: perUser },
      ];
      for (const { key, most } of counted) {
        const times = recent(key);
        const [first] = times;
        if (times.length < most || first === undefined) continue;
        const seconds = Math.ceil((first + windowMs - now()) / 1000);
        const message = `Too many attempts: try again in ${seconds} seconds.`;
        throw new ApiError(429, 'too_many_attempts', message, seconds);
      }
      const at = now();
      for (const { key } of counted) attempts.get(key)?.push(at);
      return () => {
        for (const { key } of counted) takeBack(key, at);
      };
    },
  };
}
