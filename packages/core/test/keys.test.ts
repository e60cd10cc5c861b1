import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createWebhook } from '../src/index.ts';
import { importPublicKey, makeKeyPair, readPublicKeys, toBase64, toHex } from '../src/provider.ts';
import { guard, keysOf, sign, signer, withHeaders } from './signer.ts';

const header = 'x-signature';
const mismatch = { code: 'signature_mismatch', status: 400 };

/** The bits of a certificate that are read (RFC 5280, 4.1), around a key. */
function certificateOf(spki: Uint8Array, version: boolean): Uint8Array {
  const element = (tag: number, ...content: readonly number[]): number[] =>
    content.length < 128
      ? [tag, content.length, ...content]
      : [tag, 0x82, content.length >> 8, content.length & 255, ...content];
  const empty = element(0x30);
  const fields = [
    version ? element(0xa0, ...element(2, 2)) : [],
    element(2, 1),
    empty,
    empty,
    empty,
    empty,
    [...spki],
  ].flat();
  return Uint8Array.from(element(0x30, ...element(0x30, ...fields), ...empty, ...element(3, 0)));
}

const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${toBase64(der).replaceAll(/.{64}/g, '$&\r\n')}\n-----END ${label}-----\n`;

const derOf = (jwk: string): Buffer =>
  createPublicKey({ key: JSON.parse(jwk), format: 'jwk' }).export({ type: 'spki', format: 'der' });

const writings: readonly [string, (jwk: string) => string][] = [
  ['PEM', (jwk) => pem('PUBLIC KEY', derOf(jwk))],
  ['PEM between other text', (jwk) => `# acme\n${pem('PUBLIC KEY', derOf(jwk))}# end`],
  [
    'two PEM blocks',
    (jwk) => pem('CERTIFICATE', certificateOf(derOf(jwk), true)) + pem('PUBLIC KEY', derOf(jwk)),
  ],
  ['a certificate', (jwk) => pem('CERTIFICATE', certificateOf(derOf(jwk), true))],
  ['a certificate without a version', (jwk) => pem('CERTIFICATE', certificateOf(derOf(jwk), false))],
  ['base64 of a certificate', (jwk) => toBase64(certificateOf(derOf(jwk), true))],
  ['base64', (jwk) => toBase64(derOf(jwk))],
  ['base64 on several lines', (jwk) => toBase64(derOf(jwk)).replaceAll(/.{20}/g, '$&\n')],
  ['a JWK', (jwk) => jwk],
  [
    'a JWK of another use',
    (jwk) => JSON.stringify({ ...JSON.parse(jwk), use: 'enc', alg: 'none', key_ops: [] }),
  ],
  ['a JWKS', (jwk) => JSON.stringify({ keys: [null, { kid: 'x' }, JSON.parse(jwk)] })],
];
const raws: readonly [string, (bytes: Uint8Array) => string][] = [
  ['hexadecimal digits', (bytes) => toHex(bytes)],
  ['hexadecimal digits in upper case', (bytes) => toHex(bytes).toUpperCase()],
  ['base64 of 32 bytes', (bytes) => toBase64(bytes)],
  ['base64 of 32 bytes without padding', (bytes) => toBase64(bytes).replace('=', '')],
];

describe.each(['ed25519', 'ecdsa-p256-sha256', 'rsa-sha256'] as const)('a public key of %s', (algorithm) => {
  test.each(writings)('may be %s', async (_name, write) => {
    const { privateKey, publicKey } = await keysOf(algorithm);
    const provider = signer({ algorithm, signature: { header } })({ publicKey: write(publicKey) });
    const event = await guard(provider).verify(await sign(provider, privateKey));
    expect(event.type).toBe('paid');
  });
});

test.each(raws)('a public key of ed25519 may be %s', async (_name, write) => {
  const { privateKey, publicKey } = await keysOf('ed25519');
  const text = write(derOf(publicKey).subarray(-32));
  const provider = signer({ algorithm: 'ed25519', signature: { header } })({ publicKey: text });
  expect((await guard(provider).verify(await sign(provider, privateKey))).type).toBe('paid');
});

