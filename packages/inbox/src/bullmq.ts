import type { Inbox } from '@hooklatch/core/store';
import type { RedisOptions, WorkerOptions } from 'bullmq';
import type { IoredisLike } from './lib/bullmq-client.ts';
import { bullmqEngine } from './lib/bullmq-engine.ts';
import { createInbox, type InboxOptions } from './lib/create-inbox.ts';

export type { IoredisLike } from './lib/bullmq-client.ts';

/** Options of {@link bullmqInbox}. */
export interface BullmqInboxOptions extends InboxOptions {
  /**
   * A `Redis` or `Cluster` of ioredis, which stays the application's, or the options of a `Redis`. The inbox makes
   * connections of its own from it: one, and two more for each worker.
   */
  readonly connection: IoredisLike | RedisOptions;
  /** The queue's name. (`hooklatch`) */
  readonly queue?: string | undefined;
  /** Before every key of the queue; in a cluster with braces, `{bull}`, so that all are on one node. (`bull`) */
  readonly prefix?: string | undefined;
  /** How long a message that was handled is remembered, in milliseconds; whole seconds count. (7 days) */
  readonly retentionMs?: number | undefined;
  /** How long Redis may take to answer, in milliseconds; a webhook answers 503 after 2,000. (1,800) */
  readonly timeoutMs?: number | undefined;
  /** What else the workers of BullMQ are given. */
  readonly worker?: Pick<WorkerOptions, 'limiter' | 'metrics' | 'name' | 'telemetry'> | undefined;
  /**
   * Gets a sentence for the operator where Redis may lose events, or a worker has met an error; not awaited. Without it
   * they are lines on the console; `false` is silence.
   */
  readonly onWarning?: ((text: string) => unknown) | false | undefined;
}

const weekMs = 7 * 86_400_000;

/**
 * An inbox in Redis, on BullMQ: each message is a job, whose id is the message's, so that dashboards for BullMQ show
 * it. Retries, delays, dead letters, pause and the search for workers that vanished are BullMQ's own.
 *
 * What was acknowledged is as durable as Redis is: with `appendfsync always` it is on disk, with `everysec` the last
 * second is lost when the machine fails, and a replica that is promoted may lack the last writes. A message takes four
 * thirds of its body and about 1.5 KB of memory until its retention is over; `retentionMs` bounds what that comes to.
 *
 * A message whose worker has vanished is taken over within `leaseMs` and five seconds. It has spent an attempt then,
 * also where its handler had not begun.
 *
 * @param options - the connection, and bounds
 * @returns the inbox; it connects when it is first used, and then rejects with a TypeError where `maxmemory-policy` is
 *   not `noeviction`. Its `put` rejects where Redis does not answer in time; whether the message was kept is then not
 *   known, and its next delivery will tell
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { bullmqInbox } from '@hooklatch/inbox/bullmq';
 * import { clerk } from '@hooklatch/providers/clerk';
 *
 * const inbox = bullmqInbox({ connection: { host: 'redis.internal', port: 6379 } });
 * export const webhook = createWebhook(clerk(), { inbox });
 * await inbox.work([{ provider: clerk(), on: { '*': (event) => console.log(event.type) } }]);
 * ```
 */
export function bullmqInbox(options: BullmqInboxOptions): Inbox {
  const { connection, queue = 'hooklatch', prefix = 'bull', worker = {} } = options;
  const { retentionMs = weekMs, timeoutMs = 1800, onWarning = console.warn } = options;
  for (const [name, value] of Object.entries({ retentionMs, timeoutMs })) {
    if (!(value > 0 && Number.isFinite(value))) throw new TypeError(`${name} cannot be ${value}.`);
  }
  if (queue === '' || queue.includes(':'))
    throw new TypeError('queue is empty, or has a colon: give it another name.');
  const warn = (text: string): void => {
    // An observer's failure changes nothing.
    void (async () => onWarning && onWarning(`[hooklatch] queue ${queue}: ${text}`))().catch(() => {});
  };
  const engine = bullmqEngine({ connection, queue, prefix, retentionMs, timeoutMs, worker, warn });
  return createInbox(engine, options);
}
