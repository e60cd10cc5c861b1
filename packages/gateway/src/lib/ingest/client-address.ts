import ipaddr from 'ipaddr.js';
import type { IncomingMessage } from 'node:http';

/** Who sends, as far as it can be believed. */
export interface Client {
  /** Undefined where the connection has gone already. */
  readonly address: string | undefined;
  /** What the outermost proxy was called as, where a proxy that is trusted says so: `https://hooks.example.com`. */
  readonly origin: string | undefined;
}

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * Tells who sends: the other end of the connection, or what a trusted proxy says of it.
 *
 * @param trustedProxies - addresses, or ranges as CIDR
 * @throws TypeError where one of them is neither
 */
export function clientReader(trustedProxies: readonly string[]): (request: IncomingMessage) => Client {
  const ranges = trustedProxies.map(toRange);
  const isTrusted = (text: string | undefined): boolean => {
    if (text === undefined || ranges.length === 0 || !ipaddr.isValid(text)) return false;
    const address = ipaddr.process(text);
    return ranges.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits));
  };
  return (request) => {
    const peer = plainAddress(request.socket.remoteAddress);
    if (!isTrusted(peer)) return { address: peer, origin: undefined };
    const { 'x-forwarded-proto': proto, 'x-forwarded-host': host } = request.headers;
    const name = first(host) ?? request.headers.host;
    const origin = name === undefined ? undefined : `${first(proto) === 'http' ? 'http' : 'https'}://${name}`;
    return { address: outermost(request.headers['x-forwarded-for'], isTrusted) ?? peer, origin };
  };
}

/** Who called the outermost proxy that is trusted: what stands before it was written by anybody. */
function outermost(
  header: string | string[] | undefined,
  isTrusted: (text: string) => boolean,
): string | undefined {
  let found: string | undefined;
  for (const hop of [header ?? []].flat().join(',').split(',').toReversed()) {
    const address = hop.trim();
    if (!ipaddr.isValid(address)) return found;
    found = plainAddress(address);
    if (!isTrusted(address)) return found;
  }
  return found;
}

function first(header: string | string[] | undefined): string | undefined {
  const text = [header ?? []].flat()[0]?.split(',')[0]?.trim();
  // It becomes part of a URL.
  return text !== undefined && /^[\w.:[\]-]{1,255}$/.test(text) ? text : undefined;
}

/** An IPv4 address as itself, also where the socket is one for both. */
function plainAddress(text: string | undefined): string | undefined {
  return text !== undefined && ipaddr.isValid(text) ? ipaddr.process(text).toString() : undefined;
}

function toRange(text: string): Range {
  try {
    if (text.includes('/')) return ipaddr.parseCIDR(text);
    const address = ipaddr.process(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  } catch {
    throw new TypeError(
      `trustedProxies holds ${JSON.stringify(text)}, which is no address and no CIDR range.`,
    );
  }
}

/** What an address is counted under: of IPv6 somebody has 64 bits of addresses at least. */
export function addressGroup(address: string | undefined): string {
  if (address === undefined || !address.includes(':') || !ipaddr.isValid(address)) return address ?? '';
  return ipaddr.parse(address).toByteArray().slice(0, 8).join('.');
}
