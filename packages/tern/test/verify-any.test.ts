import { clerk } from '@hooklatch/providers/clerk';
import { polar } from '@hooklatch/providers/polar';
import { svix } from '@hooklatch/providers/svix';
import { sign } from '@hooklatch/testing';
import { describe, expect, test } from 'vitest';
import { WebhookVerificationService } from '../src/index.ts';
import {
  body,
  githubRequest,
  githubSecret,
  post,
  stripeRequest,
  stripeSecret,
  toRequest,
} from './requests.ts';

const { verifyAny } = WebhookVerificationService;
const whsec = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const otherWhsec = 'whsec_c2VjcmV0IGZvciBwYWNrYWdpbmcgdGVzdHM';
const secrets = { stripe: stripeSecret, github: githubSecret, clerk: whsec };

describe('verifyAny', () => {
  test('finds the platform', async () => {
    const results = [
      await verifyAny(await githubRequest(), secrets),
      await verifyAny(await stripeRequest(), secrets),
    ];
    expect(results.map(({ isValid, platform }) => [isValid, platform])).toEqual([
      [true, 'github'],
      [true, 'stripe'],
    ]);
  });

  test('takes names in any case, and leaves out what is not set', async () => {
    const given = { Stripe: stripeSecret, github: undefined, clerk: '' };
    expect(await verifyAny(await stripeRequest(), given)).toMatchObject({
      isValid: true,
      platform: 'stripe',
    });
  });

  test('tries every platform whose headers are there, not the likeliest alone', async () => {
    const request = toRequest(await sign(svix(), { secret: whsec, type: 'a.b', body }));
    const both = { clerk: otherWhsec, svix: whsec };
    expect(await verifyAny(request, both)).toMatchObject({ isValid: true, platform: 'svix' });
    const swapped = toRequest(await sign(clerk(), { secret: otherWhsec, type: 'a.b', body }));
    expect(await verifyAny(swapped, both)).toMatchObject({ isValid: true, platform: 'clerk' });
  });

  test('tells platforms of one scheme apart by their secrets', async () => {
    const request = toRequest(
      await sign(polar(), { secret: 'polar_whs_0123456789abcdef', type: 'a.b', body }),
    );
    const result = await verifyAny(request, {
      dodopayments: whsec,
      standardwebhooks: otherWhsec,
      polar: 'polar_whs_0123456789abcdef',
    });
    expect(result).toMatchObject({ isValid: true, platform: 'polar' });
  });

  test('says what it has tried, and shows no secret', async () => {
    const result = await verifyAny(await stripeRequest(), { ...secrets, stripe: 'whsec_another_one' });
    expect(result).toMatchObject({
      isValid: false,
      platform: 'stripe',
      errorCode: 'INVALID_SIGNATURE',
      code: 'signature_mismatch',
      metadata: { attempts: [{ platform: 'stripe', errorCode: 'INVALID_SIGNATURE' }] },
    });
    expect(JSON.stringify(result)).not.toContain('whsec_another_one');
  });

  test.each([
    ['no headers of a platform', post({}), secrets, 'MISSING_SIGNATURE'],
    ['no secret at all', post({ 'stripe-signature': 't=1,v1=a' }), {}, 'MISSING_SIGNATURE'],
    ['a platform that there is not', post({}), { strpie: 'a' }, 'PLATFORM_NOT_SUPPORTED'],
    ['a secret that is none', post({ 'svix-signature': 'a' }), { clerk: 'whsec_!' }, 'VERIFICATION_ERROR'],
  ])('is not valid with %s', async (_name, request, given, errorCode) => {
    expect(await verifyAny(request, given)).toMatchObject({ isValid: false, errorCode });
  });

  test('keeps the tolerance and normalizes', async () => {
    const time = Date.now() - 60_000;
    expect(await verifyAny(await stripeRequest({ time }), secrets, 30)).toMatchObject({ isValid: false });
    const result = await verifyAny(await stripeRequest({ time }), secrets, 120, true);
    expect(result).toMatchObject({ isValid: true, payload: { category: 'payment', _platform: 'stripe' } });
  });

  test('leaves the request readable', async () => {
    const request = await stripeRequest();
    await verifyAny(request, { ...secrets, stripe: 'whsec_another_one' });
    expect(await request.text()).toBe(body);
  });
});

