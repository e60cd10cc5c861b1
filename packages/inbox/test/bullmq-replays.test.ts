import { describe, expect, test } from 'vitest';
import { hasRedis } from '../../../test/servers/redis.ts';
import { until } from '../../../test/servers/until.ts';
import { bullmqInbox } from '../src/bullmq.ts';
import type { RedisClient } from '../src/lib/bullmq-client.ts';
import { replayJob } from '../src/lib/bullmq-dead.ts';
import { bullmqEngine } from '../src/lib/bullmq-engine.ts';
import { toMessage } from './lib/inbox-messages.ts';
import { provider, useBullmq } from './lib/bullmq-stage.ts';

describe.skipIf(!hasRedis)('keys of BullMQ', { timeout: 60_000 }, () => {
  const { client, queue, inbox } = useBullmq();

  const work = async (): Promise<string[]> => {
    const ids: string[] = [];
    await inbox.work([{ provider, name: 'test', on: { '*': ({ id }) => void ids.push(String(id)) } }]);
    return ids;
  };
  const isCompleted = () => until(async () => (await queue.getCompletedCount()) === 1);
  /** Sends through again; what it has read is older than what `first` does when it writes. */
  const replayAfter = (first: () => Promise<unknown>): Promise<boolean> => {
    const late =
      (command: 'eval' | 'hset') =>
      async (...given: never[]): Promise<unknown> => {
        await first();
        return (client[command] as (...all: never[]) => Promise<unknown>).apply(client, given);
      };
    const own = Object.assign(Object.create(client) as object, { eval: late('eval'), hset: late('hset') });
    return replayJob({ queue, client: own as unknown as RedisClient }, 'evt');
  };

  test('a job that is removed while it is sent through again leaves nothing behind', async () => {
    const handled = await work();
    await inbox.put(toMessage('evt'));
    await isCompleted();
    expect(await replayAfter(() => queue.remove('evt'))).toBe(false);
    expect(await client.exists(queue.toKey('evt'))).toBe(0);
    expect(await inbox.put(toMessage('evt'))).toBe('stored');
    await until(() => handled.length === 2);
  });

  test('of two that send a job through again each has a number of its own', async () => {
    const handled = await work();
    await inbox.put(toMessage('evt'));
    await isCompleted();
    const other = async (): Promise<void> => {
      expect(await inbox.replay('evt')).toBe(true);
      await until(() => handled.length === 2);
      await isCompleted();
    };
    expect(await replayAfter(other)).toBe(true);
    await until(() => handled.length === 3);
    expect(await client.hget(queue.toKey('evt'), 'progress')).toMatch(/^\{"replay":2,/);
  });

  test('a key that is what was left of a job: the put is refused, and the next one is kept', async () => {
    const handled = await work();
    await client.hset(queue.toKey('evt'), 'progress', '{"replay":1}');
    const puts = [inbox.put(toMessage('evt')), inbox.put(toMessage('evt-2'))] as const;
    await expect(puts[0]).rejects.toThrow('Redis does not have the message');
    expect(await puts[1]).toBe('stored');
    expect(await inbox.put(toMessage('evt'))).toBe('stored');
    await until(() => handled.length === 2);
    expect(handled.toSorted()).toEqual(['evt', 'evt-2']);
  });

  test('of two that meet such a key at once none is said to be stored without being kept', async () => {
    const other = bullmqInbox({ connection: client, queue: queue.name, timeoutMs: 10_000, onWarning: false });
    await Promise.all([inbox.migrate(), other.migrate()]);
    for (let at = 0; at < 50; at += 1) {
      const id = `evt-${at}`;
      await client.hset(queue.toKey(id), 'progress', '{"replay":1}');
      const kept = await Promise.allSettled([inbox.put(toMessage(id)), other.put(toMessage(id))]);
      const isKept = (await client.hexists(queue.toKey(id), 'data')) === 1;
      expect(isKept || kept.every(({ status }) => status === 'rejected')).toBe(true);
    }
    await other.close();
  });

  test('another key that is no job is left as it is, and its message is refused', async () => {
    await client.hset(queue.toKey('evt'), 'ours', 'not');
    await expect(inbox.put(toMessage('evt'))).rejects.toThrow('Redis does not have the message');
    expect(await client.hgetall(queue.toKey('evt'))).toEqual({ ours: 'not' });
  });

  test('queues of two prefixes share nothing that is remembered', async () => {
    const engines = ['bull', 'other', '{bull}'].map((prefix) => {
      const limits = { retentionMs: 1000, timeoutMs: 10_000, worker: {}, warn: () => {} };
      return bullmqEngine({ connection: client, queue: queue.name, prefix, ...limits });
    });
    try {
      const claims = await Promise.all(engines.map(async ({ store }) => store?.claim('item', 10_000)));
      expect(claims.map((claim) => claim?.state)).toEqual(['claimed', 'claimed', 'claimed']);
    } finally {
      await Promise.all(engines.map((engine) => engine.close()));
    }
  });
});
