import { Redis as UpstashRedis } from '@upstash/redis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hasRedis, startRedis, type RedisServer } from '../../../test/servers/redis.ts';
import { redisStore } from '../src/redis.ts';
import { openers, openIoredis, type OpenClient } from './lib/redis-clients.ts';

const hour = 3_600_000;

describe.skipIf(!hasRedis).each(Object.entries(openers))('%s', (_, connect) => {
  let server: RedisServer;
  let opened: OpenClient;
  const set = (name: string, value: string) => opened.send('CONFIG', 'SET', name, value);
  beforeAll(async () => {
    server = await startRedis({ appendonly: false });
    opened = await connect(server.url);
  });
  afterAll(async () => {
    opened?.close();
    await server?.stop();
  });

  test.each(['allkeys-lru', 'volatile-lru', 'volatile-ttl', 'allkeys-random'])(
    'maxmemory-policy %s is refused by the first claim, until it is mended',
    async (policy) => {
      const store = redisStore({ client: opened.client, prefix: `${policy}:` });
      await set('maxmemory-policy', policy);
      const refusal = /set its maxmemory-policy to noeviction \(it is [a-z-]+\), or pass allowEviction: true/;
      await expect(store.claim('key', hour)).rejects.toThrow(TypeError);
      await expect(store.claim('key', hour)).rejects.toThrow(refusal);
      await expect(store.check()).rejects.toThrow(policy);
      const allowing = redisStore({ client: opened.client, prefix: 'allowing:', allowEviction: true });
      await allowing.check();
      expect(await allowing.claim(policy, hour)).toMatchObject({ state: 'claimed' });
      await set('maxmemory-policy', 'noeviction');
      await store.check();
      expect(await store.claim('key', hour)).toMatchObject({ state: 'claimed', attempt: 1 });
    },
  );

  test('is asked once', async () => {
    const store = redisStore({ client: opened.client, prefix: 'once:' });
    await Promise.all(Array.from({ length: 10 }, (__, index) => store.claim(`key ${index}`, hour)));
    await set('maxmemory-policy', 'allkeys-lru');
    expect(await store.claim('later', hour)).toMatchObject({ state: 'claimed' });
    await set('maxmemory-policy', 'noeviction');
  });

  test('where it cannot be asked, the store goes on', async () => {
    await opened.send('ACL', 'SETUSER', 'few', 'on', '>password', '~*', '+@all', '-info', '-config');
    // ioredis says that it cannot ask either.
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const limited = await connect(`redis://few:password@127.0.0.1:${server.port}`);
    await expect(limited.send('INFO', 'memory')).rejects.toThrow(/NOPERM/);
    const store = redisStore({ client: limited.client, prefix: 'few:' });
    await store.check();
    expect(await store.claim('key', hour)).toMatchObject({ state: 'claimed' });
    limited.close();
    vi.restoreAllMocks();
  });

  test('full memory: claims reject and take nothing, what was begun can be ended', async () => {
    const store = redisStore({ client: opened.client, prefix: 'full:' });
    const [done, released] = await Promise.all([store.claim('done', hour), store.claim('released', hour)]);
    if (done.state !== 'claimed' || released.state !== 'claimed') throw new Error('not claimed');
    await set('maxmemory', '1');
    await expect(store.claim('key', hour)).rejects.toThrow(/OOM/);
    await expect(store.watermarks.raise('key', 1, hour)).rejects.toThrow(/OOM/);
    expect(await store.claim('done', hour)).toMatchObject({ state: 'busy' });
    expect(await store.extend('done', done.token, hour)).toBe(true);
    expect(await store.complete('done', done.token, hour)).toBe(true);
    expect(await store.claim('done', hour)).toEqual({ state: 'done' });
    expect(await store.release('released', released.token)).toBe(true);
    await set('maxmemory', '0');
    expect(await store.claim('key', hour)).toMatchObject({ state: 'claimed', attempt: 1 });
    expect(await store.claim('released', hour)).toMatchObject({ state: 'claimed', attempt: 2 });
  });

  test('a replica that takes no writes rejects', async () => {
    const store = redisStore({ client: opened.client, prefix: 'replica:' });
    const claim = await store.claim('held', hour);
    if (claim.state !== 'claimed') throw new Error(claim.state);
    await opened.send('REPLICAOF', '127.0.0.1', '1');
    await expect(store.claim('key', hour)).rejects.toThrow(/READONLY/);
    await expect(store.complete('held', claim.token, hour)).rejects.toThrow(/READONLY/);
    await opened.send('REPLICAOF', 'NO', 'ONE');
    expect(await store.complete('held', claim.token, hour)).toBe(true);
  });

  test('keys that are no UTF-8 text are told apart, and long ones are stored short', async () => {
    const store = redisStore({ client: opened.client, prefix: 'odd:' });
    const keys = ['\uD800', '\uD801', '\uFFFD', `${'k'.repeat(5000)}1`, `${'k'.repeat(5000)}2`];
    for (const key of keys) expect(await store.claim(key, hour)).toMatchObject({ state: 'claimed' });
    for (const key of keys) await store.watermarks.raise(key, keys.indexOf(key), hour);
    for (const key of keys) expect(await store.watermarks.read(key)).toBe(keys.indexOf(key));
    const names = (await opened.send('KEYS', 'odd:*')) as string[];
    expect(names).toHaveLength(2 * keys.length);
    expect(Math.max(...names.map(({ length }) => length))).toBeLessThan(600);
  });

  test('a retention that Redis does not take rejects and changes nothing', async () => {
    const store = redisStore({ client: opened.client, prefix: 'odd:' });
    const claim = await store.claim('retention', hour);
    if (claim.state !== 'claimed') throw new Error(claim.state);
    await expect(store.complete('retention', claim.token, Infinity)).rejects.toThrow(/not an integer/);
    expect(await store.claim('retention', hour)).toMatchObject({ state: 'busy' });
    expect(await store.complete('retention', claim.token, hour)).toBe(true);
  });

  test('a key outlives its lease by a week, and not its retention', async () => {
    const store = redisStore({ client: opened.client, prefix: 'ttl:' });
    const claim = await store.claim('key', hour);
    if (claim.state !== 'claimed') throw new Error(claim.state);
    const left = async () => Number(await opened.send('PTTL', 'ttl:event:key'));
    expect(await left()).toBeGreaterThan(7 * 24 * hour);
    expect(await left()).toBeLessThanOrEqual(7 * 24 * hour + hour);
    await store.complete('key', claim.token, 2 * hour);
    expect(await left()).toBeLessThanOrEqual(2 * hour);
    await store.watermarks.raise('key', 1, hour);
    expect(await opened.send('PTTL', 'ttl:watermark:key')).toBeLessThanOrEqual(hour);
  });
});

test.each([
  ['nothing', undefined],
  ['an object', {}],
  ["a client of Upstash's", new UpstashRedis({ url: 'https://example.com', token: 'AX' })],
])('%s is no client', (_, client) => {
  expect(() => redisStore({ client: client as never })).toThrow(
    /for @upstash\/redis there is upstashRedisStore/,
  );
});

test.skipIf(!hasRedis)("a client's own key prefix comes before the store's", async () => {
  const server = await startRedis({ appendonly: false });
  const [plain, prefixed] = [openIoredis(server.url), openIoredis(server.url, { keyPrefix: 'shop:' })];
  await redisStore({ client: prefixed.client }).claim('key', hour);
  expect(await plain.send('KEYS', '*')).toEqual(['shop:hooklatch:event:key']);
  plain.close();
  prefixed.close();
  await server.stop();
});