const real = `-----BEGIN CERTIFICATE-----
MIIBdjCCARugAwIBAgIUTbPmzWJdPJpq/+VKfKBsHSurh3cwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEYWNtZTAgFw0yNjExMjIwODA1MDFaGA8yMTI2MTAyOTA4MDUw
MVowDzENMAsGA1UEAwwEYWNtZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGJb
JZY6ygezYfGTc19cZP6C+4I1uJUCDtyEiOjfSrWxMoxlPfxi7aGxoxcTNTYilGZ0
wV7jlwC5emoGPBf8k4CjUzBRMB0GA1UdDgQWBBRigq1zz3qRTKFxsBIiUn4Qdto6
hzAfBgNVHSMEGDAWgBRigq1zz3qRTKFxsBIiUn4Qdto6hzAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0kAMEYCIQDtBiwGkHzf5G9Ylt2277ORFS2GjrzOPS7B
Ccs1yrgcPAIhAPEAsFyPenyO20rhMXH8c6MiNXpj3U3UdRsQdxaZgzht
-----END CERTIFICATE-----`;

test('a certificate that openssl has made holds the key that Node finds in it', async () => {
  const spki = createPublicKey(real).export({ type: 'spki', format: 'der' });
  const keys = readPublicKeys(real);
  expect(keys).toEqual([{ spki: new Uint8Array(spki) }]);
  const [key] = keys as [{ spki: Uint8Array }];
  expect((await importPublicKey(key, 'ecdsa-p256-sha256')).type).toBe('public');
});

const ed = '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}';
const spki = derOf(ed);
const none: readonly [string, string, RegExp][] = [
  ['a private PEM', pem('PRIVATE KEY', spki), /private key: give the public one/],
  ['a private RSA PEM', pem('RSA PRIVATE KEY', spki), /private key: give the public one/],
  ['a private JWK', ed.replace('}', ',"d":"hunter2hunter2"}'), /private key: give the public one/],
  ['a private JWK among others', `{"keys":[${ed},{"kty":"EC","d":"hunter2hunter2"}]}`, /private key/],
  ['a shared key as a JWK', '{"kty":"oct","k":"hunter2hunter2"}', /private key/],
  [
    'base64 of a private key',
    toBase64(Buffer.from('302e020100300506032b657004220420', 'hex')),
    /no public key/,
  ],
  ['a PEM of something else', pem('RSA PUBLIC KEY', spki), /no public key/],
  ['a certificate request', pem('CERTIFICATE REQUEST', spki), /no public key/],
  ['PEM that is no base64', '-----BEGIN PUBLIC KEY-----\n!\n-----END PUBLIC KEY-----', /no public key/],
  ['PEM with a rest', pem('PUBLIC KEY', Buffer.concat([spki, Buffer.of(5, 0)])), /no public key/],
  ['a certificate that holds none', pem('CERTIFICATE', Buffer.of(0x30, 0)), /no public key/],
  ['base64 with a rest', toBase64(Buffer.concat([spki, Buffer.of(5, 0)])), /no public key/],
  ['31 bytes', toBase64(new Uint8Array(31)), /no public key/],
  ['33 bytes in hexadecimal digits', 'ab'.repeat(33), /no public key/],
  ['half a JWK', ed.slice(0, -1), /no public key/],
  ['a JSON object', '{"a":1}', /no public key/],
  ['an empty JWKS', '{"keys":[]}', /no public key/],
  ['a JWKS of nothing', '{"keys":[null,1,"a"]}', /no public key/],
  ['a passphrase', 'hunter2 hunter2', /no public key/],
];

describe('what is no public key is a TypeError that holds no part of it', () => {
  test.each(none)('%s', (_name, publicKey, message) => {
    const make = () => createWebhook(signer({ algorithm: 'ed25519', signature: { header } })({ publicKey }));
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
    expect(make).not.toThrow(/hunter2|MC4CAQ|MCowBQ/);
  });
});

