import type { ScriptClient } from './redis-run-script.ts';

/** What is used of an ioredis `Redis` or `Cluster`, of version 5 or newer. */
export interface IoredisLike {
  evalsha(sha: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
}

/** What node-redis wants beside a script. */
export interface NodeRedisEvalOptions {
  keys: string[];
  arguments: string[];
}

/** What is used of a client, cluster, sentinel or pool of node-redis, of version 4 or newer. */
export interface NodeRedisLike {
  evalSha(sha: string, options: NodeRedisEvalOptions): Promise<unknown>;
  eval(script: string, options: NodeRedisEvalOptions): Promise<unknown>;
}

/**
 * Tells clients apart by their methods.
 *
 * @param client - the application's
 * @returns what runs scripts
 * @throws TypeError where it is another client
 */
export function toScriptClient(client: IoredisLike | NodeRedisLike): ScriptClient {
  const isFunction = (name: string): boolean => typeof Reflect.get(Object(client), name) === 'function';
  if (isFunction('evalSha')) {
    const nodeRedis = client as NodeRedisLike;
    return {
      evalSha: (sha, key, args) => nodeRedis.evalSha(sha, { keys: [key], arguments: [...args] }),
      eval: (script, key, args) => nodeRedis.eval(script, { keys: [key], arguments: [...args] }),
    };
  }
  // Others have `evalsha` too, with other parameters.
  if (isFunction('evalsha') && isFunction('defineCommand')) {
    const ioredis = client as IoredisLike;
    return {
      evalSha: (sha, key, args) => ioredis.evalsha(sha, 1, key, ...args),
      eval: (script, key, args) => ioredis.eval(script, 1, key, ...args),
    };
  }
  throw new TypeError(
    'redisStore wants a client of ioredis or node-redis; for @upstash/redis there is upstashRedisStore.',
  );
}
