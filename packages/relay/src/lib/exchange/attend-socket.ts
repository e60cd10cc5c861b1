import { closeCode } from '../protocol/constants.ts';
import { readClientMessage } from '../protocol/read-message.ts';
import type { Hello } from '../protocol/message.ts';
import type { Exchange } from './exchange.ts';
import type { Socket } from './tunnel.ts';

/**
 * Takes one binary message of a client.
 *
 * @param exchange - of its token
 * @param socket - that it came over
 * @param bytes - of the message
 * @param isGreeted - whether there was a hello before
 * @returns the hello, where it was one
 */
export function attendMessage(
  exchange: Pick<Exchange, 'receive'>,
  socket: Socket,
  bytes: Uint8Array,
  isGreeted: boolean,
): Hello | undefined {
  const message = readClientMessage(bytes);
  if (message?.type === 'unknown') return undefined;
  if (!message || (message.type === 'hello') === isGreeted) {
    socket.close(closeCode.malformed, 'malformed');
    return undefined;
  }
  exchange.receive(socket, message);
  return message.type === 'hello' ? message : undefined;
}
