import type { ProviderFacts } from '@hooklatch/core/provider';

/** In seconds: where a provider does not say more, and where there is none. */
const usual = [5, 30, 120, 600, 1800, 3600, 7200, 14_400];

/**
 * How long after each failure a provider sends again.
 *
 * @param facts - what the provider's documentation states; its delays, or else how often and for how long
 * @param speed - how many times faster than the provider (1)
 * @returns milliseconds; empty where it never sends again
 */
export function retryDelays(facts: ProviderFacts | undefined, speed: number = 1): readonly number[] {
  const { attempts, hours, delaysInSeconds } = facts?.retries ?? {};
  const seconds = delaysInSeconds ?? spread(attempts, hours);
  return seconds.map((delay) => Math.round((delay * 1000) / speed));
}

/** Ever longer, as far as the documentation goes. */
function spread(attempts: number | undefined, hours: number | undefined): readonly number[] {
  if (attempts === undefined) return within(usual, hours);
  const delays = Array.from(
    { length: Math.min(attempts, 50) },
    (_, at) => usual[at] ?? (usual.at(-1) as number),
  );
  if (hours === undefined) return delays;
  const sum = delays.reduce((total, delay) => total + delay, 0);
  return sum <= hours * 3600 ? delays : delays.map((delay) => (delay * hours * 3600) / sum);
}

function within(delays: readonly number[], hours: number | undefined): readonly number[] {
  if (hours === undefined) return delays;
  let sum = 0;
  return delays.filter((delay) => (sum += delay) <= hours * 3600);
}
