import { memoryStore, type InboxMessage } from '@hooklatch/core/store';
import { describe, expect, test, vi } from 'vitest';
import { createBodies } from '../src/lib/hosted-bodies.ts';
import { writeEnvelope } from '../src/lib/hosted-envelope.ts';
import type { Settling } from '../src/lib/hosted-lease.ts';
import { createPushWorkers, handlePushed } from '../src/lib/hosted-push.ts';
import type { EngineWork, Verdict } from '../src/lib/engine.ts';
import type { Outgoing } from '../src/lib/hosted-send.ts';

const message: InboxMessage = {
  id: 'a1b2',
  key: 'shop:evt_1',
  endpoint: 'shop',
  provider: 'shop',
  type: 'order.paid',
  receivedAt: 1,
  method: 'POST',
  url: 'https://example.com/',
  headers: [],
  body: new Uint8Array(3),
  proof: { scheme: 0, secretIndex: 0 },
};

function open(hasRetry: boolean) {
  const sent: Outgoing[] = [];
  const bucket = {
    put: async () => {},
    get: () => Promise.reject(new Error('The bucket is away.')),
    delete: async () => {},
  };
  const service = { name: 'a queue', largestBytes: 10_000 };
  const bodies = createBodies({ service, bucket, store: memoryStore(), retentionMs: 1000 });
  const sender = {
    sendAll: async (): Promise<never[]> => [],
    send: async (outgoing: Outgoing) => void sent.push(outgoing),
  };
  const settling = {
    ack: vi.fn<() => void>(),
    canRetry: () => hasRetry,
    retry: vi.fn<(delayMs: number) => void>(),
    bury: vi.fn<() => void>(),
  } satisfies Settling;
  const onUnsettled = vi.fn<EngineWork['onUnsettled']>();
  const push = (verdict: Verdict, bodyKey?: string): Promise<void> =>
    handlePushed(
      { sender, bodies },
      { run: async () => verdict, onUnsettled },
      { text: writeEnvelope({ message, spent: 2, replay: 1, bodyKey }), id: 'x', received: 4 },
      settling,
    );
  return { sent, settling, onUnsettled, push };
}

describe('what a service has pushed', () => {
  test.each([true, false])(
    'comes again unspent where its bucket is away (a retry left: %s)',
    async (left) => {
      const { push, settling, sent, onUnsettled } = open(left);
      await push({ state: 'done' }, 'a key');
      expect(sent).toMatchObject([{ delayMs: 5000, envelope: { spent: 5, replay: 1, bodyKey: 'a key' } }]);
      expect(settling.ack).toHaveBeenCalledTimes(1);
      expect(settling.retry).not.toHaveBeenCalled();
      expect(onUnsettled).toHaveBeenCalledTimes(1);
    },
  );

  test.each<[string, Verdict, number]>([
    ['given back, it has not spent this attempt', { state: 'released', delayMs: 7 }, 5],
    ['failed, it has', { state: 'retry', delayMs: 7, reason: '' }, 6],
  ])('%s', async (_, verdict, spent) => {
    const { push, sent, settling } = open(false);
    await push(verdict);
    expect(sent).toMatchObject([{ delayMs: 7, envelope: { spent } }]);
    expect(settling.ack).toHaveBeenCalledTimes(1);
  });

  test('comes again where another worker has it', async () => {
    const { push, sent } = open(true);
    await push({ state: 'settled' });
    expect(sent).toMatchObject([{ delayMs: 5000, envelope: { spent: 5 } }]);
  });

  test('dies with all of its attempts, and would begin anew', async () => {
    const { push, settling } = open(true);
    await push({ state: 'dead', reason: 'lost' });
    expect(settling.bury).toHaveBeenCalledWith(
      expect.objectContaining({ spent: 0, death: expect.objectContaining({ attempts: 6, reason: 'lost' }) }),
    );
  });
});

describe('workers that are pushed to', () => {
  const work = (): EngineWork => ({
    run: async () => ({ state: 'done' }),
    concurrency: 1,
    leaseMs: 1000,
    onUnsettled: () => {},
  });

  test('take turns, until they have stopped', async () => {
    const workers = createPushWorkers();
    expect(workers.take(async () => {})).toBeUndefined();
    const [first, second] = [work(), work()];
    const stops = [await workers.work(first), await workers.work(second)];
    const seen = await Promise.all([0, 1, 2].map(async () => workers.take(async (own) => own)));
    expect(seen.map((own) => (own === first ? 1 : 2))).toEqual([1, 2, 1]);
    await Promise.all(stops.map((one) => one.stop()));
    expect(workers.take(async () => {})).toBeUndefined();
  });

  test('stop when what they have is settled', async () => {
    const workers = createPushWorkers();
    const { stop } = await workers.work(work());
    let finish = (): void => {};
    void workers.take(() => new Promise<void>((resolve) => (finish = resolve)));
    let hasStopped = false;
    const stopped = stop().then(() => (hasStopped = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(hasStopped).toBe(false);
    finish();
    await stopped;
  });
});
