import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isIPv6 } from 'node:net';
import type { Part } from '../context.ts';

/** A server that listens. */
export interface Listener extends Part {
  readonly server: Server;
  /** What it listens on, also where any free port was asked for. */
  readonly port: number;
  /** Such as `http://127.0.0.1:4400`. */
  readonly url: string;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Listens.
 *
 * @param where - `port` 0 is any that is free
 * @param answer - what is asked
 * @throws Error where the port is taken, or may not be used; it says which
 */
export async function listen(
  { host, port }: { readonly host: string; readonly port: number },
  answer: Answer,
): Promise<Listener> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 10_000 });
  server.on('request', answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE' ? 'it is taken by another program' : (error.code ?? error.message);
      reject(new Error(`The dashboard cannot listen on ${host}, port ${port}: ${why}.`));
    });
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    server,
    port: bound,
    url: toUrl(host, bound),
    stop: (graceMs) => stopServer(server, graceMs),
  };
}

/** How a browser on this machine reaches an address that is listened on. */
function toUrl(host: string, port: number): string {
  const reached = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${isIPv6(reached) ? `[${reached}]` : reached}:${port}`;
}

/** Takes no new connection, lets what is asked be answered, and cuts what is still open after `graceMs`. */
async function stopServer(server: Server, graceMs: number): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(timer);
}
