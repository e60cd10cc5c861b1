import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between clients and a PostgreSQL. */
export interface PostgresProxy {
  readonly url: string;
  /** Ends every connection as a network does: the client is told nothing. */
  cut(how: 'end' | 'reset'): void;
  close(): Promise<void>;
}

/** Starts a proxy in front of the server that a URL names. */
export async function startPostgresProxy(url: string): Promise<PostgresProxy> {
  const { port } = new URL(url);
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect({ port: Number(port), host: '127.0.0.1' });
    clients.add(client);
    for (const [socket, peer] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on('error', () => {});
      socket.on('close', () => peer.destroy());
      socket.pipe(peer);
    }
    client.on('close', () => clients.delete(client));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: url.replace(`:${port}`, `:${(server.address() as AddressInfo).port}`),
    cut(how) {
      for (const client of clients) {
        if (how === 'reset') client.resetAndDestroy();
        else client.destroy();
      }
    },
    async close() {
      for (const client of clients) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