describe("another algorithm's key", () => {
  const wrong = [
    ['ed25519', 'ecdsa-p256-sha256'],
    ['ecdsa-p256-sha256', 'ed25519'],
    ['ecdsa-p384-sha384', 'ecdsa-p256-sha256'],
    ['rsa-sha256', 'ed25519'],
    ['ed25519', 'rsa-pss-sha512'],
  ] as const;
  test.each(wrong)('%s for %s is secret_invalid', async (own, algorithm) => {
    const { publicKey } = await keysOf(own);
    const { privateKey } = await makeKeyPair(algorithm);
    for (const text of [publicKey, toBase64(derOf(publicKey))]) {
      const provider = signer({ algorithm, signature: { header } })({ publicKey: text });
      await expect(guard(provider).verify(await sign(provider, privateKey))).rejects.toMatchObject({
        code: 'secret_invalid',
        status: 500,
        hint: `The public key is none for ${algorithm}.`,
      });
    }
  });
  test('is passed over where a JWKS holds the right one too', async () => {
    const [{ publicKey: other }, { publicKey, privateKey }] = await Promise.all([
      keysOf('rsa-sha256'),
      keysOf('ed25519'),
    ]);
    const provider = signer({ algorithm: 'ed25519', signature: { header } });
    for (const keys of [`${other},${publicKey}`, `${publicKey},${other}`]) {
      const one = provider({ publicKey: `{"keys":[${keys}]}` });
      expect((await guard(one).verify(await sign(one, privateKey))).type).toBe('paid');
    }
  });
  test('cannot sign', async () => {
    const { privateKey } = await keysOf('ed25519');
    const provider = signer({ algorithm: 'rsa-sha256', signature: { header } })();
    await expect(sign(provider, privateKey)).rejects.toThrow(TypeError);
  });
});

describe('a key that is named', () => {
  const scheme = signer({ algorithm: 'ed25519', signature: { header }, keyId: { header: 'x-key' } });
  const named = (jwk: string, kid: string | undefined): object => ({ ...JSON.parse(jwk), kid });
  const rows: readonly [string, string | undefined, (own: string, other: string) => unknown, string][] = [
    ['is found among others', 'b', (own, other) => [named(other, 'a'), named(own, 'b')], 'verified'],
    [
      'is not another one that fits',
      'a',
      (own, other) => [named(other, 'a'), named(own, 'b')],
      'signature_mismatch',
    ],
    ['may be one without a name', 'c', (own) => [named(own, undefined)], 'verified'],
    ['is unknown', 'c', (own) => [named(own, 'b')], 'signature_mismatch'],
    ['is not named', undefined, (own) => [named(own, 'b')], 'signature_missing'],
  ];
  test.each(rows)('%s', async (_name, id, keys, expected) => {
    const [own, other] = await Promise.all([keysOf('ed25519'), makeKeyPair('ed25519')]);
    const text = JSON.stringify({ keys: keys(own.publicKey, other.publicKey) });
    const provider = scheme({ publicKey: text });
    const delivery = withHeaders(await sign(provider, own.privateKey), { 'x-key': id });
    const found = await guard(provider)
      .verify(delivery)
      .then(
        () => 'verified',
        (error: { code: string }) => error.code,
      );
    expect(found).toBe(expected);
  });
  test('is written with the name of the key that signs', async () => {
    const delivery = await sign(scheme(), (await keysOf('ed25519')).privateKey);
    expect(delivery.headers.get('x-key')).toBe('test-key');
  });
});

test('the event says which of several keys it was', async () => {
  const [own, other] = await Promise.all([keysOf('ed25519'), makeKeyPair('ed25519')]);
  const provider = signer({ algorithm: 'ed25519', signature: { header } })({
    publicKey: [other.publicKey, own.publicKey],
  });
  const delivery = await sign(provider, own.privateKey);
  expect((await guard(provider).verify(delivery)).secretIndex).toBe(1);
  const alone = guard({ ...provider, secret: () => other.publicKey });
  await expect(alone.verify(delivery)).rejects.toMatchObject(mismatch);
});
