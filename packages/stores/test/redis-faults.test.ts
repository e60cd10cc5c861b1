import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasRedis, startRedis, type RedisServer } from '../../../test/servers/redis.ts';
import { redisStore, type RedisStore } from '../src/redis.ts';
import { openers, openIoredis, type OpenClient } from './lib/redis-clients.ts';
import { startRedisProxy, type RedisProxy } from './lib/redis-proxy.ts';

const hour = 3_600_000;

/** Waits until a store answers again. */
const recovered = (store: RedisStore) =>
  expect.poll(() => store.check().then(() => 'answers', String), { timeout: 10_000 }).toBe('answers');

describe.skipIf(!hasRedis).each(Object.entries(openers))('%s', (name, connect) => {
  let server: RedisServer;
  let proxy: RedisProxy;
  let opened: OpenClient;
  let store: RedisStore;
  beforeAll(async () => {
    server = await startRedis({ appendonly: true, appendfsync: 'always' });
    proxy = await startRedisProxy(server.port);
    opened = await connect(server.url);
    store = redisStore({ client: opened.client });
  });
  afterAll(async () => {
    opened?.close();
    await proxy?.close();
    await server?.stop();
  });
  afterEach(() => recovered(store));

  const take = async (key: string, at = store) => {
    const claim = await at.claim(key, hour);
    if (claim.state !== 'claimed') throw new Error(claim.state);
    return claim;
  };

  test('a server that was killed comes back with all that was answered', async () => {
    const [done, held, released] = await Promise.all(['done', 'held', 'released'].map((key) => take(key)));
    await store.complete('done', String(done?.token), hour);
    await store.release('released', String(released?.token));
    await store.watermarks.raise('watermark', 7, hour);
    await server.kill();
    await server.restart();
    await recovered(store);
    expect(await store.claim('done', hour)).toEqual({ state: 'done' });
    expect(await store.claim('held', hour)).toMatchObject({ state: 'busy' });
    expect(await store.complete('held', String(held?.token), hour)).toBe(true);
    expect(await store.claim('released', hour)).toMatchObject({ state: 'claimed', attempt: 2 });
    expect(await store.watermarks.read('watermark')).toBe(7);
  });

  test('while there is no server, every call rejects in time', async () => {
    const short = redisStore({ client: opened.client, timeoutMs: 300 });
    await server.kill();
    const started = performance.now();
    const calls = [
      short.claim('key', hour),
      short.extend('key', 'token', hour),
      short.complete('key', 'token', hour),
      short.release('key', 'token'),
      short.watermarks.read('key'),
      short.watermarks.raise('key', 1, hour),
      short.check(),
    ];
    const answers = await Promise.allSettled(calls);
    expect(answers.map(({ status }) => status)).toEqual(calls.map(() => 'rejected'));
    expect(performance.now() - started).toBeLessThan(1500);
    await server.restart();
    await recovered(store);
  });

  test('a server that is paused for longer: the claim rejects after 2 seconds, and is given back', async () => {
    await take('before the pause');
    await opened.send('CLIENT', 'PAUSE', '3000', 'ALL');
    const started = performance.now();
    await expect(store.claim('paused', hour)).rejects.toThrow('Redis did not answer within 2000 ms.');
    const elapsed = performance.now() - started;
    expect(elapsed).toBeGreaterThan(1900);
    expect(elapsed).toBeLessThan(2900);
    await recovered(store);
    await expect.poll(async () => (await store.claim('paused', hour)).state).toBe('claimed');
  });

  test('an answer that was lost: the claim rejects, or was sent again and is the same one', async () => {
    const behind = await connect(proxy.url);
    const own = redisStore({ client: behind.client, prefix: 'lost:' });
    await take('warm', own);
    proxy.loseAnswer();
    const outcome = await own.claim('key', hour).catch((error: Error) => error);
    // Redis has taken the key either way.
    if (outcome instanceof Error) expect(await own.claim('key', hour)).toMatchObject({ state: 'busy' });
    else expect(outcome).toMatchObject({ state: 'claimed', attempt: 1 });
    expect(outcome instanceof Error).toBe(name === 'node-redis');
    behind.close();
  });

  test('scripts that the server has forgotten are sent again', async () => {
    const claim = await take('flushed');
    await opened.send('SCRIPT', 'FLUSH');
    expect(await store.extend('flushed', claim.token, hour)).toBe(true);
    await opened.send('SCRIPT', 'FLUSH');
    const claims = await Promise.all(Array.from({ length: 20 }, () => store.claim('anew', hour)));
    expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
  });
});

test.skipIf(!hasRedis)('a client that never was connected rejects in time', async () => {
  const opened = openIoredis('redis://127.0.0.1:1', { maxRetriesPerRequest: null });
  const store = redisStore({ client: opened.client, timeoutMs: 200 });
  await expect(store.claim('key', hour)).rejects.toThrow('Redis did not answer within 200 ms.');
  opened.close();
});
