import { Queue, type RedisOptions } from 'bullmq';
import { checkServer } from './bullmq-check.ts';
import { closeClient, openClient, type IoredisLike, type RedisClient } from './bullmq-client.ts';

/** Where the jobs are. */
export interface QueueAddress {
  readonly connection: IoredisLike | RedisOptions;
  readonly queue: string;
  readonly prefix: string;
}

/** A queue that is connected, and the connection itself. */
export interface OpenQueue {
  readonly queue: Queue;
  readonly client: RedisClient;
}

/** A queue that is opened when it is first asked for. */
export interface LazyQueue {
  /** @throws TypeError where Redis must not be used; Error where it cannot be reached in time */
  open(): Promise<OpenQueue>;
  /**
   * Asks for something within the time that Redis has.
   *
   * @throws Error as `open`, or as the question; where the time is over nobody knows whether it was done
   */
  ask<Answer>(question: (open: OpenQueue) => Promise<Answer>): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * A queue over a connection whose commands fail at once where there is none.
 *
 * @param address - where it is
 * @param options - how long to wait at most, and who is told what is risky
 */
export function lazyQueue(
  address: QueueAddress,
  { timeoutMs, warn }: { readonly timeoutMs: number; readonly warn: (text: string) => void },
): LazyQueue {
  let opening: Promise<OpenQueue> | undefined;
  let isClosed = false;
  const connect = async (): Promise<OpenQueue> => {
    const client = await openClient(address.connection, { isFailingFast: true });
    if (client.isCluster === true && !/\{.+\}/.test(`${address.prefix}:${address.queue}`)) {
      client.disconnect();
      throw new TypeError(
        "In a cluster all keys of a queue must be on one node: give prefix braces, as in '{bull}'.",
      );
    }
    const queue = new Queue(address.queue, {
      connection: client as object as RedisOptions,
      prefix: address.prefix,
      // The server is asked below.
      skipVersionCheck: true,
    });
    queue.on('error', () => {});
    try {
      await within(timeoutMs, orClosed(client, queue.waitUntilReady()));
      await within(timeoutMs, checkServer(client, warn));
    } catch (error) {
      await closeQueue({ queue, client });
      throw error;
    }
    return { queue, client };
  };
  const open = async (): Promise<OpenQueue> => {
    if (isClosed) throw new Error('The inbox is closed.');
    opening ??= connect().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  return {
    open,
    ask: (question) =>
      within(
        timeoutMs,
        open().then((opened) => {
          if (opened.client.status !== 'ready') throw unreachable();
          return question(opened);
        }),
      ),
    async close() {
      isClosed = true;
      const opened = await opening?.catch(() => undefined);
      if (opened) await closeQueue(opened);
    },
  };
}

async function closeQueue({ queue, client }: OpenQueue): Promise<void> {
  await queue.close().catch(() => {});
  await closeClient(client);
}

function unreachable(): Error {
  return new Error('Redis cannot be reached.');
}

/** BullMQ goes on waiting where a connection is refused. */
async function orClosed<Result>(client: RedisClient, result: Promise<Result>): Promise<Result> {
  let close = (): void => {};
  const closed = new Promise<never>((_, reject) => {
    close = () => reject(unreachable());
    client.once('close', close);
  });
  try {
    return await Promise.race([result, closed]);
  } finally {
    client.off('close', close);
  }
}

/**
 * Waits for Redis, but not for ever.
 *
 * @throws Error when the time is over; nobody knows then whether it has done what it was told
 */
export async function within<Result>(milliseconds: number, result: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Redis did not answer within ${milliseconds} ms.`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}
