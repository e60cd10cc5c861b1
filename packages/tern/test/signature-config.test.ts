import { makeKeyPair, signWith, toBase64, toBytes, toHex } from '@hooklatch/core/provider';
import { describe, expect, test } from 'vitest';
import {
  validateSignatureConfig,
  WebhookVerificationService,
  type SignatureConfig,
  type WebhookVerificationResult,
} from '../src/index.ts';
import { body, mac, post, seconds } from './requests.ts';
import {
  secret,
  ts,
  iso,
  signed,
  signedRaw,
  sha256,
  stamped,
  listed,
  raw,
  at,
  rows,
} from './signature-rows.ts';

const run = (
  config: SignatureConfig,
  headers: Record<string, string>,
  key: string = secret,
  text = body,
): Promise<WebhookVerificationResult> =>
  WebhookVerificationService.verify(post(headers, text), {
    platform: 'acme',
    secret: key,
    signatureConfig: config,
  });

const complete = rows.map(([name, config, headers, key = secret]) => [name, config, headers, key] as const);

describe.each(complete)('%s', (_name, config, headers, key) => {
  test('a genuine delivery is valid', async () => {
    expect(await run(config, headers, key)).toMatchObject({ isValid: true, platform: 'acme' });
  });
  test('one with a changed body, another secret or no signature is not', async () => {
    const { [config.headerName.toLowerCase()]: _signature, ...unsigned } = headers;
    const isToken = config.algorithm === 'custom';
    const results = [
      await run(config, headers, `${key}AAAA`),
      await run(config, unsigned, key),
      ...(isToken ? [] : [await run(config, headers, key, `${body} `)]),
      ...(isToken ? [] : [await run(config, headers, key, body.replace('$&', '$$'))]),
    ];
    expect(results.filter(({ isValid }) => isValid)).toEqual([]);
  });
  test('it can be used', () => {
    expect(validateSignatureConfig({ customConfig: {}, ...config })).toBe(true);
  });
});

describe('a timestamp that is configured', () => {
  const old = String(seconds() - 86_400);
  test.each([
    ['is not there', { ...raw(mac(secret, `.${body}`)) }, stamped, 'MISSING_SIGNATURE'],
    [
      'is not there, and not signed',
      raw(signedRaw),
      { ...sha256, timestampHeader: 'x-acme-time' },
      'MISSING_SIGNATURE',
    ],
    ['is old', at(mac(secret, `${old}.${body}`), old), stamped, 'TIMESTAMP_EXPIRED'],
    [
      'is old, and not signed',
      at(signedRaw, old),
      { ...sha256, timestampHeader: 'x-acme-time' },
      'TIMESTAMP_EXPIRED',
    ],
    ['is old, in a list', raw(`t=${old},v1=${mac(secret, `${old}.${body}`)}`), listed, 'TIMESTAMP_EXPIRED'],
    ['is not there, in a list', raw(`v1=${mac(secret, `.${body}`)}`), listed, 'INVALID_SIGNATURE'],
    ['has something behind it', at(mac(secret, `${ts}x.${body}`), `${ts}x`), stamped, 'INVALID_SIGNATURE'],
    ['is of another format', at(mac(secret, `${iso}.${body}`), iso), stamped, 'INVALID_SIGNATURE'],
  ] as const)('%s', async (_name, headers, config, errorCode) => {
    expect(await run(config, headers)).toMatchObject({ isValid: false, errorCode });
  });
});

describe('idHeader', () => {
  test('is the metadata’s id, and the event’s where the payload has none', async () => {
    const config: SignatureConfig = { ...sha256, idHeader: 'X-Delivery' };
    const headers = { ...raw(signedRaw), 'x-delivery': 'd-1' };
    expect(await run(config, headers)).toMatchObject({ eventId: 'acme_evt_1', metadata: { id: 'd-1' } });
    const plain = { ...headers, ...raw(mac(secret, '{}')) };
    expect(await run(config, plain, secret, '{}')).toMatchObject({
      eventId: 'acme_d-1',
      metadata: { id: 'd-1' },
    });
  });
  test('that is the token’s is no id', async () => {
    const config: SignatureConfig = { ...sha256, algorithm: 'custom', idHeader: 'x-acme-signature' };
    const result = await run(config, raw(secret), secret, '{}');
    expect(result).toMatchObject({ isValid: true, metadata: { id: null } });
    expect(JSON.stringify(result)).not.toContain(secret);
  });
});

