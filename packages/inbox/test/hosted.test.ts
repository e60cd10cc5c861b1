import { messageId } from '@hooklatch/core/store';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startMiniflare, type LocalCloudflare } from './lib/cloudflare-miniflare.ts';
import { openCloudflare, openQstash, openSqs, type OpenOptions } from './lib/hosted-open.ts';
import { send, work, type HostedStage } from './lib/hosted-stage.ts';

let cloudflare: LocalCloudflare;
beforeAll(async () => {
  cloudflare = await startMiniflare();
});
afterAll(() => cloudflare?.close());

const services: readonly [string, (options?: OpenOptions) => Promise<HostedStage>][] = [
  ['SQS, a local fake', openSqs],
  ['QStash, a local fake', openQstash],
  ['Cloudflare Queues in miniflare', (options) => openCloudflare(cloudflare, options)],
];
const stored = { status: 200, outcome: 'stored' };
const doorLeaseMs = 10_000;
/** More than fits in any of the queues. */
const big = Uint8Array.from({ length: 1_500_000 }, (_, at) => (at * 7 + (at >> 9)) % 256);

describe.each(services)('%s', (name, openOne) => {
  let stage: HostedStage | undefined;
  afterEach(async () => {
    vi.restoreAllMocks();
    await stage?.close();
    stage = undefined;
  });
  const open = async (options?: OpenOptions): Promise<HostedStage> => (stage = await openOne(options));

  test('while the queue is down the answer is 503, and nothing is marked as seen', async () => {
    const here = await open();
    here.setDown(true);
    expect(await send(here, 'msg_1')).toMatchObject({ status: 503, code: 'inbox_unavailable' });
    here.setDown(false);
    expect(await send(here, 'msg_1')).toMatchObject(stored);
    const { until, starts } = await work(here);
    await until('handled');
    expect(starts).toHaveLength(1);
  });

  test('while the store is down the answer is 503, and nothing is sent', async () => {
    const here = await open();
    here.faults.failing.add('claim');
    expect(await send(here, 'msg_1')).toMatchObject({ status: 503 });
    here.faults.failing.clear();
    expect(await here.waiting()).toBe(0);
    expect(await send(here, 'msg_1')).toMatchObject(stored);
  });

  test('a crash between claim and send: 409 until the lease has ended, then the event is kept', async () => {
    const here = await open();
    await here.faults.store.claim('standard-webhooks:msg_1', doorLeaseMs);
    expect(await send(here, 'msg_1')).toMatchObject({ status: 409, code: 'in_progress' });
    here.faults.pass(doorLeaseMs);
    expect(await send(here, 'msg_1')).toMatchObject(stored);
    await (await work(here)).until('handled');
  });

  test('a crash between send and complete: the event is stored again, and handled once', async () => {
    const here = await open();
    here.faults.failing.add('complete');
    expect(await send(here, 'msg_1')).toMatchObject(stored);
    here.faults.failing.clear();
    here.faults.pass(doorLeaseMs);
    expect(await send(here, 'msg_1')).toMatchObject(stored);
    const { until, starts, reports } = await work(here);
    await until('handled');
    // QStash knew the second one, because it came within ten minutes.
    await here.repeat();
    await vi.waitFor(() => expect(reports.map(({ outcome }) => outcome)).toContain('duplicate'));
    expect(starts).toHaveLength(1);
  });

  test('a message that the queue hands out twice is handled once, and leaves nothing behind', async () => {
    const here = await open();
    await send(here, 'msg_1');
    const { until, starts } = await work(here);
    await until('handled');
    await here.repeat();
    await until('duplicate');
    expect(starts).toHaveLength(1);
    await vi.waitFor(async () => expect(await here.waiting()).toBe(0));
  });

  test('a message that is handed out twice at once is handled once, and no attempt is spent', async () => {
    const here = await open();
    await send(here, 'msg_1');
    let finish = (): void => {};
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const { until, starts, reports } = await work(here, () => finished);
    await vi.waitFor(() => expect(starts).toHaveLength(1));
    const repeated = here.repeat();
    setTimeout(finish, 300);
    await until('handled');
    await repeated;
    await until('duplicate');
    expect(starts).toHaveLength(1);
    expect(new Set(reports.map(({ attempt }) => attempt))).toEqual(new Set([1]));
  });

  test('poison: a message that ends every process that takes it is dead after its last attempt', async () => {
    const here = await open();
    here.vanish(3);
    await send(here, 'msg_1');
    const { until, starts, reports } = await work(here);
    await until('dead');
    expect(starts).toHaveLength(0);
    expect(reports[0]).toMatchObject({ attempt: 4, reason: expect.stringMatching(/never ended/) });
    await vi.waitFor(async () => expect(await here.inbox.dead.list()).toMatchObject([{ attempts: 4 }]));
  });

  test('attempts go on after those of the service itself, each counted', async () => {
    const here = await open();
    await send(here, 'msg_1');
    const fail = (_event: unknown, index: number): void => {
      if (index < 7) throw new Error('not yet');
    };
    const { until, reports } = await work(here, fail, { retry: { attempts: 9, baseMs: 0 } });
    await until('handled');
    expect(reports.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('a big body is kept outside, comes back, and is removed when the message is finished', async () => {
    const here = await open();
    expect(await send(here, 'msg_1', big)).toMatchObject(stored);
    expect(await here.bodies()).toHaveLength(1);
    const bodies: Uint8Array[] = [];
    const { until } = await work(
      here,
      ({ body }, index) => {
        bodies.push(body.slice());
        if (index < 5) throw new Error('not yet');
      },
      { retry: { attempts: 9, baseMs: 0 } },
    );
    await until('handled');
    expect(bodies).toHaveLength(6);
    for (const body of bodies) expect(Buffer.compare(body, big)).toBe(0);
    await vi.waitFor(async () => expect(await here.bodies()).toEqual([]));
    // Once more, after its body is gone.
    await here.repeat();
    await vi.waitFor(async () => expect(await here.waiting()).toBe(0));
    expect(await here.inbox.dead.list()).toEqual([]);
  });

  test('a big body stays while the message is dead, and goes when it is discarded', async () => {
    const here = await open();
    await send(here, 'msg_1', big);
    const id = await messageId('standard-webhooks:msg_1');
    const first = await work(here, () => Promise.reject(new Error('away')), { retry: { attempts: 1 } });
    await first.until('dead');
    await first.close();
    expect(await here.bodies()).toHaveLength(1);
    expect(await here.inbox.dead.retry(id)).toBe(true);
    const second = await work(here, () => Promise.reject(new Error('away')), { retry: { attempts: 1 } });
    await second.until('dead');
    expect(second.starts[0]?.body.length).toBe(big.length);
    await vi.waitFor(async () => expect(await here.inbox.dead.discard(id)).toBe(true));
    expect(await here.bodies()).toEqual([]);
  });

  // What the fake of QStash delivers again dies without a letter.
  test.skipIf(name.startsWith('QStash'))(
    'a copy of a message that was discarded is dead without its body, not finished',
    async () => {
      const here = await open();
      await send(here, 'msg_1', big);
      const id = await messageId('standard-webhooks:msg_1');
      const first = await work(here, () => Promise.reject(new Error('away')), { retry: { attempts: 1 } });
      await first.until('dead');
      await vi.waitFor(async () => expect(await here.inbox.dead.discard(id)).toBe(true));
      await here.repeat();
      await vi.waitFor(async () => {
        expect(await here.inbox.dead.list()).toMatchObject([{ id, reason: expect.stringMatching(/gone/) }]);
      });
      expect(first.starts).toHaveLength(1);
    },
  );

  test('a body that somebody has removed is said to be gone', async () => {
    const here = await open();
    await send(here, 'msg_1', big);
    await here.removeBodies();
    const { starts } = await work(here);
    await vi.waitFor(async () => {
      expect(await here.inbox.dead.list()).toMatchObject([{ reason: expect.stringMatching(/gone/) }]);
    });
    expect(starts).toEqual([]);
  });

  test('a big body without a place for it is refused, and the operator is told what to give', async () => {
    const here = await open({ hasBodies: false });
    const { status, error } = await send(here, 'msg_1', big);
    expect(status).toBe(503);
    expect(String(error)).toMatch(/^TypeError: .*give the inbox bodies/);
    expect(await send(here, 'msg_2')).toMatchObject(stored);
  });

  test('what somebody else has sent is not handled, and does not hold up what is ours', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const here = await open();
    await here.sendForeign();
    await send(here, 'msg_1');
    const { until, starts } = await work(here);
    await until('handled');
    await vi.waitFor(() => expect(warn).toHaveBeenCalled());
    expect(starts).toHaveLength(1);
    expect(String(warn.mock.calls)).not.toMatch(/something/);
    expect(await here.inbox.dead.list()).toEqual([]);
  });
});
