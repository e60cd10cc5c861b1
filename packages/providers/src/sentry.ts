import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import type { SentryEvents } from './lib/events/sentry.ts';

export type * from './lib/events/sentry-issue.ts';
export type * from './lib/events/sentry.ts';

/**
 * Sentry's integration platform. Only the body is signed; the resource and the id come from unsigned headers. Requests of UI
 * components are signed in a header of their own.
 *
 * Source: https://docs.sentry.io/organization/integrations/integration-platform/webhooks/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { sentry } from '@hooklatch/providers/sentry';
 *
 * const webhook = createWebhook(sentry(), {
 *   on: { issue: (event) => console.log(event.payload.action) },
 * });
 * ```
 */
export const sentry: ProviderFactory<SentryEvents> = defineProvider({
  name: 'sentry',
  env: ['SENTRY_CLIENT_SECRET'],
  schemes: [
    hmac({ signature: { header: 'sentry-hook-signature' } }),
    hmac({ signature: { header: 'sentry-app-signature' } }),
  ],
  id: { header: 'request-id' },
  type: { header: 'sentry-hook-resource' },
  facts: {
    sources: [
      'https://docs.sentry.io/organization/integrations/integration-platform/webhooks/',
      'https://sentry.io/changelog/2023-10-3-change-to-integration-platform-webhook-handling',
      'https://docs.sentry.io/security-legal-pii/security/ip-ranges/',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 1000,
    ipRanges: 'https://docs.sentry.io/security-legal-pii/security/ip-ranges/',
  },
});
