import { describeStore } from '@hooklatch/testing/contract';
import { Redis } from '@upstash/redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasRedis, sharedRedis, type RedisServer } from '../../../test/servers/redis.ts';
import { upstashRedisStore, type RedisKeys, type UpstashRedisStoreOptions } from '../src/upstash-redis.ts';
import { bundleWorker, startWorkers } from './lib/d1-workers.ts';
import { startUpstashFake, type UpstashFake } from './lib/upstash-fake.ts';

type Access = Pick<UpstashFake, 'url' | 'token'>;

/** How an application reaches Upstash. */
const ways: Readonly<Record<string, (access: Access) => UpstashRedisStoreOptions>> = {
  '@upstash/redis': (access) => ({ client: new Redis({ ...access, enableTelemetry: false }) }),
  'a url and a token': ({ url, token }) => ({ url, token }),
};

describe.skipIf(!hasRedis).each(Object.entries(ways))(
  'Upstash (local fake) through %s',
  (name, toOptions) => {
    const open = async () => {
      const server = await sharedRedis();
      const fake = await startUpstashFake(server.url);
      const prefix = `${name}:`;
      return {
        store: upstashRedisStore({ ...toOptions(fake), prefix, timeoutMs: 15_000 }),
        other: upstashRedisStore({ ...toOptions(fake), prefix, timeoutMs: 15_000 }),
        async close() {
          await fake.close();
          await server.release();
        },
      };
    };
    describeStore({ describe, test, beforeAll, afterAll }, open);

    describe('where something is wrong', () => {
      let server: Awaited<ReturnType<typeof sharedRedis>>;
      let fake: UpstashFake;
      let store: RedisKeys;
      beforeAll(async () => {
        server = await sharedRedis();
        fake = await startUpstashFake(server.url);
        store = upstashRedisStore({ ...toOptions(fake), prefix: `${name} faults:`, timeoutMs: 500 });
      });
      afterAll(async () => {
        await fake?.close();
        await server?.release();
      });

      test('one request is one command, and one more where the scripts are gone', async () => {
        await store.claim('warm', 1000);
        const before = fake.commands.length;
        await store.claim('known', 1000);
        expect(fake.commands.slice(before)).toEqual(['EVALSHA']);
        await fake.send('SCRIPT', 'FLUSH');
        expect(await store.claim('unknown', 1000)).toMatchObject({ state: 'claimed', attempt: 1 });
        expect(fake.commands.slice(before)).toEqual(['EVALSHA', 'EVALSHA', 'EVAL']);
      });

      test('a token that is wrong rejects and stands in no message', async () => {
        const wrong = upstashRedisStore(toOptions({ url: fake.url, token: 'AXhunter2' }));
        const error = await wrong.claim('key', 1000).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(Error);
        expect((error as Error).message).toMatch(/WRONGPASS/);
        expect(String((error as Error).stack)).not.toContain('hunter2');
      });

      test('an error of Redis rejects', async () => {
        await fake.send('SET', `${name} faults:event:text`, 'no hash');
        await expect(store.claim('text', 1000)).rejects.toThrow(/WRONGTYPE/);
      });

      test('a server that hangs rejects in time, and what it took meanwhile is given back', async () => {
        const key = crypto.randomUUID();
        await store.claim(`${key} before`, 1000);
        server.signal('SIGSTOP');
        const started = performance.now();
        await expect(store.claim(key, 60_000)).rejects.toThrow('Redis did not answer within 500 ms.');
        expect(performance.now() - started).toBeLessThan(1500);
        server.signal('SIGCONT');
        await expect
          .poll(async () => (await store.claim(key, 60_000)).state, { timeout: 5000 })
          .toBe('claimed');
      });
    });
  },
);

describe.skipIf(!hasRedis)('Upstash (local fake)', () => {
  let server: RedisServer & { release(): Promise<void> };
  let fake: UpstashFake;
  beforeAll(async () => {
    server = await sharedRedis();
    fake = await startUpstashFake(server.url);
  });
  afterAll(async () => {
    await fake?.close();
    await server?.release();
  });

  test('a claim that @upstash/redis sends twice is one claim', async () => {
    const client = new Redis({ url: fake.url, token: fake.token, retry: { retries: 2, backoff: () => 10 } });
    const store = upstashRedisStore({ client, prefix: 'twice:' });
    await store.claim('warm', 1000);
    const before = fake.commands.length;
    fake.loseAnswer();
    expect(await store.claim('key', 60_000)).toMatchObject({ state: 'claimed', attempt: 1 });
    expect(fake.commands.slice(before)).toEqual(['EVALSHA', 'EVALSHA']);
  });

  test('without a client, a lost answer rejects', async () => {
    const store = upstashRedisStore({ url: fake.url, token: fake.token, prefix: 'lost:' });
    await store.claim('warm', 1000);
    fake.loseAnswer();
    await expect(store.claim('key', 60_000)).rejects.toThrow('fetch failed');
  });

  test('in workerd it needs no client and nothing of Node', async () => {
    const script = await bundleWorker('upstash-worker.ts');
    expect(script).not.toMatch(/node:|require\(/);
    const bindings = { UPSTASH_REDIS_REST_URL: fake.url, UPSTASH_REDIS_REST_TOKEN: fake.token };
    const { workers, close } = await startWorkers(script, [{ bindings }, { bindings }]);
    const [store, other] = workers.map((worker) => worker.store()) as [RedisKeys, RedisKeys];
    const claims = await Promise.all([store, other, store, other].map((at) => at.claim('workerd', 60_000)));
    const [claimed, ...more] = claims.filter(({ state }) => state === 'claimed');
    if (claimed?.state !== 'claimed') throw new Error('not claimed');
    expect(more).toEqual([]);
    expect(await other.complete('workerd', claimed.token, 60_000)).toBe(true);
    expect(await store.claim('workerd', 60_000)).toEqual({ state: 'done' });
    await close();
  });

  test('what is no answer of Upstash rejects', async () => {
    const fetch = async () => new Response('<html>Bad gateway</html>', { status: 502 });
    const store = upstashRedisStore({ url: fake.url, token: fake.token, fetch });
    await expect(store.claim('key', 1000)).rejects.toThrow('Upstash answered 502 without a result.');
  });
});

test.each([
  ['a client of another library', { client: {} }],
  ['no token', { url: 'https://example.com', token: '' }],
])('%s: a TypeError', (_, options) => {
  expect(() => upstashRedisStore(options as never)).toThrow(TypeError);
});
