import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Has a server listen.
 *
 * @param server - that does not yet
 * @param host - name or address
 * @param port - 0 is any that is free
 * @returns its origin
 */
export async function listen(server: Server, host: string, port: number): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

/** How long answers that were begun may take to be written, in milliseconds. */
const lastMs = 2000;

/**
 * Ends a server: what is being answered first, and what does not end then.
 *
 * @param server - that listens
 * @param endTunnels - ends the connections that it gave away
 */
export async function closeServer(server: Server, endTunnels: () => void): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    server.closeAllConnections();
    endTunnels();
  }, lastMs);
  await closed;
  clearTimeout(timer);
}
