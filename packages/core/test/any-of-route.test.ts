import { describe, expect, test, vi } from 'vitest';
import { deliveryHeaders } from '../src/index.ts';
import type { Provider } from '../src/provider.ts';
import { memoryStore } from '../src/store.ts';
import { acme, secret, write } from './acme.ts';
import { both, gathered, twins, twinSecret, twinWith, ways } from './family.ts';

const on = { '*': () => {} };

describe('limits', () => {
  const large = twinWith({ maxBodyBytes: 2_097_152 });
  const all = (): Provider[] => [acme({ secret }) as Provider, large({ secret: twinSecret })];
  const body = JSON.stringify({ type: 'a', filler: 'x'.repeat(1_500_000) });

  test.each(ways)('are those of the candidate by %s', async (_way, providerOf) => {
    expect(await providerOf(all(), await twins({ body }))).toBe('twin');
  });
  test('of the largest are not passed', async () => {
    const { webhook, reports } = gathered(all(), { on });
    const { headers } = await twins();
    const written: number[] = [];
    const read = (take: (chunk: Uint8Array) => void) => {
      for (let sent = 0; sent < 9; sent += 1) {
        take(new Uint8Array(262_144));
        written.push(sent);
      }
    };
    const received = await webhook.receive({ method: 'POST', url: '/', headers, read });
    expect('reply' in received && received.reply.status).toBe(413);
    expect([written.length, reports.length, reports[0]?.code]).toEqual([8, 1, 'payload_too_large']);
  });
  test('that a declared length passes are refused without a byte read', async () => {
    const { webhook, reports } = gathered(all(), { on });
    const headers = deliveryHeaders([...(await twins()).headers.entries(), ['content-length', '2097153']]);
    const read = vi.fn();
    await webhook.receive({ method: 'POST', url: '/', headers, read });
    expect([read.mock.calls.length, reports[0]?.code]).toEqual([0, 'payload_too_large']);
  });
  test('of what is read are given back', async () => {
    const { webhook } = gathered(both(), { on, maxBufferedBytes: 100 });
    for (const _ of [1, 2, 3, 4]) expect((await webhook.handle(await twins())).status).toBe(200);
  });
});

describe('a name', () => {
  const rows: readonly [string | undefined, string[]][] = [
    [undefined, ['acme:evt_1', 'twin:evt_1']],
    ['orders', ['orders:acme:evt_1', 'orders:twin:evt_1']],
  ];
  test.each(rows)('of %s makes a key for each candidate', async (name, keys) => {
    const store = memoryStore();
    const claim = vi.spyOn(store, 'claim');
    const { webhook, reports } = gathered(both(), { on, store, name });
    for (const delivery of [await write(), await twins(), await write()]) await webhook.handle(delivery);
    expect(claim.mock.calls.map(([key]) => key)).toEqual([...keys, keys[0]]);
    expect(reports.map(({ outcome }) => outcome)).toEqual(['handled', 'handled', 'duplicate']);
  });
});

describe('a guard of several', () => {
  test('claims and settles with the candidate', async () => {
    const store = memoryStore();
    const { webhook, reports } = gathered(both(), { store });
    const { method, url, headers, body } = await twins();
    const incoming = { method, url, headers, read: (take: (chunk: Uint8Array) => void) => take(body) };
    const received = await webhook.receive(incoming, { claimLater: true });
    if ('reply' in received) throw new Error('refused');
    expect(received.event.provider).toBe('twin');
    const claimed = await webhook.claim(received.event);
    if ('reply' in claimed) throw new Error('not claimed');
    expect(await store.claim('twin:evt_1', 1)).toMatchObject({ state: 'busy' });
    await claimed.settle(true);
    expect(await store.claim('twin:evt_1', 1)).toEqual({ state: 'done' });
    expect(reports).toEqual([
      expect.objectContaining({ outcome: 'passed', provider: 'twin', endpoint: 'twin' }),
    ]);
    const again = await webhook.receive(incoming);
    expect('reply' in again && again.reply.status).toBe(200);
    expect(reports[1]?.outcome).toBe('duplicate');
  });
  test('without a route is answered no_handler', async () => {
    expect((await gathered(both()).webhook.handle(await twins())).body).toBe(
      '{"status":500,"code":"no_handler"}',
    );
  });
});
