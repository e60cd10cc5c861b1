import { createRedisKeys, toSettings, type RedisKeyOptions, type RedisKeys } from './lib/redis-keys.ts';
import { createRunScript, type ScriptClient } from './lib/redis-run-script.ts';
import { createRest, type FetchLike } from './lib/upstash-rest.ts';

export type { RedisKeyOptions, RedisKeys } from './lib/redis-keys.ts';
export type { FetchLike } from './lib/upstash-rest.ts';

/** What is used of a `Redis` of `@upstash/redis`. */
export interface UpstashLike {
  evalsha(sha: string, keys: string[], args: string[]): Promise<unknown>;
  eval(script: string, keys: string[], args: string[]): Promise<unknown>;
}

/** Options of {@link upstashRedisStore} with a client. */
export interface UpstashClientOptions extends RedisKeyOptions {
  /** A `Redis` of `@upstash/redis`. */
  readonly client: UpstashLike;
}

/** Options of {@link upstashRedisStore} without a client. */
export interface UpstashRestOptions extends RedisKeyOptions {
  /** `UPSTASH_REDIS_REST_URL` */
  readonly url: string;
  /** `UPSTASH_REDIS_REST_TOKEN`, which may write. */
  readonly token: string;
  /** Sends the requests. (the runtime's) */
  readonly fetch?: FetchLike | undefined;
}

/** Options of {@link upstashRedisStore}. */
export type UpstashRedisStoreOptions = UpstashClientOptions | UpstashRestOptions;

/**
 * Remembers events in Upstash Redis, over HTTP: for runtimes without sockets. Each call is one Lua script over one key,
 * and one request; the clock is the server's.
 *
 * Leave eviction off in the database's settings: with it Upstash forgets what was handled when the database is full.
 *
 * @param options - a client of `@upstash/redis`; or a URL and a token, and no client is needed
 * @returns the store; its calls reject where Upstash does not answer in time or refuses
 * @throws TypeError where there is neither a client nor a URL and a token
 * @example
 * ```ts
 * import { upstashRedisStore } from '@hooklatch/stores/upstash-redis';
 * import { Redis } from '@upstash/redis';
 *
 * const store = upstashRedisStore({ client: Redis.fromEnv() });
 * ```
 * @example
 * ```ts
 * import { upstashRedisStore } from '@hooklatch/stores/upstash-redis';
 *
 * const store = upstashRedisStore({ url: 'https://eu1-shop-12345.upstash.io', token: 'AX...' });
 * ```
 */
export function upstashRedisStore(options: UpstashRedisStoreOptions): RedisKeys {
  return createRedisKeys(createRunScript(toScriptClient(options)), toSettings(options));
}

function toScriptClient(options: UpstashRedisStoreOptions): ScriptClient {
  if ('client' in options) {
    const { client } = options;
    if (typeof client?.evalsha !== 'function')
      throw new TypeError('upstashRedisStore wants a Redis of @upstash/redis as its client.');
    return {
      evalSha: (sha, key, args) => client.evalsha(sha, [key], [...args]),
      eval: (script, key, args) => client.eval(script, [key], [...args]),
    };
  }
  const { url, token, fetch = globalThis.fetch } = options;
  if (!url || !token) throw new TypeError('upstashRedisStore wants a client, or a url and a token.');
  const send = createRest(url, token, fetch);
  return {
    evalSha: (sha, key, args, signal) => send(['EVALSHA', sha, '1', key, ...args], signal),
    eval: (script, key, args, signal) => send(['EVAL', script, '1', key, ...args], signal),
  };
}
