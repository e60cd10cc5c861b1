import type { HeaderPairs } from '../captures/capture.ts';

// RFC 9110, 7.6.1, and what belongs to one connection by its nature.
const always: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The headers that are for the other end, in order and with their doubles: without those of one connection, and
 * without those that `Connection` names.
 */
export function withoutHopByHop(headers: HeaderPairs): HeaderPairs {
  const named = new Set<string>();
  for (const [name, value] of headers) {
    if (name.toLowerCase() !== 'connection') continue;
    for (const one of value.split(',')) named.add(one.trim().toLowerCase());
  }
  // A framing that `Connection` names is framing still, and set anew by who sends.
  named.delete('content-length');
  named.delete('host');
  return headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return !always.has(lower) && !named.has(lower);
  });
}

/** Name after value, as node:http wants header pairs. */
export function toFlat(headers: HeaderPairs): string[] {
  const flat: string[] = [];
  for (const [name, value] of headers) flat.push(name, value);
  return flat;
}

/** Node's `rawHeaders` as pairs. */
export function toPairs(rawHeaders: readonly string[]): HeaderPairs {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    pairs.push([rawHeaders[at] as string, rawHeaders[at + 1] as string]);
  }
  return pairs;
}
