import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import type { ResendEvents } from './lib/events/resend.ts';
import { standardSchemes } from './lib/standard.ts';

export type * from './lib/events/resend.ts';

/**
 * Resend: Standard Webhooks under the `svix-*` names.
 *
 * Source: https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { resend } from '@hooklatch/providers/resend';
 *
 * const webhook = createWebhook(resend(), {
 *   on: { 'email.delivered': (event) => console.log(event.payload.data.email_id) },
 * });
 * ```
 */
export const resend: ProviderFactory<ResendEvents> = defineProvider({
  name: 'resend',
  env: [],
  schemes: standardSchemes({ family: 'svix' }),
  id: { claim: 'id' },
  type: { field: 'type' },
  notSecrets: { re_: 'an API key' },
  facts: {
    sources: [
      'https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests',
      'https://resend.com/docs/webhooks/retries-and-replays',
    ],
    confirmed: true,
    checked: '2026-11-22',
    retries: { attempts: 7, delaysInSeconds: [5, 300, 1800, 7200, 18_000, 36_000, 36_000] },
    keepsId: true,
  },
});
