import { deliveryHeaders } from '@hooklatch/core';
import { memoryStore } from '@hooklatch/core/store';
import { afterEach, describe, expect, test } from 'vitest';
import { GiveUp, RetryIn } from '../src/index.ts';
import { qstashInbox, type QstashInbox, type QstashInboxOptions, type QstashLike } from '../src/qstash.ts';
import { send, work } from './lib/hosted-stage.ts';
import { signToken } from './lib/qstash-fake-message.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

interface Delivered {
  readonly text: string;
  readonly key: string;
  readonly retried?: number;
  readonly url?: string;
  readonly signed?: string;
}

/** As QStash delivers, to be looked at closely. */
async function deliver(
  { receiver }: QstashInbox,
  { text, key, retried = 0, url = 'https://x.test/inbox', signed = text }: Delivered,
) {
  const headers = deliveryHeaders([
    ['content-type', 'application/json'],
    ['upstash-signature', signToken(key, url, signed)],
    ['upstash-message-id', 'msg_1'],
    ['upstash-retried', `${retried}`],
  ]);
  return receiver.handle({ method: 'POST', url, headers, body: new TextEncoder().encode(text) });
}

/** An inbox that QStash has one message of, and what that is. */
async function openDelivered(options: Partial<QstashInboxOptions> = {}) {
  const requests: { body: string; delay?: number; deduplicationId: string }[] = [];
  const client = {
    batch: async (given: typeof requests) => {
      requests.push(...given);
      return given.map(() => ({ messageId: 'msg_1' }));
    },
  } as unknown as QstashLike;
  const own = qstashInbox({
    client,
    url: 'https://x.test/inbox',
    signingKeys: ['sig_current_key_of_the_test', 'sig_next_key_of_the_test'],
    store: memoryStore(),
    onDelivery: false,
    ...options,
  });
  ends.push(() => own.close({ graceMs: 0 }));
  await send({ inbox: own }, 'msg_1');
  return { own, requests, text: requests[0]?.body ?? '', key: 'sig_current_key_of_the_test' };
}

describe('what QStash is answered, by a local fake', () => {
  test.each<[string, () => unknown, number, string | undefined]>([
    ['handled', () => {}, 200, undefined],
    ['failed, and tried again in 1.5 seconds', () => Promise.reject(new RetryIn(1500)), 500, '2'],
    ['failed, and tried again at once', () => Promise.reject(new RetryIn(0)), 500, '0'],
    ['failed, and tried again in a day', () => Promise.reject(new RetryIn(86_400_000)), 500, '86400'],
    ['dead', () => Promise.reject(new GiveUp('lost')), 489, undefined],
  ])('%s', async (_, act, status, retryAfter) => {
    const { own, requests, ...sent } = await openDelivered();
    await work({ inbox: own }, act);
    const reply = await deliver(own, sent);
    expect(reply.status).toBe(status);
    expect(reply.headers['retry-after']).toBe(retryAfter);
    expect(requests).toHaveLength(1);
    if (status !== 489) return;
    expect(reply.headers['upstash-nonretryable-error']).toBe('true');
    expect(JSON.parse(reply.body)).toMatchObject({ reason: 'GiveUp: lost', attempts: 1 });
  });

  test('a delay of more than a day is published anew', async () => {
    const { own, requests, ...sent } = await openDelivered();
    await work({ inbox: own }, () => Promise.reject(new RetryIn(86_400_001)));
    expect((await deliver(own, sent)).status).toBe(200);
    expect(requests[1]).toMatchObject({ delay: 86_401 });
    expect(JSON.parse(requests[1]?.body ?? '')).toMatchObject({ spent: 1, replay: 0 });
  });

  test('after the last retry of QStash the next one is published anew, and twice it is the same', async () => {
    const { own, requests, ...sent } = await openDelivered({ retries: 2 });
    await work({ inbox: own }, () => Promise.reject(new RetryIn(0)), { retry: { attempts: 9 } });
    expect((await deliver(own, { ...sent, retried: 1 })).status).toBe(500);
    expect((await deliver(own, { ...sent, retried: 2 })).status).toBe(200);
    expect((await deliver(own, { ...sent, retried: 2 })).status).toBe(200);
    expect(JSON.parse(requests[1]?.body ?? '')).toMatchObject({ spent: 3 });
    // So that QStash forgets the second, where its delivery was answered and the answer was lost.
    expect(requests[2]?.deduplicationId).toBe(requests[1]?.deduplicationId);
    expect(requests[1]?.deduplicationId).not.toBe(requests[0]?.deduplicationId);
  });

  test('where nobody is at work: 503, and come again', async () => {
    const { own, requests: _, ...sent } = await openDelivered();
    expect(await deliver(own, sent)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  });

  test.each<[string, Partial<Delivered>]>([
    ['signed with another key', { key: 'sig_another_key_of_the_test' }],
    ['with another body than was signed', { signed: '{}' }],
    ['for another URL', { url: 'https://y.test/inbox' }],
  ])('400, and nothing is handled: %s', async (_, wrong) => {
    const { own, requests: __, ...sent } = await openDelivered();
    const { starts } = await work({ inbox: own });
    expect((await deliver(own, { ...sent, ...wrong })).status).toBe(400);
    expect(starts).toEqual([]);
  });

  test('what is signed with the next key is handled', async () => {
    const { own, requests: _, text } = await openDelivered();
    await work({ inbox: own });
    expect((await deliver(own, { text, key: 'sig_next_key_of_the_test' })).status).toBe(200);
  });
});
