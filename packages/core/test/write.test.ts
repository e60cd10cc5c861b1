import { describe, expect, test } from 'vitest';
import { createWebhook } from '../src/index.ts';
import {
  asymmetric,
  basic,
  decodeSecret,
  defineProvider,
  either,
  hashed,
  hmac,
  token,
  toBytes,
  writeDelivery,
  type DeliveryDraft,
  type Provider,
  type ProviderDefinition,
  type Scheme,
} from '../src/provider.ts';
import { acme, now } from './acme.ts';
import { keysOf } from './signer.ts';

const signature = { header: 'x-signature' };
const secret = 'user:a secret of ours';
const draft: DeliveryDraft = {
  secret,
  body: toBytes('{"a":1}'),
  id: 'evt_1',
  type: 'paid',
  time: now,
  url: 'https://shop.example/hooks?a=b',
};

function providerOf(schemes: readonly Scheme[], changed: Partial<ProviderDefinition> = {}) {
  return defineProvider({ ...acme().definition, ...changed, schemes });
}

const field: Scheme<string> = {
  ...token({ field: 'token' }),
  write: (_draft, own) => ({ headers: {}, body: toBytes(JSON.stringify({ token: own })) }),
};
const written: readonly [string, Scheme][] = [
  ['hmac', hmac({ signature })],
  [
    'hmac of a list',
    hmac({
      content: '{timestamp}.{body}',
      timestamp: { field: 't' },
      signature: { ...signature, list: { separator: ',', pair: '=', field: 'v1' } },
    }),
  ],
  [
    'hmac of everything',
    hmac({
      content: '{id}.{timestamp}.{method}.{url}.{body}',
      id: { header: 'x-id' },
      timestamp: { header: 'x-time' },
      signature,
    }),
  ],
  ['either', either(hmac({ signature }), hmac({ signature: { header: 'x-other' } })) as Scheme],
  ['hashed', hashed({ signature }) as Scheme],
  ['token in a header', token({ header: 'x-token' }) as Scheme],
  ['token in the query', token({ query: 'token' }) as Scheme],
  ['token in the body', field as Scheme],
  ['basic', basic() as Scheme],
];

describe('what is written is verified', () => {
  test.each(written)('%s', async (_name, scheme) => {
    for (const method of [undefined, 'PUT']) {
      const provider = providerOf([scheme], { methods: ['POST', 'PUT'] });
      const delivery = await writeDelivery(provider() as Provider, { ...draft, ...(method && { method }) });
      expect(delivery.method).toBe(method ?? 'POST');
      const options = { now: () => now, trustProxy: () => false };
      expect((await createWebhook(provider({ secret }), options).verify(delivery)).provider).toBe('acme');
      await expect(
        createWebhook(provider({ secret: 'user:another' }), options).verify(delivery),
      ).rejects.toMatchObject({ code: 'signature_mismatch' });
    }
  });
});

describe('a delivery', () => {
  test('has the headers that name its event', async () => {
    const named = providerOf([hmac({ signature })], {
      id: [{ field: 'id' }, { header: 'x-event-id' }],
      type: { header: 'x-event' },
    });
    const { headers } = await writeDelivery(named() as Provider, draft);
    expect(Object.fromEntries(headers.entries())).toMatchObject({
      'content-type': 'application/json',
      'x-event-id': 'evt_1',
      'x-event': 'paid',
    });
  });
  test('comes with the first method of its provider', async () => {
    const deleting = providerOf([hmac({ signature })], { methods: ['DELETE', 'POST'] });
    expect((await writeDelivery(deleting() as Provider, draft)).method).toBe('DELETE');
  });
  test('keeps the query that was there beside a token', async () => {
    const { url } = await writeDelivery(
      providerOf([token({ query: 'token' }) as Scheme])() as Provider,
      draft,
    );
    expect(url).toBe('https://shop.example/hooks?a=b&token=user%3Aa+secret+of+ours');
  });
});

describe('of several schemes', () => {
  const two = providerOf([
    hmac({
      signature,
      secret: decodeSecret({ decode: toBytes, accepts: (text) => text.startsWith('sig_') }),
    }),
    token({ header: 'x-token', accepts: (text) => !text.startsWith('sig_') }) as Scheme,
    token({ header: 'x-third' }) as Scheme,
  ])() as Provider;
  const rows: readonly [string, Partial<DeliveryDraft>, string][] = [
    ['the first that the secret fits signs', {}, 'x-token'],
    ['another secret goes to another one', { secret: 'sig_abcdefghijkl' }, 'x-signature'],
    ['the one that is wanted signs', { scheme: 2 }, 'x-third'],
  ];
  test.each(rows)('%s', async (_name, changed, header) => {
    const { headers } = await writeDelivery(two, { ...draft, ...changed });
    expect(headers.entries().map(([name]) => name)).toEqual(['content-type', header]);
  });
});

const silent: Scheme = { ...token({ header: 'x-token' }), write: undefined as never };
const failures: readonly [string, Provider, Partial<DeliveryDraft>, RegExp][] = [
  [
    'a scheme that the secret does not fit',
    providerOf([hmac({ signature, secret: () => [] }), hmac({ signature })])() as Provider,
    { scheme: 0 },
    /does not fit scheme 0 of acme/,
  ],
  [
    'a scheme that is not there',
    providerOf([hmac({ signature })])() as Provider,
    { scheme: 1 },
    /does not fit scheme/,
  ],
  ['a scheme that cannot sign', providerOf([silent])() as Provider, {}, /does not fit scheme any of acme/],
  [
    'a scheme that cannot sign and is wanted',
    providerOf([silent])() as Provider,
    { scheme: 0 },
    /signs nothing/,
  ],
  ['an empty secret', providerOf([hmac({ signature })])() as Provider, { secret: '' }, /is empty/],
  [
    'a public key in the place of the private one',
    providerOf([asymmetric({ algorithm: 'ed25519', signature }) as Scheme], { key: 'public' })() as Provider,
    { secret: '{}' },
    /takes its private key as a JWK/,
  ],
];

describe('a TypeError is thrown for', () => {
  test.each(failures)('%s', async (_name, provider, changed, message) => {
    const work = writeDelivery(provider, { ...draft, ...changed });
    await expect(work).rejects.toThrow(TypeError);
    await expect(work).rejects.toThrow(message);
  });
});

test('a private key signs with any of several schemes', async () => {
  const { privateKey, publicKey } = await keysOf('ed25519');
  const schemes = ['x-one', 'x-two'].map(
    (header) => asymmetric({ algorithm: 'ed25519', signature: { header } }) as Scheme,
  );
  const provider = providerOf(schemes, { key: 'public' });
  for (const [scheme, header] of ['x-one', 'x-two'].entries()) {
    const delivery = await writeDelivery(provider() as Provider, { ...draft, secret: privateKey, scheme });
    expect(delivery.headers.has(header)).toBe(true);
    expect((await createWebhook(provider({ secret: publicKey })).verify(delivery)).body).toBe(draft.body);
  }
});
