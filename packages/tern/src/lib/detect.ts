import type { WebhookPlatform } from './types.ts';

/** Headers that tell a platform, the most telling first. */
const tellingHeaders: readonly (readonly [header: string, platform: WebhookPlatform])[] = [
  ['stripe-signature', 'stripe'],
  ['x-hub-signature-256', 'github'],
  ['x-gitlab-token', 'gitlab'],
  ['x-gitlab-event', 'gitlab'],
  ['svix-signature', 'clerk'],
  ['workos-signature', 'workos'],
  ['paddle-signature', 'paddle'],
  ['x-razorpay-signature', 'razorpay'],
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
  ['x-signature', 'lemonsqueezy'],
  ['x-webhook-signature', 'custom'],
];

/** Several platforms send Standard Webhooks: their user agent tells some apart. */
const userAgents: readonly (readonly [text: string, platform: WebhookPlatform])[] = [
  ['polar', 'polar'],
  ['replicate', 'replicateai'],
];

/**
 * Guesses from headers who sent a request. It proves nothing, and no verdict depends on it.
 *
 * @param headers - of the request
 * @returns the platform; undefined where no header tells
 */
export function detectFromHeaders(headers: Headers): WebhookPlatform | undefined {
  const told = tellingHeaders.find(([header]) => headers.has(header));
  if (told || !headers.has('webhook-signature')) return told?.[1];
  const agent = headers.get('user-agent')?.toLowerCase() ?? '';
  return userAgents.find(([text]) => agent.includes(text))?.[1] ?? 'dodopayments';
}

/** The same of a request, with `unknown` where no header tells. */
export function detectPlatform({ headers }: Request): WebhookPlatform {
  return detectFromHeaders(headers) ?? 'unknown';
}
