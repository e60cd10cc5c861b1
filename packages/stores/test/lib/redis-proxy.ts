import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a client and a Redis. */
export interface RedisProxy {
  readonly url: string;
  /** Lets the next command through, and resets the connection in the place of its answer. */
  loseAnswer(): void;
  close(): Promise<void>;
}

/** Starts a proxy that can break connections. */
export async function startRedisProxy(port: number): Promise<RedisProxy> {
  const sockets = new Set<Socket>();
  let isLost = false;
  const server = createServer((client) => {
    const redis = connect({ port, host: '127.0.0.1' });
    for (const [socket, peer] of [
      [client, redis],
      [redis, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        peer.destroy();
      });
    }
    client.pipe(redis);
    redis.on('data', (bytes) => {
      if (!isLost) return void client.write(bytes);
      isLost = false;
      client.resetAndDestroy();
      return undefined;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loseAnswer: () => void (isLost = true),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
