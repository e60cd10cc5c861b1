import { describe, expect, test, vi } from 'vitest';
import { createWebhook, type DeliveryReport } from '../src/index.ts';
import { acme, now, secret, write } from './acme.ts';

describe('the operator', () => {
  test('is told on the console, one line a second for each code', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    try {
      const webhook = createWebhook(acme({ secret }), { now: () => now });
      for (let count = 0; count < 5; count += 1)
        await webhook.handle(await write({ secret: 'another secret of ours' }));
      expect(warn.mock.calls).toEqual([[expect.stringMatching(/^\[hooklatch\] acme: signature_mismatch: /)]]);
    } finally {
      warn.mockRestore();
    }
  });
  const observers = {
    'that throws': () => {
      throw new Error('x');
    },
    'that rejects': () => Promise.reject(new Error('x')),
  };
  test.each(Object.entries(observers))('an observer %s changes no reply', async (_name, onDelivery) => {
    const webhook = createWebhook(acme({ secret }), { now: () => now, on: { '*': () => {} }, onDelivery });
    expect((await webhook.handle(await write())).status).toBe(200);
  });

  test('is told the method and the URL of a request once it is verified, and not before', async () => {
    const onDelivery = vi.fn<(report: DeliveryReport) => void>();
    const webhook = createWebhook(acme({ secret }), { now: () => now, on: { '*': () => {} }, onDelivery });
    const delivery = await write();
    await webhook.handle(delivery);
    await webhook.handle(await write({ secret: 'another secret of ours' }));
    const [[genuine] = [], [forged] = []] = onDelivery.mock.calls;
    expect(genuine).toMatchObject({ method: delivery.method, url: delivery.url });
    expect(forged).not.toHaveProperty('url');
  });
});
