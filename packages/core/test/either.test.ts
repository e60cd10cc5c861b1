import { describe, expect, test } from 'vitest';
import { createWebhook, deliveryHeaders, WebhookError } from '../src/index.ts';
import { defineProvider, either, hmac, token, type Provider, type Scheme } from '../src/provider.ts';
import { memoryStore } from '../src/store.ts';
import { acme, now, write } from './acme.ts';
import { verdict } from './plain.ts';
import { withHeaders } from './signer.ts';

const signed = (header: string, content = '{body}'): Scheme =>
  hmac({
    signature: { header },
    content,
    ...(content.includes('{timestamp}') && { timestamp: { header: `${header}-time` } }),
  });

const rolling = defineProvider({
  ...acme().definition,
  name: 'rolling',
  schemes: [either(signed('x-one'), signed('x-two'))],
});
/** Each secret belongs to one header: the first to the first, the second to the second. */
const bound = (index: number, header: string): Scheme => {
  const scheme = signed(header);
  return { ...scheme, keys: (secret, at) => (at === index ? scheme.keys(secret, 0) : []) };
};
const crossing = defineProvider({
  ...acme().definition,
  name: 'bound',
  schemes: [either(bound(0, 'x-one'), bound(1, 'x-two'))],
});

const first = 'the first secret of ours';
const second = 'the second secret of ours';
const digestOf = async (secret: string) =>
  (await write({ secret }, rolling() as Provider)).headers.get('x-one') as string;

/** What stands in each header: the digest by a secret, or a text. */
const rows: readonly [string, readonly (string | undefined)[], string][] = [
  ['the first header', [first, undefined], 'verified'],
  ['the second header', [undefined, first], 'verified'],
  ['both, of which the first fits', [first, second], 'verified'],
  ['both, of which the second fits', [second, first], 'verified'],
  ['both, of which none fits', [second, second], 'signature_mismatch'],
  ['one that fits beside one that is malformed', ['abc', first], 'verified'],
  ['one that fits beside one that is empty', [first, ''], 'verified'],
  ['one that is malformed', ['abc', undefined], 'header_malformed'],
  ['one that is malformed beside none', [undefined, 'abc'], 'header_malformed'],
  ['none', [undefined, undefined], 'signature_missing'],
];

describe('a delivery of either scheme with', () => {
  test.each(rows)('%s', async (_name, [one, two], expected) => {
    const texts = await Promise.all(
      [one, two].map(async (text) => (text === first || text === second ? digestOf(text) : text)),
    );
    const delivery = withHeaders(await write({ secret: first }, rolling() as Provider), {
      'x-one': texts[0],
      'x-two': texts[1],
    });
    expect(await verdict(rolling({ secret: first }) as Provider, delivery)).toBe(expected);
  });
  test('a doubled header is refused, though the other one fits', async () => {
    const delivery = await write({ secret: first }, rolling() as Provider);
    const entries = [...delivery.headers.entries(), ['x-two', 'a'], ['X-Two', 'b']] as const;
    const doubled = {
      ...delivery,
      headers: deliveryHeaders(entries.map(([name, value]) => [name, value] as const)),
    };
    const error: unknown = await createWebhook(rolling({ secret: first }))
      .verify(doubled)
      .catch((thrown: unknown) => thrown);
    expect(WebhookError.is(error) && [error.code, error.hint]).toEqual([
      'header_duplicate',
      expect.stringContaining('x-two'),
    ]);
  });
});

describe('a secret that belongs to one of the schemes', () => {
  const at = async (one: string | undefined, two: string | undefined) => {
    const headers = { 'x-one': one && (await digestOf(one)), 'x-two': two && (await digestOf(two)) };
    const delivery = withHeaders(await write({ secret: first }, rolling() as Provider), headers);
    return verdict(crossing({ secret: [first, second] }) as Provider, delivery);
  };
  test('fits there', async () => {
    expect([await at(first, undefined), await at(undefined, second)]).toEqual(['verified', 'verified']);
  });
  test('and nowhere else', async () => {
    expect([await at(second, undefined), await at(undefined, first)]).toEqual([
      'signature_mismatch',
      'signature_mismatch',
    ]);
  });
});

describe('what each scheme claims', () => {
  const timed = defineProvider({
    ...acme().definition,
    schemes: [either(signed('x-one', '{timestamp}.{body}'), signed('x-two', '{timestamp}:{body}'))],
  });
  const other = defineProvider({ ...acme().definition, schemes: [signed('x-two', '{timestamp}:{body}')] });
  const both = async (stale: number) => {
    const one = await write({ secret: second, time: now }, timed() as Provider);
    const two = await write({ secret: first, time: stale }, other() as Provider);
    return withHeaders(one, Object.fromEntries(two.headers.entries()));
  };
  test('is the claim of the one that fits', async () => {
    const event = await createWebhook(timed({ secret: first }), { now: () => now }).verify(
      await both(now - 60_000),
    );
    expect(event.timestamp).toBe(now - 60_000);
    await expect(
      createWebhook(timed({ secret: first }), { now: () => now }).verify(await both(now - 301_000)),
    ).rejects.toMatchObject({ code: 'timestamp_stale' });
  });
  test('is what an event without an id is remembered by, and nothing that is not proved', async () => {
    const outcomes: string[] = [];
    const options = { now: () => now, on: { '*': () => {} }, store: memoryStore() };
    const nameless = defineProvider({ ...timed().definition, id: [] });
    const webhook = createWebhook(nameless({ secret: first }), {
      ...options,
      onDelivery: ({ outcome }) => outcomes.push(outcome),
    });
    const genuine = await both(now);
    await webhook.handle(genuine);
    await webhook.handle(withHeaders(genuine, { 'x-one-time': `${now / 1000 + 1}` }));
    await webhook.handle(withHeaders(genuine, { 'x-one': undefined }));
    await webhook.handle(await both(now - 60_000));
    expect(outcomes).toEqual(['handled', 'duplicate', 'duplicate', 'handled']);
  });
});

test('a mistake that one of the schemes sees is refused', () => {
  const strict = defineProvider({
    ...acme().definition,
    schemes: [either(signed('x-one'), { ...token({ header: 'x' }), keys: () => 'is a mistake' } as Scheme)],
  });
  expect(() => createWebhook(strict({ secret: first }))).toThrow(/Secret 0 of acme is a mistake/);
});
