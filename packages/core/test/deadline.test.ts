import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createWebhook, type DeliveryReport, type WebhookOptions } from '../src/index.ts';
import { defineProvider, type Provider } from '../src/provider.ts';
import { memoryStore } from '../src/store.ts';
import { acme, recorded, secret, write, type AcmeEvents } from './acme.ts';

const { definition } = acme();
const hasty = defineProvider<AcmeEvents>({
  ...definition,
  facts: { ...definition.facts, deadlineMs: 3000 },
});

function hurried(options: WebhookOptions<AcmeEvents>) {
  const reports: DeliveryReport[] = [];
  const onDelivery = (report: DeliveryReport): unknown => reports.push(report);
  const now = (): number => 1_767_225_600_000;
  return { webhook: createWebhook(hasty({ secret }), { now, onDelivery, ...options }), reports };
}
const delivery = () => write({}, hasty({ secret }) as Provider);

/** A handler that ends when it is told to. */
function slow() {
  let end: (error?: Error) => void = () => {};
  let signal: AbortSignal | undefined;
  const handler = vi.fn((_event: unknown, context: { signal: AbortSignal }) => {
    ({ signal } = context);
    return new Promise<void>((resolve, reject) => {
      end = (error) => (error ? reject(error) : resolve());
    });
  });
  return { handler, end: (error?: Error) => end(error), signal: () => signal as AbortSignal };
}

// What is loaded at the first delivery, and at the first refusal, takes no time of a clock that stands still.
beforeAll(async () => {
  const { webhook } = hurried({ on: { '*': () => Promise.reject(new Error('once')) } });
  await webhook.handle(await delivery());
});

describe('a handler that takes longer than the provider waits', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is aborted before the deadline, and answered as failed', async () => {
    const { handler, signal } = slow();
    const { webhook, reports } = hurried({ on: { '*': handler } });
    const answer = webhook.handle(await delivery());
    await vi.advanceTimersByTimeAsync(2600);
    expect(signal().aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(signal().aborted).toBe(true);
    expect(await answer).toMatchObject({ status: 500, body: '{"status":500,"code":"handler_timeout"}' });
    expect(reports[0]).toMatchObject({ outcome: 'failed', code: 'handler_timeout' });
    expect(reports[0]?.hint).toContain('2700 ms');
  });
  test('keeps its claim while it is at work, and completes it when it succeeds after all', async () => {
    const { handler, end } = slow();
    const { webhook } = hurried({ on: { '*': handler } });
    const first = webhook.handle(await delivery());
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await first).status).toBe(500);
    expect((await webhook.handle(await delivery())).status).toBe(409);
    end();
    await vi.advanceTimersByTimeAsync(0);
    expect((await webhook.handle(await delivery())).status).toBe(200);
    expect(handler).toHaveBeenCalledTimes(1);
  });
  test('that never ends loses its claim with its lease, so that the event can be handled', async () => {
    const { handler, end } = slow();
    const { webhook } = hurried({ on: { '*': handler } });
    const first = webhook.handle(await delivery());
    await vi.advanceTimersByTimeAsync(3000);
    expect((await first).status).toBe(500);
    expect((await webhook.handle(await delivery())).status).toBe(409);
    await vi.advanceTimersByTimeAsync(61_000);
    void webhook.handle(await delivery());
    await vi.advanceTimersByTimeAsync(0);
    expect(handler).toHaveBeenCalledTimes(2);
    end();
  });
  test('gives its claim back when it fails after all', async () => {
    const { handler, end } = slow();
    const { webhook } = hurried({ on: { '*': handler } });
    const first = webhook.handle(await delivery());
    await vi.advanceTimersByTimeAsync(3000);
    expect((await first).status).toBe(500);
    end(new Error('aborted'));
    await vi.advanceTimersByTimeAsync(0);
    void webhook.handle(await delivery());
    await vi.advanceTimersByTimeAsync(0);
    expect(handler).toHaveBeenCalledTimes(2);
    end();
  });
  test('is waited for by the runtime, where it can', async () => {
    const { handler, end } = slow();
    const { webhook } = hurried({ on: { '*': handler } });
    const { url, method, headers, body } = await delivery();
    const request = new Request(url, {
      method,
      headers: headers.entries() as [string, string][],
      body: body.slice(),
    });
    const waitUntil = vi.fn();
    const answer = webhook.fetch(request, {}, { waitUntil });
    await vi.advanceTimersByTimeAsync(3000);
    expect((await answer).status).toBe(500);
    expect(waitUntil).toHaveBeenCalledTimes(1);
    end();
    await waitUntil.mock.calls[0]?.[0];
  });
  test('has the time that is left after the body has come', async () => {
    const { handler } = slow();
    const { webhook } = hurried({ on: { '*': handler } });
    const whole = await delivery();
    const read = async (take: (chunk: Uint8Array) => void): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      take(whole.body);
    };
    const answer = webhook.receive({ ...whole, read });
    await vi.advanceTimersByTimeAsync(2650);
    const pending = await Promise.race([answer, Promise.resolve('pending')]);
    expect(pending).toBe('pending');
    await vi.advanceTimersByTimeAsync(100);
    expect(await answer).toMatchObject({ reply: { status: 500 } });
  });
  test.each([
    ['a time of its own counts more', { handlerTimeoutMs: 500 }, 600],
    ['also a longer one', { handlerTimeoutMs: 9000 }, 9100],
  ])('%s', async (_name, options, afterMs) => {
    const { handler, signal } = slow();
    const { webhook } = hurried({ on: { '*': handler }, ...options });
    const answer = webhook.handle(await delivery());
    await vi.advanceTimersByTimeAsync(afterMs - 200);
    expect(signal().aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect((await answer).status).toBe(500);
  });
});

test.each([Infinity, 2 ** 31])('%s is no limit', async (handlerTimeoutMs) => {
  const on = { '*': () => new Promise((resolve) => setTimeout(resolve, 20)) };
  const { webhook } = hurried({ on, handlerTimeoutMs });
  expect((await webhook.handle(await delivery())).status).toBe(200);
});
test.each([Number.NaN, -1])('%s is a mistake that is told', async (handlerTimeoutMs) => {
  const { webhook, reports } = hurried({ on: { '*': () => {} }, handlerTimeoutMs });
  expect((await webhook.handle(await delivery())).status).toBe(500);
  expect(String(reports[0]?.error)).toContain('handlerTimeoutMs');
});

test('a provider that states no deadline has none', async () => {
  vi.useFakeTimers();
  try {
    const { handler, end, signal } = slow();
    const { webhook } = recorded({ on: { '*': handler }, store: memoryStore() });
    const answer = webhook.handle(await write());
    await vi.advanceTimersByTimeAsync(600_000);
    expect(signal().aborted).toBe(false);
    end();
    expect((await answer).status).toBe(200);
  } finally {
    vi.useRealTimers();
  }
});
