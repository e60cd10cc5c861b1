const url = 'https://example.com/webhooks';

/** What a factory cannot do without, beside a secret or a key. */
const needed: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'apple-app-store': { bundleId: 'com.example', environment: 'Sandbox' },
  'aws-sns': { topicArns: ['arn:aws:sns:us-east-1:123456789012:example'] },
  'azure-event-grid': { query: 'code' },
  circle: { apiKey: 'test' },
  custom: { name: 'custom', signature: { header: 'x-signature' } },
  ebay: { accessToken: 'test' },
  fusionauth: {},
  'google-chat': { audience: url },
  'google-pubsub': { audience: url, serviceAccountEmail: 'push@example.iam.gserviceaccount.com' },
  kinde: { domain: 'https://example.kinde.com' },
  livekit: { apiKey: 'test' },
  'neon-auth': { url: 'https://auth.example.com' },
  paypal: { webhookId: '1JE4291016473214C' },
  saleor: { domain: 'example.saleor.cloud' },
};

/**
 * What a provider's factory cannot do without, beside a secret or a key, with values that are made up.
 *
 * @param name - the provider's
 * @returns options; none for most
 * @example
 * ```ts
 * import { neededOptions } from '@hooklatch/testing';
 *
 * console.log(neededOptions('paypal')); // { webhookId: '1JE4291016473214C' }
 * ```
 */
export function neededOptions(name: string): Readonly<Record<string, unknown>> {
  return Object.hasOwn(needed, name) ? (needed[name] ?? {}) : {};
}
