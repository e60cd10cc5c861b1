import type { WebSocket } from 'ws';
import { attendMessage } from '../exchange/attend-socket.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Socket } from '../exchange/tunnel.ts';
import { closeCode, timing } from '../protocol/constants.ts';

/** What a socket is connected to. */
export type Attended = Pick<Exchange, 'receive' | 'leave'>;

/** More than a client's credit allows is waiting to be read: it sends, and reads nothing. */
const maxUnread = 335_544_320;

/**
 * Connects a WebSocket whose token is known.
 *
 * @param webSocket - that was just opened
 * @param exchange - of its token
 */
export function attendTunnel(webSocket: WebSocket, exchange: Attended): void {
  const socket: Socket = {
    send: (bytes) => webSocket.send(bytes),
    close: (code, reason) => webSocket.close(code, reason),
  };
  let isGreeted = false;
  let heardAt = Date.now();
  const hello = setTimeout(() => webSocket.close(closeCode.silent, 'no hello'), timing.hello);
  const alive = setInterval(() => {
    if (Date.now() - heardAt > timing.dead) webSocket.terminate();
  }, timing.dead / 9);
  webSocket.on('message', (data: Buffer, isBinary: boolean) => {
    heardAt = Date.now();
    if (webSocket.bufferedAmount > maxUnread) return webSocket.terminate();
    if (!isBinary) {
      if (data.toString() === 'ping') webSocket.send('pong');
      else webSocket.close(closeCode.malformed, 'malformed');
      return;
    }
    if (attendMessage(exchange, socket, data, isGreeted)) {
      isGreeted = true;
      clearTimeout(hello);
    }
  });
  // What failed is closed too.
  webSocket.on('error', () => {});
  webSocket.on('close', (code) => {
    clearTimeout(hello);
    clearInterval(alive);
    exchange.leave(socket, code === closeCode.done);
  });
}
