import { constants, createPrivateKey, sign as signByNode } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createWebhook, WebhookError, type Delivery } from '../src/index.ts';
import {
  signingAlgorithms,
  toBytes,
  type AsymmetricOptions,
  type SigningAlgorithm,
} from '../src/provider.ts';
import { now } from './acme.ts';
import { guard, keysOf, sign, signer, withHeaders } from './signer.ts';

const header = 'x-signature';
const mismatch = { code: 'signature_mismatch', status: 400 };

describe.each(Object.keys(signingAlgorithms) as SigningAlgorithm[])('%s', (algorithm) => {
  const ways: AsymmetricOptions['signature'][] = [
    { header },
    { header, encoding: 'hex' },
    ...(algorithm.startsWith('ecdsa') ? [{ header, der: true }] : []),
  ];
  test.each(ways)('is verified as it was written, and not over another body: %o', async (signature) => {
    const { privateKey, publicKey } = await keysOf(algorithm);
    const provider = signer({ algorithm, signature })({ publicKey });
    const delivery = await sign(provider, privateKey);
    const webhook = guard(provider);
    expect((await webhook.verify(delivery)).trust.payload).toBe('signed');
    const changed = { ...delivery, body: toBytes('{"type":"lost"}') };
    await expect(webhook.verify(changed)).rejects.toMatchObject(mismatch);
  });
});

/** What another implementation wants to know of an algorithm. */
const others: Readonly<Record<SigningAlgorithm, readonly [hash: string | undefined, object]>> = {
  ed25519: [undefined, {}],
  'ecdsa-p256-sha1': ['sha1', {}],
  'ecdsa-p256-sha256': ['sha256', {}],
  'ecdsa-p384-sha384': ['sha384', {}],
  'ecdsa-p521-sha512': ['sha512', {}],
  'rsa-sha1': ['sha1', {}],
  'rsa-sha256': ['sha256', {}],
  'rsa-sha512': ['sha512', {}],
  'rsa-pss-sha512': ['sha512', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }],
};

test.each(Object.entries(others))(
  'a signature of %s by OpenSSL is verified',
  async (name, [hash, options]) => {
    const algorithm = name as SigningAlgorithm;
    const { privateKey, publicKey } = await keysOf(algorithm);
    const key = createPrivateKey({ key: JSON.parse(privateKey), format: 'jwk' });
    const der = algorithm.startsWith('ecdsa');
    const provider = signer({ algorithm, signature: { header, der } })({ publicKey });
    const delivery = await sign(provider, privateKey);
    const made = signByNode(hash, delivery.body, { key, ...options }).toString('base64');
    expect((await guard(provider).verify(withHeaders(delivery, { [header]: made }))).type).toBe('paid');
  },
);

const ed25519 = { algorithm: 'ed25519', signature: { header } } as const;
const list = { separator: ',', pair: '=', field: 'v1' } as const;
const url = 'https://shop.example/other';
const notTheirs: Delivery['body'] = toBytes('{"type":"lost"}');

/** How it is written, and which part of the delivery is covered, each with another value. */
const shapes: readonly [string, Partial<AsymmetricOptions>, Record<string, string>, Partial<Delivery>][] = [
  ['a prefix', { signature: { header, prefix: 'v1=' } }, {}, { body: notTheirs }],
  [
    'a list with a time in it',
    { content: '{timestamp}.{body}', signature: { header, list }, timestamp: { field: 't' } },
    {},
    { body: notTheirs },
  ],
  ['an id', { content: '{id}.{body}', id: { header: 'x-id' } }, { 'x-id': 'evt_2' }, {}],
  [
    'a time of its own header',
    { content: '{timestamp}.{body}', timestamp: { header: 'x-time', unit: 'ms' } },
    { 'x-time': `${now + 1}` },
    {},
  ],
  ['the hash of the body', { content: 'v1.{sha256}' }, {}, { body: notTheirs }],
  [
    'another header',
    { content: '{header:x-user}:{body}', others: { 'x-user': ({ id }) => `user of ${id}` } },
    { 'x-user': 'somebody' },
    {},
  ],
  ['the method', { content: '{method} {body}' }, {}, { method: 'PUT' }],
  ['the URL', { content: '{url}{body}' }, {}, { url }],
  [
    'bytes of its own',
    {
      toContent: async (_claim, head, body) => toBytes(`${head.headers.get('x-a')}${body.length}`),
      others: { 'x-a': () => 'b' },
    },
    { 'x-a': 'c' },
    {},
  ],
];

