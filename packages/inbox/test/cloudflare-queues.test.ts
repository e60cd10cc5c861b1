import type { D1Database, MessageBatch, Queue, R2Bucket } from '@cloudflare/workers-types';
import { toBytes, writeDelivery } from '@hooklatch/core/provider';
import { memoryStore, messageId } from '@hooklatch/core/store';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import type { D1Like } from '@hooklatch/stores/d1';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { bundle } from '../../workers/test/fixture/start.ts';
import {
  cloudflareQueuesInbox,
  cloudflareQueuesMigrations,
  d1Bodies,
  toQueue,
  type BodyBucket,
  type CloudflareQueuesInboxOptions,
  type QueueBatchLike,
  type QueueLike,
} from '../src/cloudflare-queues.ts';
import { startMiniflare, type LocalCloudflare } from './lib/cloudflare-miniflare.ts';

const secret = 'whsec_d29ya2VyZCBhbmQgaXRzIG93biBxdWV1ZXM=';
const big = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 13 + (at >> 10)) % 256);

interface Seen {
  readonly id: string;
  readonly attempt: number;
  readonly sha256: string;
}

describe('a Worker with a queue, in workerd by miniflare', () => {
  let script: string;
  let worker: Miniflare;
  let origin: string;
  beforeAll(async () => {
    script = await bundle(new URL('lib/cloudflare-worker.ts', import.meta.url));
    worker = new Miniflare(
      convertV4MiniflareOptions({
        modules: true,
        script,
        compatibilityDate: '2024-04-01',
        cf: false,
        d1Databases: { DB: 'db' },
        r2Buckets: { BODIES: 'bodies' },
        queueProducers: { EVENTS: { queueName: 'events' }, BURIED: { queueName: 'buried' } },
        queueConsumers: { events: { maxBatchSize: 10, maxBatchTimeout: 0, maxRetries: 3 } },
      } as never),
    );
    origin = (await worker.ready).origin;
  });
  afterAll(() => worker?.dispose());

  const post = async (
    path: string,
    id: string,
    type = 'order.paid',
    body = toBytes(JSON.stringify({ type })),
  ) => {
    const sent = { secret, type, id, body, url: `${origin}${path}`, time: Date.now() };
    const { headers, url, ...delivery } = await writeDelivery(standardWebhooks(), sent);
    const { method } = delivery;
    const pairs = headers.entries().map(([name, value]): [string, string] => [name, value]);
    const response = await fetch(url, { method, headers: pairs, body: body.slice() });
    await response.arrayBuffer();
    return response.status;
  };
  const ask = async (path: string): Promise<unknown> => (await fetch(`${origin}${path}`)).json();
  const seenOf = async (id: string): Promise<Seen[]> =>
    ((await ask('/seen')) as Seen[]).filter((one) => one.id === id);
  const until = (id: string, times: number): Promise<void> =>
    vi.waitFor(async () => expect(await seenOf(id)).toHaveLength(times), { timeout: 10_000, interval: 25 });
  const idOf = (id: string): Promise<string> => messageId(`standard-webhooks:${id}`);

  test('keeps an event before it answers, and handles it', async () => {
    expect(await post('/', 'msg_one')).toBe(200);
    await until('msg_one', 1);
    expect(await post('/', 'msg_one')).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await seenOf('msg_one')).toHaveLength(1);
  });

  test('handles each of 40 that come at once, and each of 20 duplicates once', async () => {
    const ids = Array.from({ length: 60 }, (_, at) => (at < 40 ? `msg_many_${at}` : 'msg_many_same'));
    const statuses = await Promise.all(ids.map((id) => post('/', id)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    for (const id of new Set(ids)) await until(id, 1);
  });

  test('keeps a body of 3 MB in R2, and removes it when it is handled', async () => {
    const id = 'msg_big';
    expect(await post('/', id, 'order.paid', big)).toBe(200);
    await until(id, 1);
    expect(await seenOf(id)).toMatchObject([{ sha256: createHash('sha256').update(big).digest('hex') }]);
    const bucket = await worker.getR2Bucket('BODIES');
    await vi.waitFor(async () => expect((await bucket.list()).objects).toEqual([]));
  });

  test('tries again after all retries of the platform, and drops nothing', async () => {
    expect(await post('/', 'msg_late', 'order.late')).toBe(200);
    await until('msg_late', 6);
    expect((await seenOf('msg_late')).map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('a dead message is listed in D1, and comes back', async () => {
    await post('/', 'msg_lost', 'order.lost');
    const id = await idOf('msg_lost');
    await vi.waitFor(async () => {
      expect(await ask('/dead')).toMatchObject([
        { id, type: 'order.lost', attempts: 1, reason: 'GiveUp: lost' },
      ]);
    });
    expect(await ask('/stats')).toEqual({ dead: 1 });
    expect(await ask(`/retry?id=${id}`)).toBe(true);
    await until('msg_lost', 2);
    expect(await ask('/dead')).toEqual([]);
    expect(await ask(`/replay?id=${id}`)).toBe(false);
  });

  test('a message that the queue has twice is handled once', async () => {
    expect(await post('/twice', 'msg_twice')).toBe(200);
    await until('msg_twice', 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await seenOf('msg_twice')).toHaveLength(1);
  });

  test('while the queue takes nothing the answer is 503, and the next delivery is kept', async () => {
    expect(await post('/down', 'msg_down')).toBe(503);
    expect(await post('/', 'msg_down')).toBe(200);
    await until('msg_down', 1);
  });

  test('dead letters in a queue cannot be looked at, and a binding cannot pause', async () => {
    expect(await ask('/buried')).toMatch(/^TypeError: Dead letters in a queue/);
    expect(await ask('/pause')).toMatch(/^TypeError: Cloudflare pauses/);
  });

  test('holds nothing of Node', () => {
    expect(script).not.toMatch(/node:|require\(/);
  });
});

describe('d1Bodies, in miniflare', () => {
  let cloudflare: LocalCloudflare;
  beforeAll(async () => {
    cloudflare = await startMiniflare();
  });
  afterAll(() => cloudflare?.close());

  test.each([0, 1, 1_000_000, 1_000_001])('keeps %i bytes as they are', async (length) => {
    const bodies = d1Bodies(cloudflare.database);
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 11 + (at >> 8)) % 256);
    const key = `hooklatch/${length}`;
    expect(await bodies.get(key)).toBeUndefined();
    await bodies.put(key, bytes);
    const found = new Uint8Array((await (await bodies.get(key))?.arrayBuffer()) ?? []);
    expect(Buffer.compare(found, bytes)).toBe(0);
    await bodies.delete(key);
    expect(await bodies.get(key)).toBeUndefined();
  });
});

describe('cloudflareQueuesInbox', () => {
  const good: CloudflareQueuesInboxOptions = {
    queue: { send: async () => undefined },
    store: memoryStore(),
    deadLetters: { send: async () => undefined },
  };

  test.each<[string, Partial<Record<keyof CloudflareQueuesInboxOptions, unknown>>, RegExp]>([
    ['no queue', { queue: undefined }, /binding to a queue/],
    ['no store', { store: undefined }, /give the inbox a store/],
    ['no place for the dead', { deadLetters: undefined }, /deadLetters/],
    ['half a retry', { maxRetries: 1.5 }, /maxRetries/],
    ['no retention', { retentionMs: 0 }, /retentionMs/],
  ])('is a TypeError with %s', (_, wrong, text) => {
    const make = (): unknown => cloudflareQueuesInbox({ ...good, ...wrong } as CloudflareQueuesInboxOptions);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(text);
  });

  test('gives a batch back that comes when nobody is at work', async () => {
    const retry = vi.fn();
    const message = { id: '1', body: '', attempts: 1, ack: vi.fn(), retry };
    await cloudflareQueuesInbox(good).queue({ messages: [message] });
    expect(retry).toHaveBeenCalledWith({ delaySeconds: 10 });
    expect(message.ack).not.toHaveBeenCalled();
  });

  test('rejects a batch where an option of the worker cannot be used', async () => {
    const queue = toQueue(() => cloudflareQueuesInbox(good), [], { concurrency: 0 });
    await expect(queue({ messages: [] }, {})).rejects.toThrow(TypeError);
  });

  test('takes the bindings of Workers as they are typed', () => {
    expectTypeOf<Queue>().toExtend<QueueLike>();
    expectTypeOf<R2Bucket>().toExtend<BodyBucket>();
    expectTypeOf<D1Database>().toExtend<D1Like>();
    expectTypeOf<MessageBatch>().toExtend<QueueBatchLike>();
  });

  test('says as SQL what migrate does', () => {
    expect(cloudflareQueuesMigrations.map(({ version }) => version)).toEqual([1]);
    expect(cloudflareQueuesMigrations[0]?.sql).toMatch(/CREATE TABLE IF NOT EXISTS hooklatch_dead_letters/);
  });
});
