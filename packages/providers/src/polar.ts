import { defineProvider, toBytes, type ProviderFactory } from '@hooklatch/core/provider';
import type { PolarEvents } from './lib/events/polar.ts';
import { standardSchemes } from './lib/standard.ts';

export type * from './lib/events/polar-common.ts';
export type * from './lib/events/polar-order.ts';
export type * from './lib/events/polar.ts';

/**
 * Polar: Standard Webhooks whose key is the whole secret as it is, not decoded.
 *
 * Source: https://polar.sh/docs/integrate/webhooks/delivery
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { polar } from '@hooklatch/providers/polar';
 *
 * const webhook = createWebhook(polar(), {
 *   on: { 'order.created': (event) => console.log(event.payload.data.id) },
 * });
 * ```
 */
export const polar: ProviderFactory<PolarEvents> = defineProvider({
  name: 'polar',
  env: [],
  schemes: standardSchemes({ secret: (secret) => [toBytes(secret)] }),
  id: { claim: 'id' },
  type: { field: 'type' },
  notSecrets: { polar_oat_: 'an access token' },
  facts: {
    sources: ['https://polar.sh/docs/integrate/webhooks/delivery', 'https://github.com/polarsource/polar-js'],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 10_000,
    keepsId: true,
  },
});
