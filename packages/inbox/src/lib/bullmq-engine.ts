import { redisStore, type IoredisLike as StoreClient } from '@hooklatch/stores/redis';
import type { WorkerOptions } from 'bullmq';
import { bullmqDead, replayJob } from './bullmq-dead.ts';
import { putJobs } from './bullmq-put.ts';
import { lazyQueue, type LazyQueue, type QueueAddress } from './bullmq-queue.ts';
import { startBullmqWork } from './bullmq-work.ts';
import type { InboxEngine } from './engine.ts';

/** What an engine over BullMQ is made of; the defaults are those of `bullmqInbox`. */
export interface BullmqEngineOptions extends QueueAddress {
  readonly retentionMs: number;
  readonly timeoutMs: number;
  readonly worker: Pick<WorkerOptions, 'limiter' | 'metrics' | 'name' | 'telemetry'>;
  readonly warn: (text: string) => void;
}

/** An engine over BullMQ. */
export function bullmqEngine(options: BullmqEngineOptions): InboxEngine {
  const { connection, queue: name, prefix, retentionMs, timeoutMs, worker, warn } = options;
  const address: QueueAddress = { connection, queue: name, prefix };
  const queue = lazyQueue(address, { timeoutMs, warn });
  const { ask } = queue;
  const retentionSeconds = Math.ceil(retentionMs / 1000);
  return {
    put: (messages) => ask((open) => putJobs(open, messages)),
    async work(work) {
      await queue.open();
      return startBullmqWork({ ...address, retentionSeconds, options: worker, warn }, work);
    },
    replay: (id) => ask((open) => replayJob(open, id)),
    dead: bullmqDead(queue),
    stats: () =>
      ask(async ({ queue: jobs }) => {
        const [counts, due] = await Promise.all([
          jobs.getJobCounts('waiting', 'prioritized', 'delayed', 'active', 'failed'),
          jobs.getDelayedCount(Date.now() + 1),
        ]);
        const { waiting = 0, prioritized = 0, delayed = 0, active, failed } = counts;
        return { waiting: waiting + prioritized + due, delayed: delayed - due, active, dead: failed };
      }),
    pause: () => ask(({ queue: jobs }) => jobs.pause()),
    resume: () => ask(({ queue: jobs }) => jobs.resume()),
    async migrate() {
      await queue.open();
    },
    close: queue.close,
    store: redisStore({ client: toStoreClient(queue), prefix: `hooklatch:${prefix}:${name}:` }),
  };
}

/** The queue's connection, once it is there. */
function toStoreClient({ open }: LazyQueue): StoreClient & { defineCommand(): void } {
  return {
    evalsha: async (...args) => (await open()).client.evalsha(...args),
    eval: async (...args) => (await open()).client.eval(...args),
    defineCommand() {},
  };
}
