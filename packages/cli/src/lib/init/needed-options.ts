/** What a factory cannot do without, beside a secret or a key: examples, to be replaced by the application's own. */
const needed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'apple-app-store': { bundleId: "'com.example'", environment: "'Sandbox'" },
  'aws-sns': { topicArns: "['arn:aws:sns:us-east-1:123456789012:example']" },
  'azure-event-grid': { query: "'code'" },
  circle: { apiKey: "'test'" },
  custom: { name: "'custom'", signature: "{ header: 'x-signature' }" },
  ebay: { accessToken: "'test'" },
  'google-chat': { audience: "'https://example.com/webhooks'" },
  'google-pubsub': {
    audience: "'https://example.com/webhooks'",
    serviceAccountEmail: "'push@example.iam.gserviceaccount.com'",
  },
  kinde: { domain: "'https://example.kinde.com'" },
  livekit: { apiKey: "'test'" },
  'neon-auth': { url: "'https://auth.example.com'" },
  paypal: { webhookId: "'1JE4291016473214C'" },
  saleor: { domain: "'example.saleor.cloud'" },
};

/**
 * The options that a provider's factory cannot do without.
 *
 * @param name - the provider's
 * @returns as source text: `webhookId: '…'`
 */
export function neededOptions(name: string): readonly string[] {
  return Object.entries(needed[name] ?? {}).map(([option, value]) => `${option}: ${value}`);
}
