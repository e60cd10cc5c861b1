import { Cluster } from 'ioredis';
import { createCluster } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPort } from '../../../test/servers/find-port.ts';
import { hasRedis, startRedis, type RedisServer } from '../../../test/servers/redis.ts';
import { until } from '../../../test/servers/until.ts';
import { redisStore, type IoredisLike, type NodeRedisLike } from '../src/redis.ts';
import { openers, openIoredis } from './lib/redis-clients.ts';

const hour = 3_600_000;

interface OpenCluster {
  readonly client: IoredisLike | NodeRedisLike;
  close(): void;
}

const clusters: Readonly<Record<string, (servers: readonly RedisServer[]) => Promise<OpenCluster>>> = {
  ioredis: async (servers) => {
    const client = new Cluster(servers.map(({ port }) => ({ port, host: '127.0.0.1' })));
    client.on('error', () => {});
    return { client, close: () => client.disconnect() };
  },
  'node-redis': async (servers) => {
    const client = createCluster({ rootNodes: servers.map(({ url }) => ({ url })) });
    client.on('error', () => {});
    await client.connect();
    return { client, close: () => client.destroy() };
  },
};

/** Starts two servers and joins them; each has half of the slots. */
async function startCluster(): Promise<readonly [RedisServer, RedisServer]> {
  // What a server takes where it is not told is a port that may not exist.
  const buses = [await findPort(), await findPort()] as const;
  const start = (bus: number): Promise<RedisServer> =>
    startRedis({ args: ['--cluster-enabled', 'yes', '--cluster-port', `${bus}`, '--databases', '1'] });
  const servers = [await start(buses[0]), await start(buses[1])] as const;
  const [left, right] = servers.map(({ url }) => openIoredis(url));
  await left?.send('CLUSTER', 'ADDSLOTSRANGE', '0', '8191');
  await right?.send('CLUSTER', 'ADDSLOTSRANGE', '8192', '16383');
  await left?.send('CLUSTER', 'SET-CONFIG-EPOCH', '1');
  await right?.send('CLUSTER', 'SET-CONFIG-EPOCH', '2');
  await left?.send('CLUSTER', 'MEET', '127.0.0.1', `${servers[1].port}`, `${buses[1]}`);
  for (const node of [left, right]) {
    await until(async () => /:ok[^]*slots_ok:16384/.test(String(await node?.send('CLUSTER', 'INFO'))));
    node?.close();
  }
  return servers;
}

describe.skipIf(!hasRedis)('a cluster', () => {
  let servers: readonly [RedisServer, RedisServer];
  beforeAll(async () => {
    servers = await startCluster();
  });
  afterAll(() => Promise.all((servers ?? []).map((server) => server.stop())));

  test.each(Object.entries(clusters))('%s: every key is on its node', async (name, connect) => {
    const { client, close } = await connect(servers);
    const store = redisStore({ client, prefix: `${name}:` });
    await store.check();
    const keys = Array.from({ length: 40 }, (_, index) => `{tag ${index}} of {}{ ${index}`);
    for (const key of keys) {
      const claim = await store.claim(key, hour);
      if (claim.state !== 'claimed') throw new Error(claim.state);
      expect(await store.claim(key, hour)).toMatchObject({ state: 'busy' });
      expect(await store.extend(key, claim.token, hour)).toBe(true);
      expect(await store.complete(key, claim.token, hour)).toBe(true);
      expect(await store.claim(key, hour)).toEqual({ state: 'done' });
      await store.watermarks.raise(key, 2, hour);
      expect(await store.watermarks.read(key)).toBe(2);
    }
    const counts = await Promise.all(
      servers.map(async ({ url }) => {
        const node = openIoredis(url);
        const found = (await node.send('KEYS', `${name}:*`)) as string[];
        node.close();
        return found.length;
      }),
    );
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(counts.reduce((sum, count) => sum + count)).toBe(2 * keys.length);
    close();
  });

  test.each(Object.entries(openers))('%s: a client of one node alone rejects', async (_, connect) => {
    const { client, close } = await connect(servers[0].url);
    const store = redisStore({ client });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (__, index) =>
        store.claim(`alone ${index} ${crypto.randomUUID()}`, hour).catch((error: Error) => error.message),
      ),
    );
    expect(outcomes.filter((outcome) => typeof outcome === 'string').join()).toMatch(/MOVED/);
    close();
  });
});
