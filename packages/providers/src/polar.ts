import {
  decodeSecret,
  defineProvider,
  fromBase64,
  toBytes,
  type ProviderFactory,
  type SecretDecoder,
} from '@hooklatch/core/provider';
import type { PolarEvents } from './lib/events/polar.ts';
import { standardSchemes } from './lib/standard.ts';

export type * from './lib/events/polar-common.ts';
export type * from './lib/events/polar-order.ts';
export type * from './lib/events/polar.ts';

const decoded = decodeSecret({ decode: fromBase64, prefixes: ['polar_whs_', 'whsec_'], leastBytes: 16 });

/** The key as Polar derives it, and as Standard Webhooks has it, which Polar has been changing to: either may match. */
const derivations: SecretDecoder = (secret) => {
  const other = decoded(secret);
  return [toBytes(secret), ...(typeof other === 'string' ? [] : other)];
};

/**
 * Polar: Standard Webhooks whose key is the whole secret as it is, not decoded. Where the key is what the secret decodes
 * to, as Standard Webhooks has it, the report says so.
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
  schemes: standardSchemes({ secret: derivations }),
  id: { claim: 'id' },
  type: { field: 'type' },
  notSecrets: { polar_oat_: 'an access token' },
  facts: {
    sources: ['https://polar.sh/docs/integrate/webhooks/delivery', 'https://github.com/polarsource/polar-js'],
    confirmed: true,
    checked: '2026-11-22',
    retries: { attempts: 10 },
    keepsId: true,
    ipRanges: 'https://polar.sh/docs/integrate/webhooks/delivery',
  },
});
