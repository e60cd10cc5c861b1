import type { HeaderPairs } from './message.ts';

/** RFC 9110, section 7.6.1; `proxy-connection` is named there too. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/**
 * What is meant for the other end, and not for the next hop: without `connection`, without what it names, and
 * without those that are always meant for a hop.
 *
 * @param pairs - of a request or an answer
 * @returns the others, as they were
 */
export function endToEndHeaders(pairs: HeaderPairs): HeaderPairs {
  const named = pairs
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map((option) => option.trim().toLowerCase()));
  const dropped = new Set([...hopByHop, ...named]);
  return pairs.filter(([name]) => !dropped.has(name.toLowerCase()));
}