describe('a signature that covers', () => {
  test.each(shapes)('%s', async (_name, options, headers, changed) => {
    const { privateKey, publicKey } = await keysOf('ed25519');
    const scheme = signer({ ...ed25519, ...options });
    const { definition } = scheme();
    const provider = { ...scheme({ publicKey }), definition: { ...definition, methods: ['POST', 'PUT'] } };
    const webhook = guard(provider);
    const delivery = await sign(provider, privateKey);
    expect((await webhook.verify(delivery)).body).toBe(delivery.body);
    // The URL is told by publicUrl, whose query is the delivery's.
    const altered = { ...withHeaders(delivery, headers), ...changed };
    const refused = 'url' in changed ? { ...altered, url: '/hooks?a=1' } : altered;
    await expect(webhook.verify(refused)).rejects.toMatchObject(mismatch);
  });

  test('an id, or that leaves it out, says so', async () => {
    const { privateKey, publicKey } = await keysOf('ed25519');
    const id = { header: 'x-id' };
    for (const [content, trust] of [
      ['{id}.{body}', 'signed'],
      ['{body}', 'unsigned'],
    ] as const) {
      const provider = signer({ ...ed25519, id, content })({ publicKey });
      const event = await guard(provider).verify(await sign(provider, privateKey));
      expect([event.id, event.trust.id]).toEqual(['evt_1', trust]);
    }
  });
  test('the URL wants to be told it', async () => {
    const { publicKey } = await keysOf('ed25519');
    const make = () => createWebhook(signer({ ...ed25519, content: '{url}{body}' })({ publicKey }));
    expect(make).toThrow('Give publicUrl or trustProxy.');
  });

  test('a hash as hexadecimal digits in lower case', async () => {
    const { privateKey, publicKey } = await keysOf('ed25519');
    const hash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
    const toContent = async () => toBytes(`v1.${hash}`);
    const delivery = await sign(signer({ ...ed25519, toContent })(), privateKey, 'hello');
    const webhook = guard(signer({ ...ed25519, content: 'v1.{sha256}' })({ publicKey }));
    expect((await webhook.verify(delivery)).trust.payload).toBe('signed');
  });
});

const listed: AsymmetricOptions = {
  ...ed25519,
  content: '{id}.{timestamp}.{body}',
  id: { header: 'x-id' },
  signature: { header, list },
  timestamp: { field: 't' },
};
const refused: readonly [string, Record<string, string | undefined>, string, string][] = [
  ['no signature header', { [header]: undefined }, 'signature_missing', header],
  ['an empty signature header', { [header]: '' }, 'signature_missing', header],
  ['a list without a signature', { [header]: 't=1767225600' }, 'header_malformed', header],
  ['a list without a time', { [header]: 'v1=AAAA' }, 'header_malformed', header],
  ['a list with two times', { [header]: 't=1767225600,t=1767225600,v1=AAAA' }, 'header_malformed', header],
  ['a list of 101 items', { [header]: `t=1767225600${',v1=AAAA'.repeat(100)}` }, 'header_malformed', header],
  ['more than 16 KiB', { [header]: `t=1767225600,v1=${'A'.repeat(16_384)}` }, 'header_malformed', header],
  ['a time that is none', { [header]: 't=0x10,v1=AAAA' }, 'header_malformed', header],
  ['no id', { 'x-id': undefined }, 'signature_missing', 'x-id'],
  ['an id with a dot', { 'x-id': 'evt_1.1767225600' }, 'header_malformed', 'x-id'],
  ['an id of 257 characters', { 'x-id': 'a'.repeat(257) }, 'header_malformed', 'x-id'],
  ['a signature that is no base64', { [header]: 't=1767225600,v1=A!' }, 'signature_mismatch', ''],
  ['a signature of no bytes', { [header]: 't=1767225600,v1=' }, 'signature_mismatch', ''],
  ['a signature that is too short', { [header]: 't=1767225600,v1=AAAA' }, 'signature_mismatch', ''],
];

describe('a delivery with', () => {
  test.each(refused)('%s is refused', async (_name, headers, code, named) => {
    const { privateKey, publicKey } = await keysOf('ed25519');
    const provider = signer(listed)({ publicKey });
    const delivery = withHeaders(await sign(provider, privateKey), headers);
    const error: unknown = await guard(provider)
      .verify(delivery)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, hint: expect.stringContaining(named) });
  });
  test('a signature that is doubled or unknown beside the right one is verified', async () => {
    const { privateKey, publicKey } = await keysOf('ed25519');
    const provider = signer(listed)({ publicKey });
    const delivery = await sign(provider, privateKey);
    const changed = withHeaders(delivery, { [header]: `v0=,v1=AAAA,v1=!,${delivery.headers.get(header)}` });
    expect(await guard(provider).verify(changed)).toMatchObject({ id: 'evt_1', timestamp: now });
  });
  test('no header that goes with it is refused before its keys are asked for', async () => {
    const { privateKey, publicKey } = await keysOf('ed25519');
    const provider = signer({ ...ed25519, others: { 'x-version': () => '1' } })({ publicKey });
    const delivery = await sign(provider, privateKey);
    expect(delivery.headers.get('x-version')).toBe('1');
    await expect(
      guard(provider).verify(withHeaders(delivery, { 'x-version': undefined })),
    ).rejects.toMatchObject({
      code: 'signature_missing',
      hint: expect.stringContaining('x-version'),
    });
  });
  test('another prefix is malformed', async () => {
    const { privateKey, publicKey } = await keysOf('ed25519');
    const provider = signer({ ...ed25519, signature: { header, prefix: 'v1=' } })({ publicKey });
    const delivery = withHeaders(await sign(provider, privateKey), { [header]: 'v2=AAAA' });
    await expect(guard(provider).verify(delivery)).rejects.toMatchObject({ code: 'header_malformed' });
  });
  test('a genuine signature of an hour ago is stale', async () => {
    const { privateKey, publicKey } = await keysOf('ed25519');
    const provider = signer(listed)({ publicKey });
    const { verify } = createWebhook(provider, { now: () => now + 3_600_000 });
    const error: unknown = await verify(await sign(provider, privateKey)).catch((thrown: unknown) => thrown);
    expect(WebhookError.is(error) && error.code).toBe('timestamp_stale');
  });
});
