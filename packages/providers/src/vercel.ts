import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import type { VercelEvents } from './lib/events/vercel.ts';

export type * from './lib/events/vercel.ts';

/**
 * Vercel: HMAC-SHA1 of the body. The key of an integration's webhooks is the integration's client secret; webhooks of an
 * account have a secret of their own.
 *
 * Source: https://github.com/vercel/example-marketplace-integration/blob/main/app/webhook/route.ts
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { vercel } from '@hooklatch/providers/vercel';
 *
 * const webhook = createWebhook(vercel(), {
 *   on: { 'deployment.succeeded': (event) => console.log(event.payload.id) },
 * });
 * ```
 */
export const vercel: ProviderFactory<VercelEvents> = defineProvider({
  name: 'vercel',
  env: [],
  schemes: [hmac({ algorithm: 'sha1', signature: { header: 'x-vercel-signature' } })],
  id: { field: 'id' },
  type: { field: 'type' },
  facts: {
    sources: [
      'https://github.com/vercel/example-marketplace-integration/blob/main/app/webhook/route.ts',
      'https://vercel.com/docs/webhooks/webhooks-api',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt: "That an account's webhooks are signed with their own secret was not read in an official source.",
  },
});
