import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import type { VercelEvents } from './lib/events/vercel.ts';

export type * from './lib/events/vercel.ts';

/**
 * Vercel: HMAC-SHA1 of the body. Not confirmed by an official source that could be read.
 *
 * Source: https://vercel.com/docs/webhooks/webhooks-api
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
    sources: ['https://vercel.com/docs/webhooks/webhooks-api'],
    confirmed: false,
    checked: '2026-11-22',
    deadlineMs: 30_000,
  },
});
