import { describeStore } from '@hooklatch/testing/contract';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { hasRedis, sharedRedis } from '../../../test/servers/redis.ts';
import { redisStore } from '../src/redis.ts';
import { openers } from './lib/redis-clients.ts';

describe.skipIf(!hasRedis)('Redis', () => {
  for (const [name, connect] of Object.entries(openers)) {
    const open = async () => {
      const server = await sharedRedis();
      const [first, second] = await Promise.all([connect(server.url), connect(server.url)]);
      const prefix = `${name}:`;
      return {
        store: redisStore({ client: first.client, prefix, timeoutMs: 15_000 }),
        other: redisStore({ client: second.client, prefix, timeoutMs: 15_000 }),
        async close() {
          first.close();
          second.close();
          await server.release();
        },
      };
    };
    describeStore({ describe, test: test.concurrent, beforeAll, afterAll }, open, { name });
  }
});
