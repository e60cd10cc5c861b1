import type { Inbox } from '@hooklatch/core/store';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { hasRedis, startRedis, type RedisConfig, type RedisServer } from '../../../test/servers/redis.ts';
import { until } from '../../../test/servers/until.ts';
import { startRedisProxy } from '../../stores/test/lib/redis-proxy.ts';
import { bullmqInbox, type BullmqInboxOptions } from '../src/bullmq.ts';
import { toMessage } from './lib/inbox-messages.ts';

const provider = standardWebhooks({ secret: 'whsec_ZW5naW5lIGNvbnRyYWN0LCBjdXJyZW50' });
const queue = 'faults';

describe.skipIf(!hasRedis)('a Redis that fails', { timeout: 60_000 }, () => {
  const endings: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of endings.splice(0).toReversed()) await end();
  });

  const serve = async (config?: RedisConfig): Promise<RedisServer> => {
    const server = await startRedis(config);
    endings.push(() => server.stop());
    return server;
  };
  const open = (port: number, options: Partial<BullmqInboxOptions> = {}): Inbox => {
    const inbox = bullmqInbox({
      connection: { host: '127.0.0.1', port },
      queue,
      onWarning: () => {},
      ...options,
    });
    endings.push(() => inbox.close({ graceMs: 0 }));
    return inbox;
  };
  const command = (port: number): Redis => {
    const client = new Redis(port);
    client.on('error', () => {});
    endings.push(() => client.disconnect());
    return client;
  };
  /** The ids whose handlers have started, as they come. */
  const work = async (inbox: Inbox): Promise<string[]> => {
    const ids: string[] = [];
    await inbox.work([{ provider, name: 'test', on: { '*': ({ id }) => void ids.push(String(id)) } }]);
    return ids;
  };
  const isBack = (inbox: Inbox) => until(() => inbox.stats().then(Boolean, () => false));
  const timed = async (put: Promise<unknown>): Promise<{ error: Error; elapsed: number }> => {
    const started = performance.now();
    const error = await put.then(
      () => new Error('It was not refused.'),
      (thrown: Error) => thrown,
    );
    return { error, elapsed: performance.now() - started };
  };

  test('killed while it keeps, with appendfsync always: nothing is lost that was acknowledged', async () => {
    const server = await serve();
    const inbox = open(server.port);
    const acknowledged: string[] = [];
    let refused = 0;
    // As a provider does.
    const send = async (id: string): Promise<unknown> => {
      for (;;) {
        const kept = await inbox.put(toMessage(id)).catch(() => undefined);
        if (kept) return kept;
        refused += 1;
        await isBack(inbox);
      }
    };
    const senders = Array.from({ length: 20 }, async (_, sender) => {
      for (let at = 0; at < 10; at += 1) {
        await send(`evt-${sender}-${at}`);
        acknowledged.push(`evt-${sender}-${at}`);
      }
    });
    for (const soFar of [50, 120]) {
      await until(() => acknowledged.length > soFar);
      refused = 0;
      await server.kill();
      await until(() => refused > 0);
      await server.restart();
    }
    await Promise.all(senders);
    const known = await Promise.all(acknowledged.map(send));
    expect(known).toEqual(acknowledged.map(() => 'duplicate'));
    const handled = await work(inbox);
    await until(() => handled.length >= acknowledged.length);
    await until(async () => (await inbox.stats()).active === 0);
    expect(handled.toSorted()).toEqual(acknowledged.toSorted());
  });

  test('not there: puts are refused at once, and work when it is back', async () => {
    const server = await serve();
    const [first, later] = [open(server.port), open(server.port)];
    await first.put(toMessage('evt-1'));
    await server.kill();
    for (const inbox of [first, later]) {
      const { error, elapsed } = await timed(inbox.put(toMessage('evt-2')));
      expect(error.message).not.toBe('It was not refused.');
      expect(elapsed).toBeLessThan(1000);
    }
    await server.restart();
    for (const inbox of [first, later]) {
      await until(() => inbox.put(toMessage('evt-2')).then(Boolean, () => false));
      expect(await inbox.put(toMessage('evt-2'))).toBe('duplicate');
    }
    const handled = await work(later);
    await until(() => handled.length === 2);
  });

  test('paused: a put is refused in time, and is a duplicate when it is sent again', async () => {
    const server = await serve();
    const inbox = open(server.port);
    await inbox.migrate();
    await command(server.port).call('CLIENT', 'PAUSE', '3500', 'ALL');
    const { error, elapsed } = await timed(inbox.put(toMessage('evt')));
    expect(error.message).toBe('Redis did not answer within 1800 ms.');
    expect(elapsed).toBeLessThan(2500);
    await isBack(inbox);
    expect(await inbox.put(toMessage('evt'))).toBe('duplicate');
    const handled = await work(inbox);
    await until(() => handled.length > 0);
    expect(handled).toEqual(['evt']);
  });

  test('whose answer is lost: the put is refused, and is a duplicate when it is sent again', async () => {
    const server = await serve();
    const proxy = await startRedisProxy(server.port);
    endings.push(proxy.close);
    const inbox = open(Number(new URL(proxy.url).port));
    await inbox.migrate();
    proxy.loseAnswer();
    const { elapsed } = await timed(inbox.put(toMessage('evt')));
    expect(elapsed).toBeLessThan(1000);
    await isBack(inbox);
    expect(await inbox.put(toMessage('evt'))).toBe('duplicate');
  });

  test('out of memory: puts are refused whole, and kept when there is room', async () => {
    const server = await serve({ maxmemory: '4mb' });
    const inbox = open(server.port);
    const client = command(server.port);
    const ids = Array.from({ length: 100 }, (_, at) => `evt-${at}`);
    const big = (id: string) => toMessage(id, 50_000);
    const kept = await Promise.allSettled(ids.map((id) => inbox.put(big(id))));
    const stored = ids.filter((_, at) => kept[at]?.status === 'fulfilled');
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.length).toBeLessThan(ids.length);
    const { error } = await timed(inbox.put(big('evt-0-more')));
    expect(error.message).toMatch(/^OOM/);
    // What the body is in base64.
    expect(inspect(error, { depth: null })).not.toMatch(/eHh4eHh4|order\.paid/);
    const keys = await client.keys(`bull:${queue}:evt-*`);
    expect(keys.toSorted()).toEqual(stored.map((id) => `bull:${queue}:${id}`).toSorted());
    expect(await client.llen(`bull:${queue}:wait`)).toBe(stored.length);
    await client.config('SET', 'maxmemory', '0');
    const again = await Promise.all(ids.map((id) => inbox.put(big(id))));
    expect(ids.filter((_, at) => again[at] === 'duplicate')).toEqual(stored);
  });

  test('that is no master any more: puts are refused, and kept when it is one again', async () => {
    const server = await serve();
    const inbox = open(server.port);
    await inbox.put(toMessage('evt-1'));
    const client = command(server.port);
    await client.call('REPLICAOF', '127.0.0.1', '1');
    const { error } = await timed(inbox.put(toMessage('evt-2')));
    expect(error.message).toMatch(/^READONLY/);
    await client.call('REPLICAOF', 'NO', 'ONE');
    await isBack(inbox);
    expect(await inbox.put(toMessage('evt-2'))).toBe('stored');
  });

  test('that has forgotten its scripts: they are sent again', async () => {
    const server = await serve();
    const inbox = open(server.port);
    const put = (ids: readonly string[]) => Promise.all(ids.map((id) => inbox.put(toMessage(id))));
    await put(['evt-1', 'evt-2']);
    await command(server.port).call('SCRIPT', 'FLUSH');
    expect(await put(['evt-1', 'evt-2', 'evt-3'])).toEqual(['duplicate', 'duplicate', 'stored']);
  });

  test.each([
    ['SIGKILL', 0],
    ['SIGKILL', 400],
    ['SIGKILL', 1100],
    ['SIGSTOP', 0],
  ] as const)('away (%s, for %i ms): an inbox with a worker closes', async (signal, forMs) => {
    const server = await serve();
    const inbox = open(server.port);
    await inbox.put(toMessage('evt'));
    const handled = await work(inbox);
    await until(() => handled.length > 0);
    if (signal === 'SIGSTOP') server.signal(signal);
    else await server.kill();
    // Meanwhile its connections try to come back.
    await sleep(forMs);
    const started = performance.now();
    await inbox.close({ graceMs: 0 });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('gone before a worker has connected: its inbox closes', async () => {
    const server = await serve();
    const inbox = open(server.port);
    await work(inbox);
    await server.kill();
    const started = performance.now();
    await inbox.close({ graceMs: 0 });
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
