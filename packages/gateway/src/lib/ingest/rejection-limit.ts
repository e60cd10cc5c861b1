import { addressGroup } from './client-address.ts';

/** Bounds what those who prove nothing may put into the log. */
export interface RejectionLimit {
  /** Whether one more of this address is kept. */
  admits(address: string | undefined): boolean;
}

const minuteMs = 60_000;
/** Of addresses that are remembered within a minute; of others nothing is kept. */
const mostAddresses = 10_000;

/**
 * Counts rejected deliveries for each address, minute by minute.
 *
 * @param perMinute - how many of one address are kept
 * @param now - Unix milliseconds
 */
export function createRejectionLimit(perMinute: number, now: () => number): RejectionLimit {
  const counts = new Map<string, number>();
  let minute = 0;
  return {
    admits(address) {
      const current = Math.floor(now() / minuteMs);
      if (current !== minute) {
        counts.clear();
        minute = current;
      }
      const group = addressGroup(address);
      const count = counts.get(group) ?? 0;
      if (count >= perMinute || (count === 0 && counts.size >= mostAddresses)) return false;
      counts.set(group, count + 1);
      return true;
    },
  };
}
