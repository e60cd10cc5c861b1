import { Redis, type RedisOptions } from 'ioredis';
import { createClient } from 'redis';
import type { IoredisLike, NodeRedisLike } from '../../src/redis.ts';

/** A connected client of either library. */
export interface OpenClient {
  readonly client: IoredisLike | NodeRedisLike;
  /** Sends any command. */
  send(...command: string[]): Promise<unknown>;
  close(): void;
}

/** Connects with ioredis. Errors of its connection are the test's to provoke. */
export function openIoredis(
  url: string,
  options: Pick<RedisOptions, 'keyPrefix' | 'maxRetriesPerRequest'> = {},
): OpenClient {
  const client = new Redis(url, options);
  client.on('error', () => {});
  return {
    client,
    send: (name = '', ...args) => client.call(name, args),
    close: () => client.disconnect(),
  };
}

/** Connects with node-redis. */
export async function openNodeRedis(url: string): Promise<OpenClient> {
  const client = createClient({ url });
  client.on('error', () => {});
  await client.connect();
  return { client, send: (...command) => client.sendCommand(command), close: () => client.destroy() };
}

/** Both libraries, by name. */
export const openers: Readonly<Record<string, (url: string) => Promise<OpenClient>>> = {
  ioredis: async (url) => openIoredis(url),
  'node-redis': openNodeRedis,
};
