import type { D1Database, Queue, R2Bucket } from '@cloudflare/workers-types';
import type { Inbox } from '@hooklatch/core/store';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import type { CloudflareQueuesInbox, QueueLike, QueueMessageLike } from '../../src/cloudflare-queues.ts';
import { createMounts, type Mounts } from './hosted-mount.ts';

/** A consumer that hands its batches to this process, and does with them as it says. */
const consumer = `export default {
  async queue(batch, env) {
    const given = batch.messages.map(({ id, body, attempts }) => ({ id, body, attempts }));
    const response = await env.NODE.fetch('http://node/', { method: 'POST', body: JSON.stringify(given) });
    const answers = await response.json();
    if (answers === null) throw new Error('The isolate goes away.');
    for (const message of batch.messages) {
      const answer = answers[message.id];
      if (answer === 'ack') message.ack();
      else message.retry(answer);
    }
  },
};`;

interface Given {
  readonly id: string;
  readonly body: string;
  readonly attempts: number;
}

/** What a test has of Cloudflare. */
export interface LocalCloudflare {
  readonly database: D1Database;
  readonly bucket: R2Bucket;
  /** Begins anew: what was sent before is acknowledged, and seen by nobody. */
  anew(): {
    readonly queue: QueueLike;
    mount(inbox: CloudflareQueuesInbox): Inbox;
    /** How many messages the queue has. */
    waiting(): Promise<number>;
  };
  /** Lets so many batches end in an error that nobody has caught, as when the isolate goes away. */
  vanish(times: number): void;
  close(): Promise<void>;
}

/** What is done with a batch of what was sent under a number; what has another number is acknowledged. */
async function answer(
  batch: readonly Given[],
  { number, mounts }: { readonly number: number; readonly mounts: Mounts<CloudflareQueuesInbox> },
): Promise<Readonly<Record<string, unknown>>> {
  const answers: Record<string, unknown> = {};
  const messages = batch.flatMap(({ id, body, attempts }): QueueMessageLike[] => {
    const [, sentUnder, text] = /^(\d+):(.*)$/s.exec(body) ?? [];
    if (Number(sentUnder) !== number) return ((answers[id] = 'ack'), []);
    const ack = (): void => void (answers[id] ??= 'ack');
    return [{ id, body: text, attempts, ack, retry: (options = {}) => void (answers[id] ??= options) }];
  });
  if (messages.length > 0) await (await mounts.next())?.queue({ messages });
  return answers;
}

/** Starts miniflare, with a queue, a D1 database and an R2 bucket. */
export async function startMiniflare(): Promise<LocalCloudflare> {
  let current = { number: 0, mounts: createMounts<CloudflareQueuesInbox>() };
  let vanishing = 0;
  const onBatch = async (request: Request): Promise<Response> => {
    const batch = (await request.json()) as Given[];
    vanishing -= 1;
    return Response.json(vanishing >= 0 ? null : await answer(batch, current));
  };
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: consumer,
      compatibilityDate: '2024-04-01',
      cf: false,
      d1Databases: { DB: 'db' },
      r2Buckets: { BODIES: 'bodies' },
      queueProducers: { EVENTS: { queueName: 'events' } },
      queueConsumers: { events: { maxBatchSize: 100, maxBatchTimeout: 0, maxRetries: 3 } },
      serviceBindings: { NODE: onBatch },
    } as never),
  );
  await miniflare.ready;
  const producer = (await miniflare.getQueueProducer('EVENTS')) as unknown as Queue<string>;
  return {
    database: (await miniflare.getD1Database('DB')) as unknown as D1Database,
    bucket: (await miniflare.getR2Bucket('BODIES')) as unknown as R2Bucket,
    anew() {
      current.mounts.close();
      const number = current.number + 1;
      const mounts = createMounts<CloudflareQueuesInbox>();
      current = { number, mounts };
      return {
        queue: { send: (text, options) => producer.send(`${number}:${text}`, options) },
        mount: mounts.mount,
        waiting: async () => (await producer.metrics()).backlogCount,
      };
    },
    vanish(times) {
      vanishing = times;
    },
    async close() {
      current.mounts.close();
      await miniflare.dispose();
    },
  };
}
