import { afterEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { createWebhook, deliveryHeaders, type Delivery } from '../src/index.ts';
import { anyOf, defineProvider, type MergedEvents, type Provider } from '../src/provider.ts';
import { acme, now, secret, write, type AcmeEvents } from './acme.ts';
import { asRequest, both, gathered, other, twin, twins, twinSecret, twinWith, ways } from './family.ts';

afterEach(() => vi.unstubAllEnvs());

const on = { '*': () => {} };
describe.each(ways)('several providers by %s', (_way, providerOf) => {
  test('with the same headers do not stand in the way of each other', async () => {
    for (const all of [both(), both().toReversed()]) {
      expect(await providerOf(all, await write())).toBe('acme');
      expect(await providerOf(all, await twins())).toBe('twin');
    }
  });
  test('with headers of their own are told apart', async () => {
    const all = [...both(), other({ secret: 'the secret of the other' })];
    expect(
      await providerOf(all, await write({ secret: 'the secret of the other' }, other() as Provider)),
    ).toBe('other');
    expect(await providerOf(all, await twins())).toBe('twin');
  });
  test('within several are the same', async () => {
    const all = [anyOf(other({ secret }), acme({ secret })) as Provider, twin({ secret: twinSecret })];
    expect(await providerOf(all, await write())).toBe('acme');
    expect(await providerOf(all, await twins())).toBe('twin');
  });
  test('of which one has no secret are verified by the rest', async () => {
    for (const all of [
      [acme(), twin({ secret: twinSecret })],
      [twin({ secret: twinSecret }), acme()],
    ] as Provider[][])
      expect(await providerOf(all, await twins())).toBe('twin');
  });
});

/** Which candidate speaks where nothing is proved, and what it says. */
const refusals: readonly [string, () => Promise<Delivery>, () => Provider[], object][] = [
  [
    "another's secret is a mismatch of the first",
    () => twins({ secret: 'nobody knows this' }),
    both,
    { provider: 'acme', code: 'signature_mismatch' },
  ],
  [
    "the first's stale delivery is stale",
    () => write({ time: now - 301_000 }),
    both,
    { provider: 'acme', code: 'timestamp_stale' },
  ],
  [
    "the second's stale delivery is stale",
    () => twins({ time: now - 301_000 }),
    both,
    { provider: 'twin', code: 'timestamp_stale' },
  ],
  [
    "the second's delivery of tomorrow",
    () => twins({ time: now + 86_400_000 }),
    both,
    { provider: 'twin', code: 'timestamp_future' },
  ],
  [
    "the second's stale delivery, where the first has no secret",
    () => twins({ time: now - 301_000 }),
    () => [acme() as Provider, twin({ secret: twinSecret })],
    { provider: 'twin', code: 'timestamp_stale' },
  ],
  [
    'a secret that is missing is said before a mismatch',
    () => twins(),
    () => [acme({ secret }) as Provider, twin()],
    { provider: 'twin', code: 'secret_missing' },
  ],
  [
    'no header of any',
    () => Promise.resolve({ method: 'POST', url: '/', headers: deliveryHeaders([]), body: new Uint8Array() }),
    both,
    { provider: 'acme', code: 'signature_missing' },
  ],
  [
    'a malformed header is said before a missing one',
    async () => ({ ...(await write()), headers: deliveryHeaders({ 'x-other-signature': 'a' }) }),
    () => [acme({ secret }) as Provider, other({ secret })],
    { provider: 'other', code: 'header_malformed' },
  ],
];

describe('what no candidate proves', () => {
  test.each(refusals)('%s', async (_name, make, all, expected) => {
    const { webhook, reports } = gathered(all(), { on });
    const delivery = await make();
    const { status } = await webhook.handle(delivery);
    expect(reports).toEqual([expect.objectContaining(expected)]);
    const { code, hint } = reports[0] ?? {};
    const error: unknown = await gathered(all())
      .webhook.verify(delivery)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, hint, status });
  });
  test('is answered with the status that its provider demands', async () => {
    const strict = twinWith({ refusalStatus: 401 });
    const { webhook } = gathered([acme({ secret }) as Provider, strict({ secret: twinSecret })], { on });
    expect((await webhook.handle(await twins({ time: 1000 }))).status).toBe(401);
    expect((await webhook.handle(await write({ time: 1000 }))).status).toBe(400);
  });
  test('comes with a method of none: the answer names those of all', async () => {
    const deleting = twinWith({ methods: ['DELETE'] });
    const { webhook, reports } = gathered([acme({ secret }) as Provider, deleting({ secret })], { on });
    expect(webhook.methods).toEqual(['POST', 'DELETE']);
    const reply = await webhook.handle({ ...(await write()), method: 'GET' });
    expect([reply.status, reply.headers.allow]).toEqual([405, 'POST, DELETE']);
    expect(reports).toEqual([expect.objectContaining({ code: 'method_not_allowed', endpoint: 'acme|twin' })]);
    const deleted = await write({}, deleting() as Provider);
    expect(deleted.method).toBe('DELETE');
    expect((await webhook.handle(deleted)).status).toBe(200);
    expect(reports[1]?.provider).toBe('twin');
    await webhook.handle({ ...deleted, headers: deliveryHeaders([]) });
    expect(reports[2]).toMatchObject({ provider: 'twin', code: 'signature_missing' });
  });
});

test('the bindings of a request reach every candidate', async () => {
  const { webhook, reports } = gathered([acme() as Provider, twin()], { on });
  await webhook.fetch(asRequest(await twins()), { ACME_SECRET: secret, TWIN_SECRET: twinSecret });
  expect(reports).toEqual([expect.objectContaining({ outcome: 'handled', provider: 'twin' })]);
});

test('ready wants the secret of each, and names the one that is missing', async () => {
  await gathered(both()).webhook.ready();
  const { webhook } = gathered([acme({ secret }) as Provider, twin()]);
  await expect(webhook.ready()).rejects.toMatchObject({
    code: 'secret_missing',
    hint: expect.stringContaining('TWIN_SECRET'),
  });
  await webhook.ready({ TWIN_SECRET: twinSecret });
});

describe('anyOf', () => {
  test('takes one provider or more, and no secret that cannot be used', () => {
    expect(() => anyOf()).toThrow(TypeError);
    expect(() => createWebhook(anyOf(acme({ secret }), twin({ secret: '' })))).toThrow(
      /Secret 0 of twin is empty/,
    );
  });
  test('has the facts of all', () => {
    const late = twinWith({
      facts: { sources: ['https://a.example'], confirmed: false, checked: '2026-11-01' },
    });
    expect(anyOf(acme(), late(), twin()).facts).toEqual({
      sources: ['https://a.example'],
      confirmed: false,
      checked: '2026-11-01',
    });
  });
  test('gives the events of all', () => {
    type Mine = { 'order.paid': { paid: true }; mine: 1 };
    const mine = defineProvider<Mine>(acme().definition);
    type Merged = MergedEvents<[Provider<AcmeEvents>, Provider<Mine>]>;
    expectTypeOf(anyOf(acme(), mine())).toEqualTypeOf<Provider<Merged>>();
    expectTypeOf<Merged['order.paid']>().toEqualTypeOf<AcmeEvents['order.paid'] | { paid: true }>();
    expectTypeOf<Merged['mine']>().toEqualTypeOf<1>();
    expect(anyOf(acme(), mine()).name).toBe('acme|acme');
  });
});
