import type { Inbox, InboxRow, WorkOptions } from '@hooklatch/core/store';
import type { QueueBatchLike, QueueLike } from './lib/cloudflare-client.ts';
import { cloudflareEngine, type DeadLetterPlace } from './lib/cloudflare-engine.ts';
import { migrations, type CloudflareMigration } from './lib/cloudflare-tables.ts';
import { createHostedInbox, type HostedOptions } from './lib/hosted-inbox.ts';

export { d1Bodies } from './lib/cloudflare-bodies.ts';
export type { QueueBatchLike, QueueLike, QueueMessageLike } from './lib/cloudflare-client.ts';
export type { DeadLetterPlace } from './lib/cloudflare-engine.ts';
export type { CloudflareMigration } from './lib/cloudflare-tables.ts';
export type { BodyBucket } from './lib/hosted-bodies.ts';
export type { HostedOptions } from './lib/hosted-inbox.ts';

/** Options of {@link cloudflareQueuesInbox}. */
export interface CloudflareQueuesInboxOptions extends HostedOptions {
  /** The binding to the queue, as a producer. */
  readonly queue: QueueLike;
  /**
   * Where messages go that are not tried any more: a D1 database; or the binding to another queue, and then they can be
   * neither listed nor sent back from here.
   */
  readonly deadLetters: DeadLetterPlace;
  /** The consumer's `max_retries`: how often the platform hands a message out again. More attempts are sent anew. (3) */
  readonly maxRetries?: number | undefined;
}

/** An inbox that Cloudflare hands batches of messages to. */
export interface CloudflareQueuesInbox extends Inbox {
  /** Has a batch handled by the workers of this inbox; {@link toQueue} does it for a Worker. */
  queue(batch: QueueBatchLike): Promise<void>;
}

/**
 * An inbox in Cloudflare Queues. A queue recognises no duplicates, and may hand out a message twice: `store` recognises
 * both. The event is in the queue before the webhook is answered; `waitUntil` would be a promise of this invocation
 * alone.
 *
 * A queue takes 128 KB: bodies that make a message bigger are kept in `bodies`, such as an R2 bucket, and removed when
 * the message is finished; let a lifecycle rule remove what a crash has left over. An invocation has 15 minutes for its
 * batch, and `concurrency` counts within a batch. A delay is at most 12 hours. Where the platform itself gives up,
 * because a handler ends the whole isolate each time, the message goes to the consumer's `dead_letter_queue`: configure
 * one, and `max_retries` as high as the policy's attempts. What was handled is gone, so that `replay` finds the dead
 * only.
 *
 * @param options - bindings and store
 * @returns the inbox; `pause` and `resume` reject with a TypeError, because the platform has its own
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { cloudflareQueuesInbox, toQueue, type QueueLike } from '@hooklatch/inbox/cloudflare-queues';
 * import { clerk } from '@hooklatch/providers/clerk';
 * import { d1Store, type D1Like } from '@hooklatch/stores/d1';
 *
 * interface Env {
 *   readonly EVENTS: QueueLike;
 *   readonly DB: D1Like;
 * }
 * const toInbox = ({ EVENTS, DB }: Env) =>
 *   cloudflareQueuesInbox({ queue: EVENTS, store: d1Store({ database: DB }), deadLetters: DB });
 *
 * export default {
 *   fetch: (request: Request, env: Env) => createWebhook(clerk(), { inbox: toInbox(env) }).fetch(request, env),
 *   queue: toQueue(toInbox, [{ provider: clerk(), on: { '*': (event) => console.log(event.type) } }]),
 * };
 * ```
 */
export function cloudflareQueuesInbox(options: CloudflareQueuesInboxOptions): CloudflareQueuesInbox {
  const { engine, queue } = cloudflareEngine(options);
  return { ...createHostedInbox(engine), queue };
}

/**
 * Makes what a Worker exports as `queue`.
 *
 * @param toInbox - makes the inbox from the bindings; called once for each `env`
 * @param rows - the endpoints, each with its provider and handlers
 * @param options - as of `inbox.work`
 * @returns the consumer of the queue; it rejects with a TypeError where an option cannot be used
 * @example
 * ```ts
 * import { toQueue, type CloudflareQueuesInbox } from '@hooklatch/inbox/cloudflare-queues';
 * import { clerk } from '@hooklatch/providers/clerk';
 *
 * declare function toInbox(env: object): CloudflareQueuesInbox;
 * export const queue = toQueue(toInbox, [{ provider: clerk(), on: { '*': ({ type }) => console.log(type) } }]);
 * ```
 */
export function toQueue<Env extends object, Many extends readonly object[]>(
  toInbox: (env: Env) => CloudflareQueuesInbox,
  rows: { readonly [Index in keyof Many]: InboxRow<Many[Index]> },
  options?: WorkOptions,
): (batch: QueueBatchLike, env: Env) => Promise<void> {
  const inboxes = new WeakMap<Env, CloudflareQueuesInbox>();
  return async (batch, env) => {
    let inbox = inboxes.get(env);
    if (!inbox) {
      inbox = toInbox(env);
      await inbox.work(rows, options);
      inboxes.set(env, inbox);
    }
    await inbox.queue(batch);
  };
}

/** What `migrate` does, for the `migrations` directory that Wrangler applies. Tables that are missing are created anyway. */
export const cloudflareQueuesMigrations: readonly CloudflareMigration[] = migrations;
