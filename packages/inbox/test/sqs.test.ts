import { toBytes } from '@hooklatch/core/provider';
import { memoryStore, messageId } from '@hooklatch/core/store';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { GiveUp, RetryIn } from '../src/index.ts';
import { sqsInbox, type SqsInboxOptions, type SqsLike } from '../src/sqs.ts';
import { createBucket } from './lib/hosted-bucket.ts';
import { send, work } from './lib/hosted-stage.ts';
import { startFakeSqs, type FakeSqs } from './lib/sqs-fake.ts';
import { createSqs } from './lib/sqs-sdk.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const end of ends.splice(0).toReversed()) await end();
});

async function open(options: Partial<SqsInboxOptions> & { name?: string } = {}) {
  const fake: FakeSqs = await startFakeSqs();
  ends.push(fake.close);
  const client = await createSqs(fake.url);
  ends.push(() => client.destroy());
  const { name = 'events', ...given } = options;
  const inbox = sqsInbox({
    client,
    queueUrl: fake.queueUrl(name),
    deadLetterQueueUrl: fake.queueUrl('dead'),
    store: memoryStore(),
    bodies: createBucket(),
    ...given,
  });
  ends.push(() => inbox.close({ graceMs: 0 }));
  return { fake, client, inbox, queue: fake.queue(name), dead: fake.queue('dead') };
}

const idOf = (id: string): Promise<string> => messageId(`standard-webhooks:${id}`);

describe('SQS, a local fake behind the real client: sending', () => {
  test('what comes in one turn is sent ten at a time', async () => {
    const { inbox, fake, queue } = await open();
    const answers = await Promise.all(Array.from({ length: 25 }, (_, at) => send({ inbox }, `msg_${at}`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(fake.requests).toEqual(['SendMessageBatch', 'SendMessageBatch', 'SendMessageBatch']);
    expect(queue.held).toHaveLength(25);
  });

  test('a request holds no more bytes than SQS takes', async () => {
    const { inbox, fake, queue } = await open();
    const body = new Uint8Array(300_000);
    await Promise.all(Array.from({ length: 7 }, (_, at) => send({ inbox }, `msg_${at}`, body)));
    expect(fake.requests).toHaveLength(4);
    expect(queue.held).toHaveLength(7);
  });

  test('one that SQS refuses alone is answered 503 alone', async () => {
    const { inbox, fake, queue } = await open();
    fake.state.refused = await idOf('msg_2');
    const answers = await Promise.all(['msg_1', 'msg_2', 'msg_3'].map((id) => send({ inbox }, id)));
    expect(answers.map(({ status }) => status)).toEqual([200, 503, 200]);
    expect(String(answers[1]?.error)).toBe('Error: SQS has not taken it: InternalError.');
    fake.state.refused = undefined;
    expect(await send({ inbox }, 'msg_2')).toMatchObject({ status: 200, outcome: 'stored' });
    expect(queue.held).toHaveLength(3);
  });

  test.each([
    [100_000, 'in the queue', 0],
    [170_000, 'in the queue', 0],
    [175_000, 'outside', 1],
  ])('a body of %i bytes is kept %s where a message may have 262,144', async (length, _, count) => {
    const bodies = createBucket();
    const { inbox, queue } = await open({ maxMessageBytes: 262_144, bodies });
    await send({ inbox }, 'msg_1', new Uint8Array(length));
    expect(bodies.objects.size).toBe(count);
    expect(Buffer.byteLength(queue.held[0]?.body ?? '')).toBeLessThan(262_144);
  });
});

describe('SQS, a local fake behind the real client: working', () => {
  test('a delay longer than SQS knows is the longest that it knows', async () => {
    const { inbox, queue } = await open();
    await send({ inbox }, 'msg_1');
    const { until } = await work({ inbox }, () => {
      throw new RetryIn(48 * 3_600_000);
    });
    await until('retrying');
    const left = (): number => (queue.held[0]?.visibleAt ?? 0) - Date.now();
    await vi.waitFor(() => expect(left()).toBeGreaterThan(43_000_000));
    expect(left()).toBeLessThanOrEqual(43_200_000);
  });

  test('a worker that could not renew its lease deletes nothing, and says so', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { fake, client, inbox, queue } = await open();
    const broken: SqsLike = Object.assign(Object.create(client) as SqsLike, {
      changeMessageVisibility: () => Promise.reject(new Error('ECONNRESET')),
    });
    const zombie = sqsInbox({
      client: broken,
      queueUrl: fake.queueUrl('events'),
      deadLetterQueueUrl: fake.queueUrl('dead'),
      store: memoryStore(),
    });
    await send({ inbox }, 'msg_1');
    const { until } = await work(
      { inbox: zombie },
      () => new Promise((resolve) => setTimeout(resolve, 600)),
      { leaseMs: 200 },
    );
    await until('handled');
    await vi.waitFor(() => expect(String(warn.mock.calls)).toMatch(/The lease had ended/));
    expect(queue.held).toHaveLength(1);
    await zombie.close({ graceMs: 0 });
  });

  test('a handler that takes longer than a visibility timeout keeps its message', async () => {
    const { inbox } = await open();
    await send({ inbox }, 'msg_1');
    const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2600));
    const { until, reports } = await work({ inbox }, rest, { leaseMs: 300 });
    await until('handled');
    // Nobody was given it in between, which SQS would have counted.
    expect(reports.map(({ outcome, attempt }) => [outcome, attempt])).toEqual([['handled', 1]]);
  });

  test('a worker closes at once, though a receipt waits for twenty seconds', async () => {
    const { inbox, fake } = await open();
    const { close } = await work({ inbox });
    await vi.waitFor(() => expect(fake.requests).toContain('ReceiveMessage'));
    const before = performance.now();
    await close();
    expect(performance.now() - before).toBeLessThan(400);
  });

  test('while the bodies cannot be reached no attempt is spent, and the operator is told', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const bucket = createBucket();
    let isDown = true;
    const get: typeof bucket.get = (key) =>
      isDown ? Promise.reject(new Error('The bucket is away.')) : bucket.get(key);
    const { inbox, fake, queue } = await open({ bodies: { ...bucket, get } });
    await send({ inbox }, 'msg_1', new Uint8Array(1_500_000));
    const { until, reports } = await work({ inbox });
    await vi.waitFor(() => expect(String(warn.mock.calls)).toMatch(/The bucket is away/));
    await vi.waitFor(() => expect(fake.requests).toContain('DeleteMessage'));
    isDown = false;
    for (const one of queue.held) one.visibleAt = 0;
    await until('handled');
    expect(reports.map(({ outcome, attempt }) => [outcome, attempt])).toEqual([['handled', 1]]);
  });

  test('a queue that cannot be reached is asked again, and the operator is told', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { inbox, fake } = await open();
    await send({ inbox }, 'msg_1');
    fake.state.down = true;
    const { until } = await work({ inbox });
    await vi.waitFor(() => expect(warn).toHaveBeenCalled(), 5000);
    fake.state.down = false;
    await until('handled');
  });
});

