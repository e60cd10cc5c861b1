import { isIP } from 'node:net';
import type { AddressGuard } from './address-guard.ts';

/**
 * Reads an address that the gateway is to send to.
 *
 * @param text - an absolute `http:` or `https:` URL
 * @param guard - refuses an address that is written out; a name is looked up when it is connected to
 * @throws TypeError where it is something else, or holds a user or a password
 */
export function readOutboundUrl(text: string, guard?: AddressGuard): URL {
  if (text.length > 2048 || !URL.canParse(text)) {
    throw new TypeError('The URL is absolute, such as https://example.com/webhooks.');
  }
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new TypeError('The URL begins with https: or http:.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('The URL has a user or a password in it: send an authorization header.');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (guard && isIP(host) !== 0 && !guard.isAllowed(host)) {
    throw new TypeError('The URL has a private address: let the gateway allow it first (allowedAddresses).');
  }
  url.hash = '';
  return url;
}

/** What may be shown of an address: a query often holds a key. */
export function toUrlLabel({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}
