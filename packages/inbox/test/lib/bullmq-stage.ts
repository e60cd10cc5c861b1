import type { Inbox } from '@hooklatch/core/store';
import type { Provider } from '@hooklatch/core';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { startRedis, type RedisServer } from '../../../../test/servers/redis.ts';
import { later } from '../../../../test/servers/later.ts';
import { bullmqInbox } from '../../src/bullmq.ts';

export const provider: Provider = standardWebhooks({ secret: 'whsec_ZW5naW5lIGNvbnRyYWN0LCBjdXJyZW50' });

/** What tests of BullMQ's jobs look at. */
export interface BullmqStage {
  readonly server: RedisServer;
  readonly client: Redis;
  readonly queue: Queue;
  readonly inbox: Inbox;
}

/** A Redis for the tests around, and for each of them a queue of its own with an inbox on it. */
export function useBullmq(options: { readonly retentionMs?: number } = {}): BullmqStage {
  let server: RedisServer;
  let client: Redis;
  let queue: Queue;
  let inbox: Inbox;
  beforeAll(async () => {
    server = await startRedis({ appendonly: false });
    client = new Redis(server.port, { maxRetriesPerRequest: null });
  });
  afterAll(async () => {
    client.disconnect();
    await server.stop();
  });
  beforeEach(() => {
    const connection = client;
    queue = new Queue(crypto.randomUUID(), { connection });
    inbox = bullmqInbox({ connection, queue: queue.name, timeoutMs: 10_000, onWarning: false, ...options });
  });
  afterEach(async () => {
    await inbox.close({ graceMs: 0 });
    await queue.close();
  });
  return {
    server: later(() => server),
    client: later(() => client),
    queue: later(() => queue),
    inbox: later(() => inbox),
  };
}
