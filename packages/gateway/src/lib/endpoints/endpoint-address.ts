import { randomBytes } from 'node:crypto';
import type { GatewayContext } from '../context.ts';
import { doorOf } from '../ingest/running-door.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes what an address is told by: 128 random bits in 26 letters. */
export function createSlug(): string {
  let rest = BigInt(`0x${randomBytes(16).toString('hex')}`);
  let text = '';
  for (let at = 0; at < 26; at += 1) {
    text = `${alphabet[Number(rest & 31n)]}${text}`;
    rest >>= 5n;
  }
  return text;
}

/** The path that an endpoint has at the door. */
export function pathOf(slug: string): string {
  return `/in/${slug}`;
}

/** Where the door is reached, without a slash at the end: as it is configured, else where it listens. */
export function publicBase({ settings, bus }: Pick<GatewayContext, 'settings' | 'bus'>): string {
  const { publicUrl, ingestHost, ingestPort } = settings;
  const host = ingestHost.includes(':') ? `[${ingestHost}]` : ingestHost;
  return (publicUrl ?? doorOf(bus)?.url ?? `http://${host}:${ingestPort}`).replace(/\/+$/, '');
}

/** What is entered where the provider is configured. */
export function endpointUrl(context: Pick<GatewayContext, 'settings' | 'bus'>, slug: string): string {
  return publicBase(context) + pathOf(slug);
}