describe('verifyTokenAuth', () => {
  const { verifyTokenAuth, verifyTokenBased, verifyWithPlatformConfig } = WebhookVerificationService;
  const request = (id?: string, token?: string): Request =>
    post({ ...(id && { 'x-webhook-id': id }), ...(token && { 'x-webhook-token': token }) });

  test.each([
    ['verifyTokenAuth', verifyTokenAuth],
    ['verifyTokenBased', verifyTokenBased],
  ])('%s compares the pair', async (_name, verify) => {
    expect(await verify(request('orders', 'a token'), 'orders', 'a token')).toEqual({
      isValid: true,
      platform: 'custom',
      payload: JSON.parse(body),
      metadata: { algorithm: 'token-based', id: 'orders' },
    });
  });

  test.each([
    ['another token', ['orders', 'b'], ['orders', 'a'], 'INVALID_TOKEN'],
    ['another id', ['others', 'a'], ['orders', 'a'], 'INVALID_TOKEN'],
    ['the space elsewhere', ['a', 'b c'], ['a b', 'c'], 'VERIFICATION_ERROR'],
    ['no token', ['orders', undefined], ['orders', 'a'], 'MISSING_TOKEN'],
    ['no id', [undefined, 'a'], ['orders', 'a'], 'MISSING_TOKEN'],
    ['nothing on either side', [undefined, undefined], ['', ''], 'VERIFICATION_ERROR'],
    ['an empty token', ['orders', undefined], ['orders', ''], 'VERIFICATION_ERROR'],
  ] as const)('%s is not valid', async (_name, [id, token], [ownId, ownToken], errorCode) => {
    const result = await verifyTokenAuth(request(id, token), ownId, ownToken);
    expect(result).toMatchObject({ isValid: false, platform: 'custom', errorCode });
  });

  test('the platform supabase takes the token alone, or the pair', async () => {
    const results = [
      await verifyWithPlatformConfig(request('orders', 'token-1'), 'supabase', 'token-1'),
      await verifyWithPlatformConfig(request(undefined, 'token-1'), 'supabase', 'token-1'),
      await verifyWithPlatformConfig(request('orders', 'token-1'), 'supabase', 'orders token-1'),
      await verifyWithPlatformConfig(request('others', 'token-1'), 'supabase', 'orders token-1'),
      await verifyWithPlatformConfig(request('orders', 'token-2'), 'supabase', 'token-1'),
    ];
    expect(results.map(({ isValid, errorCode }) => errorCode ?? isValid)).toEqual([
      true,
      true,
      true,
      'INVALID_TOKEN',
      'INVALID_TOKEN',
    ]);
  });
});

describe('detectPlatform', () => {
  const { detectPlatform } = WebhookVerificationService;
  test.each([
    ['stripe-signature', 'stripe'],
    ['x-hub-signature-256', 'github'],
    ['svix-signature', 'clerk'],
    ['x-gitlab-token', 'gitlab'],
    ['workos-signature', 'workos'],
    ['paddle-signature', 'paddle'],
    ['x-razorpay-signature', 'razorpay'],
    ['x-signature', 'lemonsqueezy'],
    ['x-wc-webhook-signature', 'woocommerce'],
    ['x-fal-webhook-signature', 'falai'],
    ['sentry-hook-signature', 'sentry'],
    ['x-grafana-alerting-signature', 'grafana'],
    ['x-doppler-signature', 'doppler'],
    ['sanity-webhook-signature', 'sanity'],
    ['x-shopify-hmac-sha256', 'shopify'],
    ['x-vercel-signature', 'vercel'],
    ['linear-signature', 'linear'],
    ['x-pagerduty-signature', 'pagerduty'],
    ['x-twilio-signature', 'twilio'],
    ['x-webhook-token', 'supabase'],
    ['webhook-signature', 'dodopayments'],
    ['x-webhook-signature', 'custom'],
    ['x-other', 'unknown'],
  ])('%s is of %s', (header, platform) => {
    expect(detectPlatform(post({ [header]: 'a' }))).toBe(platform);
  });
  test.each([
    ['Polar.sh Webhooks', 'polar'],
    ['Replicate/1.0', 'replicateai'],
  ])('Standard Webhooks of the user agent %s are of %s', (agent, platform) => {
    expect(detectPlatform(post({ 'webhook-signature': 'a', 'user-agent': agent }))).toBe(platform);
  });
  test('decides no verdict: a header of another platform changes nothing', async () => {
    const request = await stripeRequest();
    request.headers.set('x-hub-signature-256', 'sha256=a');
    expect(await verifyAny(request, secrets)).toMatchObject({ isValid: true, platform: 'stripe' });
  });
});
