import { WebSocket } from 'ws';
import { maxHeadBytes, subprotocol, timing } from '../protocol/constants.ts';

/** Opens a WebSocket. */
export interface Dial {
  (): WebSocket;
  /** Of the relay over HTTP, with its path. */
  readonly origin: string;
}

/** More than any relay sends in one message. */
const maxPayload = 33_554_432 + maxHeadBytes + 4;

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);

/**
 * Prepares to connect to a relay.
 *
 * @param options - address and token
 * @returns what opens a WebSocket
 * @throws TypeError where one of them is wrong, or the token would cross a network in the clear
 */
export function dialer({
  url,
  token,
  allowInsecure,
}: {
  readonly url: string;
  readonly token: string;
  readonly allowInsecure: boolean;
}): Dial {
  if (!URL.canParse(url)) throw new TypeError('The url of a relay is such as wss://relay.example.com.');
  const address = new URL(url);
  address.protocol = address.protocol.replace('http', 'ws');
  if (address.protocol !== 'ws:' && address.protocol !== 'wss:')
    throw new TypeError('The url of a relay begins with wss:.');
  if (address.protocol === 'ws:' && !isLoopback(address.hostname) && !allowInsecure)
    throw new TypeError('The token would be sent in the clear: use wss:, or allowInsecure.');
  if (!/^[\w-]{32,128}$/.test(token))
    throw new TypeError('The token of a relay is 32 to 128 letters, digits, - and _.');
  const base = `${address.protocol}//${address.host}${address.pathname.replace(/\/+$/, '')}`;
  const dial = (): WebSocket =>
    new WebSocket(`${base}/tunnel`, subprotocol, {
      headers: { authorization: `Bearer ${token}` },
      perMessageDeflate: false,
      handshakeTimeout: timing.hello,
      maxPayload,
    });
  return Object.assign(dial, { origin: base.replace(/^ws/, 'http') });
}