describe('SQS FIFO, a local fake behind the real client', () => {
  const groupId = ({ type }: { type: string }): string => type;
  const body = (type: string) => toBytes(JSON.stringify({ type }));

  test('the events of a group come in order, and one that fails holds up its group alone', async () => {
    const { inbox } = await open({ name: 'events.fifo', groupId });
    await send({ inbox }, 'msg_1', body('a'));
    await send({ inbox }, 'msg_2', body('a'));
    await send({ inbox }, 'msg_3', body('b'));
    const { until, starts } = await work({ inbox }, ({ id }, index) => {
      if (id === 'msg_1' && index < 2) throw new Error('not yet');
    });
    await until('handled', 3);
    const ids = starts.map(({ id }) => id);
    expect(ids.filter((id) => id !== 'msg_3')).toEqual(['msg_1', 'msg_1', 'msg_2']);
    expect(ids.slice(0, 3)).toContain('msg_3');
  });

  test('without groups every message has one of its own', async () => {
    const { inbox, queue } = await open({ name: 'events.fifo' });
    await send({ inbox }, 'msg_1');
    await send({ inbox }, 'msg_2');
    expect(new Set(queue.held.map(({ group }) => group)).size).toBe(2);
  });

  test('what is sent back from the dead letters is not taken for a duplicate', async () => {
    const { inbox } = await open({ name: 'events.fifo' });
    await send({ inbox }, 'msg_1');
    const first = await work({ inbox }, () => Promise.reject(new GiveUp('lost')));
    await first.until('dead');
    await first.close();
    await vi.waitFor(async () => expect(await inbox.dead.retry(await idOf('msg_1'))).toBe(true));
    const { until } = await work({ inbox });
    await until('handled');
  });
});

describe('SQS, a local fake behind the real client: dead letters', () => {
  test('more than one receipt gives are listed in order, and are all there afterwards', async () => {
    const { inbox, queue, dead } = await open();
    for (let at = 0; at < 25; at += 1) await send({ inbox }, `msg_${at}`);
    const { until } = await work({ inbox }, () => Promise.reject(new GiveUp('\uFFFE\u0000\uD800')));
    await until('dead', 25);
    await vi.waitFor(() => expect([queue.held.length, dead.held.length]).toEqual([0, 25]));
    const list = await inbox.dead.list();
    expect(list).toHaveLength(25);
    expect(list.map(({ diedAt }) => diedAt)).toEqual(
      list.map(({ diedAt }) => diedAt).toSorted((a, b) => a - b),
    );
    expect(list[0]?.reason).toMatch(/^GiveUp: \uFFFE/);
    expect(await inbox.dead.list({ limit: 3, offset: 24 })).toHaveLength(1);
    expect(dead.held.every(({ visibleAt }) => visibleAt <= Date.now())).toBe(true);
    expect(await inbox.stats()).toEqual({ waiting: 0, delayed: undefined, active: undefined, dead: 25 });
  });

  test('a message that the console has moved back is handled from its first attempt on', async () => {
    const { inbox, queue, dead } = await open();
    await send({ inbox }, 'msg_1');
    const first = await work({ inbox }, () => Promise.reject(new Error('away')), {
      retry: { attempts: 2, baseMs: 0 },
    });
    await first.until('dead');
    await first.close();
    await vi.waitFor(() => expect(dead.held).toHaveLength(1));
    for (const { body: MessageBody } of dead.held.splice(0)) queue.send({ Id: '0', MessageBody });
    const { until, reports } = await work({ inbox });
    await until('handled');
    expect(reports[0]?.attempt).toBe(1);
  });

  test('what somebody else has put there is left there', async () => {
    const { inbox, dead } = await open();
    dead.send({ Id: '0', MessageBody: 'not ours' });
    expect(await inbox.dead.list()).toEqual([]);
    expect(await inbox.dead.retry(await idOf('msg_1'))).toBe(false);
    expect(dead.held).toMatchObject([{ body: 'not ours' }]);
  });
});
