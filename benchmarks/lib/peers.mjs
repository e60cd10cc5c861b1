import { verifyWebhook } from '@clerk/backend/webhooks';
import { WebhookVerificationService } from '@hookflo/tern';
import { verify as verifyOctokit } from '@octokit/webhooks-methods';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Stripe } from 'stripe';
import { Webhook as SvixWebhook } from 'svix';

const tern =
  (platform) =>
  async ({ request, secret }) =>
    (await WebhookVerificationService.verifyWithPlatformConfig(request(), platform, secret)).isValid;

/** The libraries that verify what each service sends. They are given what an application has: bytes, or a `Request`. */
export const peers = {
  Stripe: {
    stripe: ({ body, headers, secret }) =>
      Stripe.webhooks.constructEvent(body, headers['stripe-signature'], secret),
    '@hookflo/tern': tern('stripe'),
  },
  GitHub: {
    // It takes text: to make it of the bytes is a part of what it costs.
    '@octokit/webhooks-methods': ({ body, headers, secret }) =>
      verifyOctokit(secret, body.toString(), headers['x-hub-signature-256']),
    '@hookflo/tern': tern('github'),
  },
  Clerk: {
    svix: ({ body, headers, secret }) => new SvixWebhook(secret).verify(body, headers),
    standardwebhooks: ({ body, headers, secret }) =>
      new StandardWebhook(secret).verify(body, {
        'webhook-id': headers['svix-id'],
        'webhook-timestamp': headers['svix-timestamp'],
        'webhook-signature': headers['svix-signature'],
      }),
    '@clerk/backend': ({ request, secret }) => verifyWebhook(request(), { signingSecret: secret }),
    '@hookflo/tern': tern('clerk'),
  },
};

/** What takes a `Request` is compared with ours that does. */
export const takesRequest = new Set(['@clerk/backend', '@hookflo/tern']);
