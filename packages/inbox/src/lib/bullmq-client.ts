import { RedisConnection, type RedisOptions } from 'bullmq';

/** What is used of a `Redis` or `Cluster` of ioredis, of version 5 or newer. */
export interface IoredisLike {
  duplicate(...overrides: never[]): unknown;
  defineCommand(...command: never[]): unknown;
}

/** What is used of a connection of our own. */
export interface RedisClient {
  /** `ready`, `reconnecting`, `end`, and what is between. */
  readonly status: string;
  readonly isCluster?: boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  off(event: 'close', listener: () => void): unknown;
  info(): Promise<string>;
  config(command: 'GET', pattern: string): Promise<unknown>;
  zrange(key: string, start: number, stop: number): Promise<string[]>;
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
  evalsha(sha: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
  pipeline(): RedisPipeline;
  quit(): Promise<unknown>;
  disconnect(): void;
}

/** Commands that are sent at once; each has its own answer. */
export interface RedisPipeline {
  hmget(key: string, ...fields: string[]): unknown;
  exec(): Promise<[error: Error | null, answer: unknown][] | null>;
}

/** What the application's client has, where it is one of ioredis. */
interface Base {
  readonly isCluster?: boolean;
  readonly options: RedisOptions & {
    readonly clusterRetryStrategy?: Retry;
    readonly redisOptions?: RedisOptions;
  };
  duplicate(...overrides: readonly (RedisOptions | undefined)[]): RedisClient;
}

type Retry = (times: number) => unknown;

/** What tells connections apart. */
export interface ClientOptions {
  /** Whether a command fails at once where there is no connection; else it waits for one. */
  readonly isFailingFast: boolean;
  /** Whether a connection that was lost is not made again. */
  readonly hasGivenUp?: () => boolean;
}

/**
 * Opens a connection of our own; it need not be there yet.
 *
 * @param connection - the application's client, which stays as it is, or options
 * @param options - how it is to behave
 * @returns the client; whoever waits for a command is told by the command
 * @throws TypeError where the client is another one
 */
export async function openClient(
  connection: IoredisLike | RedisOptions,
  { isFailingFast, hasGivenUp = () => false }: ClientOptions,
): Promise<RedisClient> {
  const base = await toBase(connection);
  const { options, isCluster = false } = base;
  const retry =
    (given: Retry | undefined): Retry =>
    (times) =>
      hasGivenUp() ? null : (given ?? backOff)(times);
  const each = {
    commandTimeout: undefined,
    // A server that hangs does not say goodbye either.
    disconnectTimeout: 500,
    maxRetriesPerRequest: isFailingFast ? 0 : null,
    // What was a master does not become one again: a new connection finds the one that is.
    reconnectOnError: options['reconnectOnError'] ?? (({ message }: Error) => message.startsWith('READONLY')),
  };
  const whole = { lazyConnect: false, enableOfflineQueue: !isFailingFast };
  const client = isCluster
    ? base.duplicate(undefined, {
        ...whole,
        clusterRetryStrategy: retry(options.clusterRetryStrategy),
        redisOptions: { ...options.redisOptions, ...each },
      })
    : base.duplicate({
        ...each,
        ...whole,
        retryStrategy: retry(options.retryStrategy) as (times: number) => number,
      });
  client.on('error', () => {});
  return client;
}

async function toBase(connection: IoredisLike | RedisOptions): Promise<Base> {
  if (!isClient(connection)) return createBase(connection);
  if (typeof connection.defineCommand === 'function') return connection as unknown as Base;
  throw new TypeError(
    'connection is a client of another library: bullmqInbox wants one of ioredis, or its options.',
  );
}

function isClient(connection: IoredisLike | RedisOptions): connection is IoredisLike {
  return typeof connection.duplicate === 'function';
}

/** A client that never connects; BullMQ knows where ioredis is. */
async function createBase(options: RedisOptions): Promise<Base> {
  const whole = { retryStrategy: backOff, ...options, lazyConnect: true };
  const connection = new RedisConnection(whole, {
    skipWaitingForReady: true,
    skipVersionCheck: true,
    blocking: false,
  });
  return (await connection.client) as unknown as Base;
}

const shortestRetryMs = 50;
const longestRetryMs = 2000;

function backOff(times: number): number {
  return Math.min(longestRetryMs, shortestRetryMs * 2 ** (times - 1));
}

const quitMs = 1000;

/** Closes a connection, whatever its state is. */
export async function closeClient(client: RedisClient): Promise<void> {
  if (client.status !== 'ready') return client.disconnect();
  const timer = setTimeout(() => client.disconnect(), quitMs);
  await client.quit().catch(() => client.disconnect());
  clearTimeout(timer);
}

/** Takes the command from an error of ioredis: it has the payload in it. */
export function withoutCommand(error: unknown): unknown {
  if (error instanceof Error) Reflect.deleteProperty(error, 'command');
  return error;
}
