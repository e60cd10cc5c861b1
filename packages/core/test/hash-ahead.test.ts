import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createWebhook, type Delivery } from '../src/index.ts';
import type { Incoming } from '../src/node.ts';
import { gather } from '../src/lib/gather.ts';
import { beginHmac, hmac, hmacKey } from '../src/lib/crypto-node.ts';
import { acme, now, secret, write } from './acme.ts';

const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill);
const body = bytes(4096, 0x61);
const other = bytes(4096, 0x62);
const key = hmacKey('sha256', bytes(32, 1));
const reference = (before: string, content: Uint8Array): string =>
  createHmac('sha256', bytes(32, 1)).update(before).update(content).digest('hex');

/** Begins over one body, and offers it as another: what comes of `hmac` then says whether it went on or began anew. */
function begun(): void {
  const hash = beginHmac(key, () => '1.');
  hash?.update(other.subarray(0, 1000));
  hash?.update(other.subarray(1000));
  hash?.offer(body);
}

describe('a hash that was begun', () => {
  test('is gone on with, once', () => {
    begun();
    expect(hmac(key, '1.', body, '', 'hex')).toBe(reference('1.', other));
    expect(hmac(key, '1.', body, '', 'hex')).toBe(reference('1.', body));
  });

  test('is left alone for another text before the body, another key, and another array of the same bytes', () => {
    begun();
    const another = hmacKey('sha256', bytes(32, 1));
    expect(hmac(key, '2.', body, '', 'hex')).toBe(reference('2.', body));
    expect(hmac(another, '1.', body, '', 'hex')).toBe(reference('1.', body));
    expect(hmac(key, '1.', body.slice(), '', 'hex')).toBe(reference('1.', body));
    beginHmac(key, () => '1.')?.drop(body);
  });

  test('is forgotten when it is dropped', () => {
    begun();
    beginHmac(key, () => '1.')?.drop(body);
    expect(hmac(key, '1.', body, '', 'hex')).toBe(reference('1.', body));
  });

  test('is none for a key of another kind', () => {
    expect(beginHmac({ scheme: {} } as object, () => '1.')).toBeUndefined();
  });
});

const large = await write({
  body: JSON.stringify({ id: 'evt_1', type: 'order.paid', filler: 'x'.repeat(5000) }),
});

/** The delivery in chunks of so many bytes, which are changed when all were handed over. */
function chunked(delivery: Delivery, size: number, change: (chunk: Uint8Array) => void): Incoming {
  return {
    ...delivery,
    read(take) {
      const chunks: Uint8Array[] = [];
      for (let at = 0; at < delivery.body.length; at += size) chunks.push(delivery.body.slice(at, at + size));
      for (const chunk of chunks) take(chunk);
      for (const chunk of chunks) change(chunk);
    },
  };
}

/** In the filler, where it does not harm the JSON. */
const spoil = (chunk: Uint8Array): void => void (chunk[chunk.lastIndexOf(0x78)] = 0x79);

describe('a delivery in chunks', () => {
  const rings = [[secret], ['another secret of this endpoint', secret]];
  test.each(rings.map((ring, index) => [index, ring] as const))(
    'is hashed while it arrives, with secret %i too',
    async (index, ring) => {
      const webhook = createWebhook(acme({ secret: ring }), { now: () => now, onDelivery: false });
      const received = await webhook.receive(chunked(large, 700, spoil));
      expect('event' in received && received.event.secretIndex).toBe(index);
    },
  );

  test('is not taken for genuine again where its bytes were changed afterwards', async () => {
    // The second of both equal secrets is not needed, so that its hash is left over.
    const webhook = createWebhook(acme({ secret: [secret, secret] }), { now: () => now, onDelivery: false });
    const received = await webhook.receive(chunked(large, 700, () => {}));
    if (!('event' in received)) throw new Error('It was refused.');
    const { event } = received;
    spoil(event.body);
    await expect(webhook.verify({ ...large, body: event.body })).rejects.toThrow('signature_mismatch');
  });

  test('is refused where a chunk was changed before it came', async () => {
    const webhook = createWebhook(acme({ secret }), { now: () => now, onDelivery: false });
    const changed = { ...large, body: large.body.slice() };
    spoil(changed.body);
    const received = await webhook.receive(chunked(changed, 700, () => {}));
    expect('reply' in received && received.reply.status).toBe(400);
  });
});

const lengths: readonly (readonly [declared: number, sizes: readonly number[]])[] = [
  [Number.NaN, [10, 20, 30]],
  [60, [10, 20, 30]],
  [60, [60]],
  [60, [59]],
  [60, [1, 1]],
  [60, [30, 10]],
  [20, [10, 20, 30]],
  [20, [10, 10, 40, 7]],
  [0, []],
  [50, []],
];

test.each(lengths)('a body that is declared as %d bytes and comes as %j is whole', (declared, sizes) => {
  const gathered = gather(declared);
  const chunks = sizes.map((size, index) => bytes(size, index + 1));
  for (const chunk of chunks) gathered.add(chunk);
  expect(Buffer.from(gathered.bytes())).toEqual(Buffer.concat(chunks));
});

test('a body in one chunk is that chunk', () => {
  const gathered = gather(8);
  const chunk = bytes(8, 1);
  gathered.add(chunk);
  expect(gathered.bytes()).toBe(chunk);
});