describe.each(['ed25519', 'rsa-sha256'] as const)('algorithm %s', (algorithm) => {
  const config: SignatureConfig = { ...stamped, algorithm };
  const content = toBytes(`${ts}.${body}`);

  test('is verified with the public key, as the secret or in the configuration', async () => {
    const { privateKey, publicKey } = await makeKeyPair(algorithm);
    const other = await makeKeyPair(algorithm);
    const proof = await signWith(privateKey, algorithm, content);
    const headers = at(toBase64(proof), ts);
    expect(await run(config, headers, publicKey)).toMatchObject({ isValid: true, metadata: { algorithm } });
    expect(await run({ ...config, customConfig: { publicKey } }, headers, '')).toMatchObject({
      isValid: true,
    });
    expect(await run({ ...config, encoding: 'hex' }, at(toHex(proof), ts), publicKey)).toMatchObject({
      isValid: true,
    });
    const refused = [
      await run(config, headers, other.publicKey),
      await run(config, headers, publicKey, `${body} `),
      await run(config, headers, ''),
      await run(config, headers, privateKey),
    ];
    expect(refused.map(({ isValid, errorCode }) => [isValid, errorCode])).toEqual([
      [false, 'INVALID_SIGNATURE'],
      [false, 'INVALID_SIGNATURE'],
      [false, 'VERIFICATION_ERROR'],
      [false, 'VERIFICATION_ERROR'],
    ]);
  });
  test('an old timestamp is not valid', async () => {
    const { privateKey, publicKey } = await makeKeyPair(algorithm);
    const old = String(seconds() - 86_400);
    const proof = await signWith(privateKey, algorithm, toBytes(`${old}.${body}`));
    const result = await run(config, at(toBase64(proof), old), publicKey);
    expect(result.errorCode).toBe('TIMESTAMP_EXPIRED');
  });
  test('needs a public key to be complete', () => {
    expect(validateSignatureConfig(config)).toBe(false);
    expect(validateSignatureConfig({ ...config, customConfig: { publicKey: 'a' } })).toBe(true);
    expect(validateSignatureConfig({ ...config, customConfig: { jwksUrl: 'https://a.example/jwks' } })).toBe(
      true,
    );
  });
});

/** What contradicts itself, and what the hint says about it. */
const mistakes: readonly (readonly [string, SignatureConfig, RegExp])[] = [
  ['no header', { ...sha256, headerName: '' }, /headerName/],
  ['no algorithm', { ...sha256, algorithm: 'md5' as 'custom' }, /algorithm/],
  ['an algorithm of the prototype', { ...sha256, algorithm: 'hmac-toString' as 'custom' }, /algorithm/],
  [
    'an unknown placeholder',
    { ...sha256, payloadFormat: 'custom', customConfig: { payloadFormat: '{nonce}{body}' } },
    /\{nonce\}/,
  ],
  [
    'a template without the body',
    { ...stamped, payloadFormat: 'custom', customConfig: { payloadFormat: '{timestamp}' } },
    /\{body\}/,
  ],
  [
    'a public key’s template without the body',
    {
      ...stamped,
      algorithm: 'ed25519',
      payloadFormat: 'custom',
      customConfig: { payloadFormat: '{timestamp}' },
    },
    /\{body\}/,
  ],
  ['an unknown encoding', { ...sha256, encoding: 'base32' as 'hex' }, /base32/],
  ['an unknown encoding of the secret', { ...sha256, customConfig: { secretEncoding: 'latin1' } }, /latin1/],
  ['an unknown format of the timestamp', { ...stamped, timestampFormat: 'rfc850' as 'iso' }, /rfc850/],
];

test.each(mistakes)('%s is never valid, and the hint says so', async (_name, config, hint) => {
  const result = await run(config, at(signed, ts));
  expect(result).toMatchObject({ isValid: false, errorCode: 'VERIFICATION_ERROR' });
  expect(result.hint).toMatch(hint);
  expect(validateSignatureConfig(config)).toBe(false);
});

test.each(['', 'whsec_', 'whsec_!!!', 'my_webhook_', '$$$', 'whsec_QUJD'])(
  'the base64 secret %o is no key',
  async (key) => {
    const result = await run({ ...sha256, encoding: 'base64' }, raw(mac('', body, 'base64')), key);
    expect(result).toMatchObject({ isValid: false, errorCode: 'VERIFICATION_ERROR' });
  },
);
