import type { D1Like } from '@hooklatch/stores/d1';
import type { CloudflareQueuesInboxOptions } from '../cloudflare-queues.ts';
import { largestMessage, longestDelay, type QueueBatchLike, type QueueLike } from './cloudflare-client.ts';
import { createCloudflareDead, type CloudflareDead } from './cloudflare-dead.ts';
import { createTables } from './cloudflare-tables.ts';
import { handleBatch } from './cloudflare-batch.ts';
import type { InboxEngine } from './engine.ts';
import { createDeadLetters, type DeadBox } from './hosted-dead.ts';
import { writeEnvelope } from './hosted-envelope.ts';
import { createHosted, toSeconds } from './hosted-inbox.ts';
import { createPushWorkers } from './hosted-push.ts';
import type { Letter, Sent } from './hosted-send.ts';

/** What the platform does when nothing else is configured. */
const defaultRetries = 3;

/** An engine over Cloudflare Queues, and what takes batches. */
export interface CloudflareEngine {
  readonly engine: InboxEngine;
  queue(batch: QueueBatchLike): Promise<void>;
}

/**
 * Makes an engine of bindings.
 *
 * @throws TypeError where an option cannot be used
 */
export function cloudflareEngine(options: CloudflareQueuesInboxOptions): CloudflareEngine {
  const { queue, deadLetters, maxRetries = defaultRetries } = options;
  if (typeof queue?.send !== 'function')
    throw new TypeError('queue is the binding to a queue, as a producer.');
  if (!deadLetters) throw new TypeError('Give deadLetters: a D1 database, or the binding to another queue.');
  if (!Number.isInteger(maxRetries) || maxRetries < 0)
    throw new TypeError(`maxRetries cannot be ${maxRetries}.`);
  const service = { name: 'Cloudflare Queues', largestBytes: largestMessage, send: createSend(queue) };
  const hosted = createHosted(service, options);
  const { store, sender, bodies } = hosted;
  const tables = 'prepare' in deadLetters ? createTables(deadLetters) : undefined;
  const box = tables && createCloudflareDead(tables.run);
  const bury: CloudflareDead['add'] =
    box?.add ?? (async (dead) => void (await (deadLetters as QueueLike).send(writeEnvelope(dead), text)));
  const workers = createPushWorkers();
  return {
    engine: {
      ...hosted,
      ...createDeadLetters({ box: box ?? unlisted, store, sender, bodies }),
      work: workers.work,
      stats: async () => ({
        waiting: undefined,
        delayed: undefined,
        active: undefined,
        dead: await box?.count(),
      }),
      pause: () =>
        Promise.reject(new TypeError(`Cloudflare pauses queues itself: wrangler queues pause-delivery.`)),
      resume: () =>
        Promise.reject(new TypeError(`Cloudflare resumes queues itself: wrangler queues resume-delivery.`)),
      migrate: async () => tables?.migrate(),
      close: async () => {},
    },
    queue: (batch) => handleBatch({ ...hosted, workers, maxRetries, bury }, batch),
  };
}

const text = { contentType: 'text' } as const;

/** One by one: of a request there is one. */
function createSend(queue: QueueLike): (letters: readonly Letter[]) => Promise<readonly Sent[]> {
  const sendOne = async ({ text: body, delayMs }: Letter): Promise<Sent> => {
    try {
      const delay = delayMs > 0 ? { delaySeconds: Math.min(longestDelay, toSeconds(delayMs)) } : {};
      await queue.send(body, { ...text, ...delay });
      return undefined;
    } catch (error) {
      return { error };
    }
  };
  return (letters) => Promise.all(letters.map(sendOne));
}

const refuse = (): Promise<never> =>
  Promise.reject(
    new TypeError('Dead letters in a queue cannot be looked at: give a D1 database as deadLetters.'),
  );

/** A queue cannot be looked into. */
const unlisted: DeadBox = { list: refuse, find: refuse };

/** What dead letters are kept in. */
export type DeadLetterPlace = D1Like | QueueLike;
