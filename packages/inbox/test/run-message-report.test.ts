import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { attempt, createMessage, type Attempt } from './run-bench.ts';

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

const fail = (): never => {
  throw new Error('away');
};
const last = { attempt: 3 } as const;

describe('a report', () => {
  test('has all that is known of an attempt that went well', async () => {
    const message = await createMessage('msg_1');
    const { report } = await attempt({ lease: { message, attempt: 2, replay: 1 } });
    const { milliseconds, event, ...known } = report;
    expect(known).toEqual({
      id: message.id,
      endpoint: 'standard-webhooks',
      provider: 'standard-webhooks',
      type: 'order.paid',
      eventId: 'msg_1',
      attempt: 2,
      replay: 1,
      outcome: 'handled',
      warnings: [],
    });
    expect(milliseconds).toBeGreaterThanOrEqual(0);
    expect(event?.id).toBe('msg_1');
  });
  test('has the error, the reason and the delay of one that failed', async () => {
    const { report } = await attempt({ act: fail });
    expect(report).toMatchObject({
      outcome: 'retrying',
      reason: 'Error: away',
      delayMs: 1000,
      error: new Error('away'),
    });
  });
  test('warns of a handler that threw after its transaction', async () => {
    const transaction = (async (work: (tx: unknown) => unknown) => work('tx')) as never;
    const { report } = await attempt({
      act: async (_event, { withTransaction }) => {
        await withTransaction(() => 1);
        fail();
      },
      lease: { transaction },
    });
    expect(report).toMatchObject({ outcome: 'handled', warnings: [expect.stringContaining('away')] });
  });
  test('tells how long the attempt took', async () => {
    const { report } = await attempt({ act: () => new Promise((resolve) => void setTimeout(resolve, 30)) });
    expect(report.milliseconds).toBeGreaterThanOrEqual(25);
  });
  test('comes where nobody knows the event', async () => {
    const { report } = await attempt({ row: { name: 'another' } });
    expect([report.event, report.type]).toEqual([undefined, 'order.paid']);
  });
});

describe('an observer', () => {
  test.each([
    ['throws', fail],
    ['rejects', async () => fail()],
    ['never answers', () => new Promise(() => {})],
  ])('that %s changes nothing', async (_how, onAttempt) => {
    const { verdict } = await attempt({ options: { onAttempt } });
    expect(verdict).toEqual({ state: 'done' });
  });
  const lines: readonly [string, Attempt, number][] = [
    [
      'none and the message is dead: one line',
      { act: fail, lease: last, options: { onAttempt: undefined } },
      1,
    ],
    ['none and it is tried again: silence', { act: fail, options: { onAttempt: undefined } }, 0],
    ['none and it is handled: silence', { options: { onAttempt: undefined } }, 0],
    ['false and the message is dead: silence', { act: fail, lease: last, options: { onAttempt: false } }, 0],
    ['one, and the message is dead: silence', { act: fail, lease: last }, 0],
  ];
  test.each(lines)('is %s', async (_what, given, count) => {
    await attempt(given);
    expect(console.warn).toHaveBeenCalledTimes(count);
  });
  test('is the console where there is none: the line names the event, and no payload', async () => {
    const message = await createMessage();
    await attempt({ act: fail, lease: { ...last, message }, options: { onAttempt: undefined } });
    const line = `[hooklatch] standard-webhooks: order.paid ${message.id} is dead after 3 attempts: Error: away`;
    expect(vi.mocked(console.warn).mock.calls).toEqual([[line]]);
  });
});

describe('a handler', () => {
  test('gets the attempt, the key and a signal', async () => {
    const seen: unknown[] = [];
    await attempt({
      act: (_event, { attempt: count, idempotencyKey, signal }) =>
        seen.push(count, idempotencyKey, signal.aborted),
      lease: { attempt: 2 },
    });
    expect(seen).toEqual([2, 'standard-webhooks:msg_1', false]);
  });
  test('is told by its signal that the lease is lost', async () => {
    const lost = new AbortController();
    const { verdict, report } = await attempt({
      act: (_event, { signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
          lost.abort(new Error('another has it'));
        }),
      lease: { lost: lost.signal },
    });
    expect([verdict.state, report.outcome]).toEqual(['settled', 'lost']);
  });
});

describe('a worker that closes', () => {
  const stop = (act: (signal: AbortSignal) => unknown): Promise<Awaited<ReturnType<typeof attempt>>> => {
    const stopping = new AbortController();
    return attempt({
      act(_event, { signal }) {
        stopping.abort(new Error('The worker closes.'));
        return act(signal);
      },
      stopping: stopping.signal,
    });
  };
  const ending = (signal: AbortSignal): Promise<never> =>
    new Promise((_, reject) => {
      if (signal.aborted) reject(signal.reason as Error);
      else signal.addEventListener('abort', () => reject(new Error('stopped')));
    });
  test.each<[string, (signal: AbortSignal) => unknown]>([
    ['listens to its signal', ending],
    ['does not listen to its signal', () => new Promise(() => {})],
    ['fails at the same moment', fail],
  ])('gives back the message of a handler that %s, to be taken at once', async (_what, act) => {
    const started = performance.now();
    const { verdict, report } = await stop(act);
    expect([verdict, report.outcome]).toEqual([{ state: 'released', delayMs: 0 }, 'released']);
    expect(performance.now() - started).toBeLessThan(1500);
  });
  test('ends the message of a handler that ends in the last moment', async () => {
    const { verdict } = await stop(() => new Promise((resolve) => void setTimeout(resolve, 50)));
    expect(verdict).toEqual({ state: 'done' });
  });
  test('tells its handlers by their signal', async () => {
    let told: AbortSignal | undefined;
    await stop((signal) => ending((told = signal)));
    expect(told?.aborted).toBe(true);
  });
  test.each<[string, (signal: AbortSignal) => unknown]>([
    ['listens', ending],
    ['does not listen', () => new Promise(() => {})],
  ])('gives back what it has only just taken, though its handler %s', async (_what, act) => {
    const stopping = AbortSignal.abort();
    const { verdict } = await attempt({ act: (_event, { signal }) => act(signal), stopping });
    expect(verdict).toEqual({ state: 'released', delayMs: 0 });
  });
  test('is listened to no longer than an attempt lasts, by however many', async () => {
    const warned: string[] = [];
    const note = ({ message }: Error): void => void warned.push(message);
    process.on('warning', note);
    const stopping = new AbortController();
    const message = await createMessage();
    const act = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 30));
    await Promise.all(
      Array.from({ length: 50 }, () => attempt({ act, stopping: stopping.signal, lease: { message } })),
    );
    await new Promise((resolve) => void setTimeout(resolve, 10));
    process.off('warning', note);
    expect(warned).toEqual([]);
    expect(getEventListeners(stopping.signal, 'abort')).toHaveLength(0);
  });
});
