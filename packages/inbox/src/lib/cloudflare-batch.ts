import type { CloudflareDead } from './cloudflare-dead.ts';
import { longestDelay, type QueueBatchLike, type QueueMessageLike } from './cloudflare-client.ts';
import type { EngineWork } from './engine.ts';
import { toSeconds, type HostedParts } from './hosted-inbox.ts';
import type { Settling } from './hosted-lease.ts';
import { handlePushed, type PushWorkers } from './hosted-push.ts';

/** What handling a batch needs. */
export interface BatchParts extends HostedParts {
  readonly workers: PushWorkers;
  /** How often the platform itself hands a message out again. */
  readonly maxRetries: number;
  readonly bury: CloudflareDead['add'];
}

/** When the platform is to come again after a message that could not be settled, in seconds. */
const restSeconds = 10;

/**
 * Handles a batch: each message is acknowledged, or given back, for itself, and none by the batch.
 *
 * @returns when all are settled
 */
export async function handleBatch(parts: BatchParts, { messages }: QueueBatchLike): Promise<void> {
  const done = parts.workers.take(async (work) => {
    const left = [...messages];
    // Not across batches: what one invocation of a Worker has begun, another cannot wait for.
    const lane = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) await handleMessage(parts, work, next);
    };
    await Promise.all(Array.from({ length: Math.min(work.concurrency, messages.length) }, lane));
  });
  if (!done) for (const message of messages) message.retry({ delaySeconds: restSeconds });
  await done;
}

async function handleMessage(parts: BatchParts, work: EngineWork, message: QueueMessageLike): Promise<void> {
  const { id, body: text, attempts: received } = message;
  try {
    await handlePushed(parts, work, { text, id, received }, toSettling(parts, message));
  } catch (error) {
    // What is none of ours is left to the platform, which has a dead letter queue for it.
    if (error instanceof TypeError)
      console.warn(`[hooklatch] The message ${id} of a queue could not be read:`, error);
    message.retry({ delaySeconds: restSeconds });
  }
}

function toSettling({ maxRetries, bury }: BatchParts, message: QueueMessageLike): Settling {
  return {
    ack: () => message.ack(),
    // Beyond that the platform would drop it.
    canRetry: () => message.attempts <= maxRetries,
    retry: (delayMs) => message.retry({ delaySeconds: Math.min(longestDelay, toSeconds(delayMs)) }),
    async bury(dead) {
      await bury(dead);
      message.ack();
    },
  };
}
