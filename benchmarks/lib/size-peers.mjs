const tern = (platform) => `import { WebhookVerificationService } from '@hookflo/tern';
export const verify = (request, secret) =>
  WebhookVerificationService.verifyWithPlatformConfig(request, '${platform}', secret);`;

/** Per service our provider, and the least that verifies with each library, as its documentation has it. */
export const peers = {
  Stripe: {
    file: 'stripe',
    libraries: {
      stripe: `import Stripe from 'stripe';
export const verify = (body, signature, secret) =>
  Stripe.webhooks.constructEventAsync(body, signature, secret);`,
      '@hookflo/tern': tern('stripe'),
    },
  },
  GitHub: {
    file: 'github',
    libraries: {
      '@octokit/webhooks-methods': `export { verify } from '@octokit/webhooks-methods';`,
      '@hookflo/tern': tern('github'),
    },
  },
  Clerk: {
    file: 'clerk',
    libraries: {
      svix: `import { Webhook } from 'svix';
export const verify = (body, headers, secret) => new Webhook(secret).verify(body, headers);`,
      standardwebhooks: `import { Webhook } from 'standardwebhooks';
export const verify = (body, headers, secret) => new Webhook(secret).verify(body, headers);`,
      '@clerk/backend': `import { verifyWebhook } from '@clerk/backend/webhooks';
export const verify = (request, signingSecret) => verifyWebhook(request, { signingSecret });`,
      '@hookflo/tern': tern('clerk'),
    },
  },
};
