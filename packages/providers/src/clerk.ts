import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import type { ClerkEvents } from './lib/events/clerk.ts';
import { standardSchemes } from './lib/standard.ts';

export type * from './lib/events/clerk-billing.ts';
export type * from './lib/events/clerk-organization.ts';
export type * from './lib/events/clerk-user.ts';
export type * from './lib/events/clerk.ts';

/**
 * Clerk: Standard Webhooks under the `svix-*` names.
 *
 * Source: https://clerk.com/docs/webhooks/sync-data
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { clerk } from '@hooklatch/providers/clerk';
 *
 * // Reads CLERK_WEBHOOK_SIGNING_SECRET.
 * const webhook = createWebhook(clerk(), {
 *   on: { 'user.created': (event) => console.log(event.payload.data.id) },
 * });
 * ```
 */
export const clerk: ProviderFactory<ClerkEvents> = defineProvider({
  name: 'clerk',
  env: ['CLERK_WEBHOOK_SIGNING_SECRET'],
  schemes: standardSchemes({ family: 'svix' }),
  id: { claim: 'id' },
  type: { field: 'type' },
  notSecrets: { sk_: 'an API key', pk_: 'a publishable key', ep_: "the endpoint's id" },
  facts: { sources: ['https://clerk.com/docs/webhooks/sync-data'], confirmed: true, checked: '2026-11-22' },
});
