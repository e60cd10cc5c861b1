import { describeEngine } from '@hooklatch/testing/contract';
import { Redis } from 'ioredis';
import { describe, test } from 'vitest';
import { hasRedis, sharedRedis } from '../../../test/servers/redis.ts';
import { bullmqInbox } from '../src/bullmq.ts';

// A machine that has other things to do is no fault.
const timeoutMs = 10_000;

describe.skipIf(!hasRedis)('BullMQ', () => {
  const open = async () => {
    const server = await sharedRedis();
    const { port } = server;
    const client = new Redis(port);
    const queue = crypto.randomUUID();
    return {
      inbox: bullmqInbox({ connection: client, queue, timeoutMs }),
      other: bullmqInbox({ connection: { host: '127.0.0.1', port }, queue, timeoutMs }),
      async endLeases() {
        const locks = await client.keys(`bull:${queue}:*:lock`);
        if (locks.length > 0) await client.del(...locks);
      },
      async close() {
        client.disconnect();
        await server.release();
      },
    };
  };
  // One that is busy for long would keep the others from being in time.
  const toTest = (name: string) => (name.includes('25 MiB') ? test : test.concurrent);
  describeEngine({ describe, test: (name, show) => toTest(name)(name, show) }, open, {
    name: 'BullMQ 6',
    unitMs: 400,
    // A worker that waits for a job looks again after five seconds.
    patienceMs: 13_000,
  });
});
