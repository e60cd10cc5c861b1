import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createWebhook, WebhookError, type DeliveryReport, type WebhookOptions } from '../src/index.ts';
import { anyOf, defineProvider, hmac, toBytes, type Provider } from '../src/provider.ts';
import { acme, now, recorded, secret, write } from './acme.ts';
import { gathered, twin, twins, twinSecret } from './family.ts';

afterEach(() => vi.restoreAllMocks());

/** A provider that counts how often a digest is compared, by whichever scheme. */
function counted() {
  const compared = vi.fn((base64: string) => base64);
  const encoding = { length: (bytes: number) => 4 * Math.ceil(bytes / 3), write: compared };
  const scheme = hmac({
    content: '{timestamp}.{body}',
    timestamp: { header: 'x-acme-time' },
    signature: { header: 'x-acme-signature', encoding },
  });
  return { compared, provider: defineProvider({ ...acme().definition, schemes: [scheme] }) };
}

const thrownBy = async (work: Promise<unknown>): Promise<WebhookError> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!WebhookError.is(error)) throw new Error('no WebhookError', { cause: error });
  return error;
};

const genuine = '{"id":"evt_1","type":"order.paid"}';
async function changed(provider: Provider, body = `${genuine}\n`) {
  return { ...(await write({ body: genuine }, provider)), body: toBytes(body) };
}

describe('a mismatch that verify throws', () => {
  test('says why, and has nothing left of what it was looked for in', async () => {
    const { provider } = counted();
    const webhook = createWebhook(provider({ secret }), { now: () => now });
    const error = await thrownBy(webhook.verify(await changed(provider() as Provider)));
    expect(error).toMatchObject({ code: 'signature_mismatch', status: 400 });
    expect(error.message).toBe(`signature_mismatch: ${error.hint}`);
    expect(error.hint).toMatch(/printed again|line break/);
    expect(Object.keys(error)).not.toContain('cause');
    expect('cause' in error).toBe(false);
    for (const text of [secret, 'order.paid', 'KeyObject', 'CryptoKey', 'texts'])
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(text);
  });
  test.each([
    ['is silent', { onDelivery: false }],
    ['is observed', { onDelivery: () => {} }],
  ] as const)('has none either where the webhook %s', async (_name, options) => {
    const webhook = createWebhook(acme({ secret }), { now: () => now, ...options });
    const error = await thrownBy(webhook.verify(await changed(acme() as Provider)));
    expect('cause' in error).toBe(false);
  });
  test('of several providers has none either', async () => {
    const { webhook } = gathered([acme({ secret }) as Provider, twin({ secret: twinSecret })]);
    const error = await thrownBy(webhook.verify(await twins({ secret: 'nobody knows this one' })));
    expect(error.code).toBe('signature_mismatch');
    expect('cause' in error).toBe(false);
  });
});

describe('looking into a mismatch', () => {
  test('costs nothing where the signature fits', async () => {
    const { compared, provider } = counted();
    const webhook = createWebhook(provider({ secret }), { now: () => now, on: { '*': () => {} } });
    const delivery = await write({}, provider() as Provider);
    compared.mockClear();
    await webhook.verify(delivery);
    await webhook.handle(delivery);
    expect(compared).toHaveBeenCalledTimes(2);
  });
  test('costs nothing where the signature of another candidate fits', async () => {
    const { compared, provider } = counted();
    const { webhook } = gathered([provider({ secret }) as Provider, ownFormat({ secret: twinSecret })]);
    const delivery = await write({ secret: twinSecret }, ownFormat() as Provider);
    compared.mockClear();
    expect((await webhook.verify(delivery)).provider).toBe('twin');
    expect(compared).toHaveBeenCalledTimes(1);
  });
  test.each([1, 20])('with %i secrets is bounded', async (count) => {
    const { compared, provider } = counted();
    const ring = Array.from({ length: count }, (_, index) => `a secret of ours, number ${index}`);
    const webhook = createWebhook(provider({ secret: ring }), { now: () => now });
    const delivery = await write({ secret: 'nobody knows this one' }, provider() as Provider);
    compared.mockClear();
    await thrownBy(webhook.verify(delivery));
    expect(compared.mock.calls.length).toBeGreaterThan(count + 20);
    expect(compared.mock.calls.length).toBeLessThanOrEqual(count + 400);
  });
  const sizes: readonly [number, boolean][] = [
    [262_144, true],
    [262_145, false],
  ];
  test.each(sizes)('of %i bytes: %s', async (size, searched) => {
    const { compared, provider } = counted();
    const webhook = createWebhook(provider({ secret }), { now: () => now });
    const delivery = await changed(provider() as Provider, `${genuine}${' '.repeat(size - genuine.length)}`);
    compared.mockClear();
    const { hint } = await thrownBy(webhook.verify(delivery));
    expect(compared.mock.calls.length > 1).toBe(searched);
    expect(/printed again/.test(hint)).toBe(searched);
  });
  test('is left where nobody wants to know', async () => {
    const { compared, provider } = counted();
    const webhook = createWebhook(provider({ secret }), {
      now: () => now,
      on: { '*': () => {} },
      onDelivery: false,
    });
    const delivery = await changed(provider() as Provider);
    compared.mockClear();
    await webhook.handle(delivery);
    await thrownBy(webhook.verify(delivery));
    expect(compared).toHaveBeenCalledTimes(2);
  });
  test('happens once a second for an endpoint, whatever its clock says', async () => {
    let clock = 5000;
    vi.spyOn(performance, 'now').mockImplementation(() => clock);
    const reports: DeliveryReport[] = [];
    const options: WebhookOptions = { onDelivery: (report) => reports.push(report), now: () => now };
    const one = createWebhook(acme({ secret }) as Provider, { ...options, on: { '*': () => {} } });
    const delivery = await changed(acme() as Provider);
    for (const time of [5000, 5999, 6000, 6001, 7000]) {
      clock = time;
      await one.handle(delivery);
    }
    expect(reports.map(({ hint }) => /printed again/.test(hint ?? ''))).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
    // Another endpoint has a second of its own.
    const another = await thrownBy(recorded().webhook.verify(delivery));
    expect(another.hint).toMatch(/printed again/);
  });
  test('happens for nothing but a mismatch', async () => {
    const { compared, provider } = counted();
    const webhook = createWebhook(provider({ secret }), { now: () => now });
    const delivery = await write({ time: 1000 }, provider() as Provider);
    compared.mockClear();
    expect((await thrownBy(webhook.verify(delivery))).code).toBe('timestamp_stale');
    expect(compared).toHaveBeenCalledTimes(1);
  });
  test('that fails leaves the refusal as it is', async () => {
    const strange = defineProvider({
      ...acme().definition,
      schemes: [Object.assign(hmac({ signature: { header: 'x-signature' } }), { options: undefined })],
    });
    const sender = defineProvider({
      ...acme().definition,
      schemes: [hmac({ signature: { header: 'x-signature' } })],
    });
    const delivery = await write({ secret: 'nobody knows this one' }, sender() as Provider);
    const webhook = createWebhook(anyOf(strange({ secret })), {
      on: { '*': () => {} },
      onDelivery: () => {},
    });
    expect((await webhook.handle(delivery)).body).toBe('{"status":400,"code":"signature_mismatch"}');
  });
});

/** The headers and the encoding of `counted`, without the count. */
const ownFormat = defineProvider({
  ...acme().definition,
  name: 'twin',
  schemes: [
    hmac({
      content: '{timestamp}.{body}',
      timestamp: { header: 'x-acme-time' },
      signature: { header: 'x-acme-signature', encoding: 'base64' },
    }),
  ],
});
