import { toScriptClient, type IoredisLike, type NodeRedisLike } from './lib/redis-client.ts';
import { refuseEviction } from './lib/redis-eviction.ts';
import { createRedisKeys, toSettings, type RedisKeyOptions, type RedisKeys } from './lib/redis-keys.ts';
import { createRunScript } from './lib/redis-run-script.ts';
import { within } from './lib/redis-within.ts';

export type { IoredisLike, NodeRedisEvalOptions, NodeRedisLike } from './lib/redis-client.ts';
export type { RedisKeyOptions, RedisKeys } from './lib/redis-keys.ts';

/** Options of {@link redisStore}. */
export interface RedisStoreOptions extends RedisKeyOptions {
  /** A `Redis` or `Cluster` of ioredis, or a client of node-redis that was connected. It stays the application's. */
  readonly client: IoredisLike | NodeRedisLike;
  /** Also takes a Redis that forgets keys when its memory is full, and with them what was handled. (false) */
  readonly allowEviction?: boolean | undefined;
}

/** What {@link redisStore} makes. */
export interface RedisStore extends RedisKeys {
  /**
   * Asks Redis whether it forgets keys when its memory is full. The first claim does so too.
   *
   * @throws TypeError where `maxmemory-policy` is not `noeviction`; Error where Redis does not answer
   */
  check(): Promise<void>;
}

/**
 * Remembers events in Redis, or a cluster of it. Each call is one Lua script over one key, and one round trip; the clock
 * is the server's.
 *
 * What Redis loses is handled again when it is sent again. When it crashes, `appendfsync always` loses nothing, `everysec`
 * up to a second; when a replica takes over, what had not reached it is lost.
 *
 * A call that timed out may have been done. Where the client sent a command twice because its connection broke,
 * `complete` and `release` are false though the first one was done.
 *
 * @param options - the client, and how to use it
 * @returns the store; its calls reject where Redis does not answer in time or refuses, and its `claim` with a TypeError
 *   where `maxmemory-policy` is not `noeviction`
 * @throws TypeError where the client is another one
 * @example
 * ```ts
 * import { redisStore } from '@hooklatch/stores/redis';
 * import { Redis } from 'ioredis';
 *
 * const client = new Redis('redis://127.0.0.1:6379');
 * client.on('error', console.error);
 * const store = redisStore({ client });
 * await store.check();
 * ```
 * @example
 * ```ts
 * import { redisStore } from '@hooklatch/stores/redis';
 * import { createClient } from 'redis';
 *
 * const client = createClient({ url: 'redis://127.0.0.1:6379' });
 * client.on('error', console.error);
 * await client.connect();
 * const store = redisStore({ client, prefix: 'shop:' });
 * ```
 */
export function redisStore(options: RedisStoreOptions): RedisStore {
  const { client, allowEviction = false } = options;
  const settings = toSettings(options);
  const run = createRunScript(toScriptClient(client));
  const refuse = async (key: string, signal: AbortSignal): Promise<void> => {
    if (!allowEviction) await refuseEviction(run, key, signal);
  };
  let checked: Promise<void> | undefined;
  const prepare = (key: string, signal: AbortSignal): Promise<void> => {
    checked ??= refuse(key, signal).catch((error: unknown) => {
      checked = undefined;
      throw error;
    });
    return checked;
  };
  return {
    ...createRedisKeys(run, settings, prepare),
    check: () => within(settings.timeoutMs, (signal) => refuse(`${settings.prefix}check`, signal)),
  };
}
