import type { Socket } from 'node:net';

/** Lets nobody see what comes from a socket any more, and resolves once everything that was written to it has left. */
export async function flushed(socket: Socket): Promise<void> {
  socket.pause();
  do await new Promise((resolve) => setImmediate(resolve));
  while (socket.writableLength > 0 && !socket.destroyed);
}
