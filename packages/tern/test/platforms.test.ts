import { describe, expect, test } from 'vitest';
import {
  getPlatformAlgorithmConfig,
  getPlatformsUsingAlgorithm,
  platformManager,
  platformUsesAlgorithm,
  validateSignatureConfig,
  WebhookPlatformKeys,
  WebhookVerificationService,
  type SignatureConfig,
} from '../src/index.ts';
import { platformFacts } from '../src/lib/platform-facts.ts';
import { lookUpProvider } from '../src/lib/platform-config.ts';
import { platforms } from '../src/lib/platforms.ts';
import { githubRequest, githubSecret, post } from './requests.ts';

/** What each name means: the provider, and in whose words its algorithm is told. */
const meanings: Readonly<Record<keyof typeof platforms, readonly [provider: string, algorithm: string]>> = {
  clerk: ['clerk', 'hmac-sha256'],
  custom: ['custom', 'hmac-sha256'],
  dodo: ['dodopayments', 'hmac-sha256'],
  dodopayments: ['dodopayments', 'hmac-sha256'],
  doppler: ['doppler', 'hmac-sha256'],
  fal: ['fal', 'ed25519'],
  falai: ['fal', 'ed25519'],
  github: ['github', 'hmac-sha256'],
  gitlab: ['gitlab', 'custom'],
  grafana: ['grafana', 'hmac-sha256'],
  lemonsqueezy: ['lemonsqueezy', 'hmac-sha256'],
  linear: ['linear', 'hmac-sha256'],
  paddle: ['paddle', 'hmac-sha256'],
  pagerduty: ['pagerduty', 'hmac-sha256'],
  polar: ['polar', 'hmac-sha256'],
  razorpay: ['razorpay', 'hmac-sha256'],
  replicate: ['replicate', 'hmac-sha256'],
  replicateai: ['replicate', 'hmac-sha256'],
  sanity: ['sanity', 'hmac-sha256'],
  sentry: ['sentry', 'hmac-sha256'],
  shopify: ['shopify', 'hmac-sha256'],
  standardwebhooks: ['standard-webhooks', 'hmac-sha256'],
  stripe: ['stripe', 'hmac-sha256'],
  supabase: ['supabase-database', 'custom'],
  svix: ['svix', 'hmac-sha256'],
  twilio: ['twilio', 'hmac-sha1'],
  vercel: ['vercel', 'hmac-sha1'],
  woocommerce: ['woocommerce', 'hmac-sha256'],
  workos: ['workos', 'hmac-sha256'],
};

describe.each(Object.entries(meanings))('the platform %s', (platform, [provider, algorithm]) => {
  test('is a provider', () => {
    expect(lookUpProvider(platform)?.name).toBe(provider);
  });
  test('takes the genuine delivery of its provider, and no other', async () => {
    const facts = await platformFacts(platform);
    expect(facts.filter(({ holds }) => !holds)).toEqual([]);
    expect(facts.length).toBeGreaterThan(2);
    expect(await platformManager.runPlatformTests(platform)).toBe(true);
  });
  test('tells its algorithm', () => {
    expect(getPlatformAlgorithmConfig(platform)).toMatchObject({ platform, signatureConfig: { algorithm } });
    expect(platformUsesAlgorithm(platform, algorithm)).toBe(true);
    expect(getPlatformsUsingAlgorithm(algorithm)).toContain(platform);
  });
  test('has a configuration that can be used, and documentation', () => {
    const config = platformManager.getConfig(platform);
    expect(config).toMatchObject({ platform, secret: '' });
    expect(validateSignatureConfig(config?.signatureConfig as SignatureConfig)).toBe(true);
    expect(platformManager.getDocumentation(platform)).toMatch(new RegExp(`^# ${platform}\n[^]+- Header: `));
  });
  test('is supported', () => {
    expect(platformManager.isPlatformSupported(platform)).toBe(true);
    expect(platformManager.getSupportedPlatforms()).toContain(platform);
  });
});

test('every platform of the table has a meaning here, and every key a platform', () => {
  expect(Object.keys(meanings)).toEqual(Object.keys(platforms));
  expect(Object.values(WebhookPlatformKeys).filter((name) => !(name in platforms))).toEqual(['unknown']);
});

describe('a name that is not in the table', () => {
  test.each(['strpie', 'unknown', 'custom-hmac', 'token', '', '__proto__', 'toString'])(
    '%o is not supported',
    async (platform) => {
      const result = await WebhookVerificationService.verify(post({ 'x-webhook-signature': 'a' }), {
        platform,
        secret: 'a secret',
      });
      expect(result).toMatchObject({ isValid: false, errorCode: 'PLATFORM_NOT_SUPPORTED', platform });
      expect(platformManager.getConfig(platform)).toBeNull();
      expect(platformManager.getDocumentation(platform)).toBeNull();
      expect(platformManager.isPlatformSupported(platform)).toBe(false);
      expect(await platformManager.runPlatformTests(platform)).toBe(false);
    },
  );
  test('has a configuration that verifies nothing', async () => {
    const { platform, signatureConfig } = getPlatformAlgorithmConfig('strpie');
    expect(platform).toBe('unknown');
    const config = { platform, signatureConfig, secret: 'a' };
    const result = await WebhookVerificationService.verify(post({ 'x-webhook-signature': 'a' }), config);
    expect(result.errorCode).toBe('PLATFORM_NOT_SUPPORTED');
  });
  test('may be that of a provider', async () => {
    expect(await platformManager.runPlatformTests('slack')).toBe(true);
    expect(await platformManager.runPlatformTests('standard-webhooks')).toBe(true);
  });
});

test('a platform’s own configuration verifies what the platform does', async () => {
  const { signatureConfig } = getPlatformAlgorithmConfig('github');
  const config = { platform: 'mine', secret: githubSecret, signatureConfig };
  const { isValid, platform } = await WebhookVerificationService.verify(await githubRequest(), config);
  expect([isValid, platform]).toEqual([true, 'mine']);
});

test('there is one platform manager', () => {
  const { constructor } = platformManager as unknown as {
    constructor: typeof import('../src/index.ts').PlatformManager;
  };
  expect(constructor.getInstance()).toBe(platformManager);
});
