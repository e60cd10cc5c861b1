import { gitlab } from '@hooklatch/providers/gitlab';
import { sign } from '@hooklatch/testing';
import { describe, expect, test } from 'vitest';
import TernService, {
  createAlgorithmVerifier,
  createCustomVerifier,
  WebhookVerificationService,
  type WebhookConfig,
} from '../src/index.ts';
import {
  body,
  githubRequest,
  githubSecret,
  mac,
  post,
  stripeRequest,
  stripeSecret,
  toRequest,
} from './requests.ts';

const { verify, verifyWithPlatformConfig } = WebhookVerificationService;
const stripe = { platform: 'stripe', secret: stripeSecret } as const;
const day = 86_400_000;

describe('a genuine delivery', () => {
  test('is valid, with its payload, its event id and its metadata', async () => {
    const time = Date.now();
    expect(await verify(await stripeRequest({ time }), stripe)).toEqual({
      isValid: true,
      platform: 'stripe',
      payload: JSON.parse(body),
      eventId: 'stripe_evt_1',
      metadata: { algorithm: 'hmac-sha256', timestamp: String(Math.floor(time / 1000)), id: 'evt_1' },
    });
  });
  test('of GitHub has its event and its delivery in the metadata', async () => {
    const result = await verify(await githubRequest(), { platform: 'github', secret: githubSecret });
    expect(result.eventId).toBe('github_delivery-1');
    expect(result.metadata).toEqual({
      algorithm: 'hmac-sha256',
      id: 'delivery-1',
      event: 'push',
      delivery: 'delivery-1',
    });
  });
  test('can still be read afterwards', async () => {
    const request = await stripeRequest();
    await verify(request, stripe);
    expect(await request.text()).toBe(body);
  });
  test('whose body is no JSON has its text as payload', async () => {
    const result = await verify(await stripeRequest({ body: 'a=1&b=2' }), stripe);
    expect([result.isValid, result.payload]).toEqual([true, 'a=1&b=2']);
  });
  test('whose body is no text has no payload', async () => {
    const result = await verify(await stripeRequest({ body: new Uint8Array([0xff, 0xfe]) }), stripe);
    expect([result.isValid, 'payload' in result]).toEqual([true, false]);
  });
  test('is verified by every way in', async () => {
    const config = { algorithm: 'hmac-sha256', headerName: 'X-Signature' } as const;
    const signed = () => post({ 'x-signature': mac('a secret', body) });
    const results = [
      await verifyWithPlatformConfig(await stripeRequest(), 'stripe', stripeSecret, 60),
      await TernService.verify(await stripeRequest(), stripe),
      await createAlgorithmVerifier('a secret', config).verify(signed()),
      await createCustomVerifier('a secret', config).verify(post({ 'x-signature': 'a secret' })),
    ];
    expect(results.map(({ isValid, platform }) => [isValid, platform])).toEqual([
      [true, 'stripe'],
      [true, 'stripe'],
      [true, 'unknown'],
      [true, 'custom'],
    ]);
  });
});

test('the token of a platform is nowhere in its result', async () => {
  const secret = 'a token of a test';
  const request = toRequest(await sign(gitlab(), { secret, type: 'push', id: 'key-1' }));
  const result = await verify(request, { platform: 'gitlab', secret });
  expect(result).toMatchObject({
    isValid: true,
    eventId: 'gitlab_key-1',
    metadata: { algorithm: 'token-based', id: 'key-1' },
  });
  expect(JSON.stringify(result)).not.toContain(secret);
});

/** What is wrong, how it is asked for, and both codes. */
const failures: readonly (readonly [
  string,
  () => Promise<Request> | Request,
  Partial<WebhookConfig>,
  string,
  string,
])[] = [
  ['no signature', () => post({}), {}, 'MISSING_SIGNATURE', 'signature_missing'],
  [
    'another secret',
    () => stripeRequest(),
    { secret: 'whsec_other' },
    'INVALID_SIGNATURE',
    'signature_mismatch',
  ],
  [
    'a signature of no grammar',
    () => post({ 'stripe-signature': 'x' }),
    {},
    'INVALID_SIGNATURE',
    'header_malformed',
  ],
  [
    'an old timestamp',
    () => stripeRequest({ time: Date.now() - day }),
    {},
    'TIMESTAMP_EXPIRED',
    'timestamp_stale',
  ],
  [
    'a future timestamp',
    () => stripeRequest({ time: Date.now() + day }),
    {},
    'TIMESTAMP_EXPIRED',
    'timestamp_future',
  ],
  [
    'a small tolerance',
    () => stripeRequest({ time: Date.now() - 9000 }),
    { toleranceInSeconds: 3 },
    'TIMESTAMP_EXPIRED',
    'timestamp_stale',
  ],
  ['no token', () => post({}), { platform: 'gitlab', secret: 'a' }, 'MISSING_TOKEN', 'signature_missing'],
  [
    'another token',
    () => post({ 'x-gitlab-token': 'b' }),
    { platform: 'gitlab', secret: 'a' },
    'INVALID_TOKEN',
    'signature_mismatch',
  ],
  ['an empty secret', () => stripeRequest(), { secret: '' }, 'VERIFICATION_ERROR', 'secret_missing'],
  ['a blank secret', () => stripeRequest(), { secret: '  ' }, 'VERIFICATION_ERROR', 'secret_invalid'],
  [
    'a key of another kind',
    () => stripeRequest(),
    { secret: 'sk_live_1' },
    'VERIFICATION_ERROR',
    'secret_invalid',
  ],
  [
    'a secret of no grammar',
    () => post({}),
    { platform: 'clerk', secret: 'whsec_!!!' },
    'VERIFICATION_ERROR',
    'secret_invalid',
  ],
  ['a GET', () => new Request('https://example.com'), {}, 'VERIFICATION_ERROR', 'method_not_allowed'],
];

describe('never valid, and never thrown', () => {
  test.each(failures)('%s', async (_name, request, config, errorCode, code) => {
    const result = await verify(await request(), { ...stripe, ...config });
    expect(result).toMatchObject({ isValid: false, errorCode, code, error: expect.any(String) });
    expect(result.hint).toMatch(/\w{3}/);
    expect('payload' in result || 'eventId' in result).toBe(false);
  });
  test('a secret that is undefined at run time, whatever the environment has', async () => {
    process.env['STRIPE_WEBHOOK_SECRET'] = stripeSecret;
    try {
      const secret = undefined as unknown as string;
      expect(await verify(await stripeRequest(), { ...stripe, secret })).toMatchObject({
        isValid: false,
        code: 'secret_missing',
      });
    } finally {
      delete process.env['STRIPE_WEBHOOK_SECRET'];
    }
  });
  test('a request that was read', async () => {
    const request = await stripeRequest();
    await request.text();
    expect(await verify(request, stripe)).toMatchObject({ isValid: false, code: 'body_consumed' });
  });
  test('what is no Request', async () => {
    const request = { headers: {}, body: {} } as unknown as Request;
    const result = await verify(request, stripe);
    expect(result).toMatchObject({ isValid: false, errorCode: 'VERIFICATION_ERROR' });
    expect(result.hint).toContain('toWebRequest');
  });
  test('a body over the limit', async () => {
    const result = await verify(await stripeRequest({ body: `"${'x'.repeat(1_100_000)}"` }), stripe);
    expect(result).toMatchObject({ isValid: false, code: 'payload_too_large' });
  });
});

test('no result tells a secret', async () => {
  const secret = 'whsec_!!!';
  const result = await verify(post({}), { platform: 'clerk', secret });
  expect(JSON.stringify(result)).not.toContain(secret);
});
