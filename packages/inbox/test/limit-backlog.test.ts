import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { sign } from '@hooklatch/testing';
import { createWebhook } from '@hooklatch/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limitBacklog } from '../src/lib/limit-backlog.ts';
import { memoryInbox } from '../src/memory.ts';

const secret = 'whsec_c29tZSBzZWNyZXQgb2YgYSB0ZXN0';
const send = async (webhook: ReturnType<typeof createWebhook>): Promise<number> =>
  (await webhook.handle(await sign(standardWebhooks(), { secret }))).status;

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

test('a backlog at its bound is answered 503, until some of it has been handled', async () => {
  const inbox = memoryInbox({ pollMs: 5, maxBacklog: 3 });
  const webhook = createWebhook(standardWebhooks({ secret }), { inbox, onDelivery: false });
  const statuses: number[] = [];
  for (let sent = 0; sent < 5; sent += 1) statuses.push(await send(webhook));
  expect(statuses).toEqual([200, 200, 200, 503, 503]);
  const handler = vi.fn();
  await inbox.work([{ provider: standardWebhooks(), on: { '*': handler } }]);
  await vi.waitFor(() => expect(handler).toHaveBeenCalledTimes(3));
  vi.advanceTimersByTime(1100);
  expect(await send(webhook)).toBe(200);
  await inbox.close();
});

test('it is counted at most once a second, and between by what was put', async () => {
  const stats = vi.fn(async () => ({ waiting: 0, delayed: 0, active: 0, dead: 0 }));
  const put = vi.fn(async (messages: readonly unknown[]) => messages.map(() => 'stored' as const));
  const limited = limitBacklog({ stats, put }, 10);
  for (let turn = 0; turn < 2; turn += 1) await limited(Array.from({ length: 5 }) as never);
  await expect(limited([{}] as never)).rejects.toThrow('maxBacklog');
  expect(stats).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1100);
  await limited([{}] as never);
  expect(stats).toHaveBeenCalledTimes(2);
});

test('what is handled as fast as it comes is no backlog', async () => {
  const stats = vi.fn(async () => ({ waiting: 0, delayed: 0, active: 0, dead: 0 }));
  const put = vi.fn(async (messages: readonly unknown[]) => messages.map(() => 'stored' as const));
  const limited = limitBacklog({ stats, put }, 5);
  for (let sent = 0; sent < 100; sent += 1) {
    await limited([{}] as never);
    vi.advanceTimersByTime(20);
  }
  expect(put).toHaveBeenCalledTimes(100);
});

test.each([0, -1, 1.5, Number.NaN])('%s is no bound', (maxBacklog) => {
  expect(() => limitBacklog({ stats: vi.fn(), put: vi.fn() }, maxBacklog)).toThrow(TypeError);
});
