import { setTimeout as sleep } from 'node:timers/promises';
import type { AttemptReport } from '@hooklatch/core/store';
import { describe, expect, test } from 'vitest';
import { hasRedis } from '../../../test/servers/redis.ts';
import { until } from '../../../test/servers/until.ts';
import { toMessage } from './lib/inbox-messages.ts';
import { provider, useBullmq } from './lib/bullmq-stage.ts';

describe.skipIf(!hasRedis)('jobs of BullMQ', { timeout: 60_000 }, () => {
  const { server, client, queue, inbox } = useBullmq({ retentionMs: 1000 });

  const work = async (handle: (attempt: number) => unknown = () => {}, options: object = {}) => {
    const reports: AttemptReport[] = [];
    const on = { '*': (_event: unknown, { attempt }: { readonly attempt: number }) => handle(attempt) };
    await inbox.work([{ provider, name: 'test', on }], {
      retry: { attempts: 1 },
      onAttempt: (report) => void reports.push(report),
      ...options,
    });
    return reports;
  };
  const fail = (): never => {
    throw new Error('never');
  };

  test('a message is a job with its id and type', async () => {
    await inbox.put(toMessage('evt'));
    const job = await queue.getJob('evt');
    expect([job?.id, job?.name, await job?.getState()]).toEqual(['evt', 'order.paid', 'waiting']);
  });

  test('what was handled is forgotten after its retention, when another is', async () => {
    const reports = await work();
    expect(await inbox.put(toMessage('evt-1'))).toBe('stored');
    await until(async () => (await queue.getCompletedCount()) === 1);
    await sleep(1100);
    await inbox.put(toMessage('evt-2'));
    await until(async () => (await client.exists(queue.toKey('evt-1'))) === 0);
    expect(await inbox.put(toMessage('evt-2'))).toBe('duplicate');
    expect(await inbox.put(toMessage('evt-1'))).toBe('stored');
    await until(() => reports.length === 3);
  });

  test('what is dead stays longer than that', async () => {
    const reports = await work(fail);
    await inbox.put(toMessage('evt-1'));
    await until(() => reports.length === 1);
    await sleep(1100);
    await inbox.put(toMessage('evt-2'));
    await until(async () => (await inbox.stats()).dead === 2);
    expect((await inbox.dead.list()).map(({ id }) => id)).toEqual(['evt-1', 'evt-2']);
  });

  test('of what was discarded nothing is left but what names it', async () => {
    const reports = await work(fail);
    await inbox.put(toMessage('evt', 5000));
    await until(async () => (await inbox.stats()).dead === 1);
    expect(await client.hstrlen(queue.toKey('evt'), 'data')).toBeGreaterThan(5000);
    expect(await inbox.dead.discard('evt')).toBe(true);
    const left = await client.hgetall(queue.toKey('evt'));
    expect(Object.keys(left)).not.toContain('data');
    expect(JSON.stringify(left).length).toBeLessThan(800);
    expect(await inbox.replay('evt')).toBe(false);
    expect(await inbox.dead.retry('evt')).toBe(false);
    expect(await inbox.put(toMessage('evt'))).toBe('duplicate');
    expect(await (await queue.getJob('evt'))?.getState()).toBe('completed');
    expect(reports).toHaveLength(1);
  });

  test('a body of 25 MiB comes back', async () => {
    const body = Uint8Array.from({ length: 25 * 2 ** 20 }, (_, at) => (at * 31 + (at >> 8)) % 256);
    let found: Uint8Array | undefined;
    await inbox.work([{ provider, name: 'test', on: { '*': (event) => void (found = event.body) } }]);
    expect(await inbox.put({ ...toMessage('evt'), body })).toBe('stored');
    await until(() => found !== undefined);
    expect(Buffer.compare(found as Uint8Array, body)).toBe(0);
    const used = await client.hstrlen(queue.toKey('evt'), 'data');
    expect(used / body.length).toBeCloseTo(4 / 3, 3);
  });

  test('a job that is no message is dead, and does not end the worker', async () => {
    const reports = await work();
    await queue.add('by hand', { a: 1 }, { jobId: 'odd' });
    await until(async () => (await queue.getFailedCount()) === 1);
    await inbox.put(toMessage('evt'));
    await until(() => reports.length === 1);
    const reason = 'What Redis holds of it cannot be read.';
    expect(await inbox.dead.list()).toMatchObject([{ id: 'odd', type: 'by hand', attempts: 1, reason }]);
    expect(await inbox.dead.list({ limit: 0 })).toEqual([]);
    expect(await inbox.dead.discard('odd')).toBe(true);
    expect(await inbox.dead.list()).toEqual([]);
  });

  test('a worker that lost a message and took it again keeps it', async () => {
    const leaseMs = 600;
    let end = (): void => {};
    const first = new Promise<void>((resolve) => (end = resolve));
    const starts: number[] = [];
    const handle = async (attempt: number): Promise<void> => {
      starts.push(attempt);
      await (attempt === 1 ? first : sleep(3 * leaseMs));
    };
    await inbox.put(toMessage('evt'));
    const reports = await work(handle, { leaseMs, retry: { attempts: 3 } });
    await until(() => starts.length === 1);
    await client.del(`${queue.toKey('evt')}:lock`);
    await until(() => starts.length === 2);
    end();
    await until(async () => (await queue.getCompletedCount()) === 1);
    expect(starts).toEqual([1, 2]);
    expect(reports.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  test('a worker goes on when Redis is back', async () => {
    const reports = await work();
    await inbox.put(toMessage('evt-1'));
    await until(() => reports.length === 1);
    await server.kill();
    await server.restart();
    await until(() => inbox.put(toMessage('evt-2')).then(Boolean, () => false));
    await until(() => reports.length === 2);
    expect(reports.map(({ id }) => id)).toEqual(['evt-1', 'evt-2']);
  });
});
