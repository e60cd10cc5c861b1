import {
  defineProvider,
  hashOf,
  type ProviderFactory,
  type ProviderOptions,
  type Scheme,
} from '@hooklatch/core/provider';
import { holdsHash } from './lib/claims.ts';
import { jwt } from './lib/jwt.ts';
import { paired } from './lib/paired.ts';

/** Options of {@link livekit}. */
export interface LivekitOptions extends ProviderOptions {
  /** The API key whose secret signs, which a token has to name. (`LIVEKIT_API_KEY`, where the secret is there too) */
  readonly apiKey?: string | undefined;
}

/** Tokens for rooms are signed with the same secret: what makes one a webhook's is the hash of the body. */
function tokenOf(apiKey: string | undefined): Scheme {
  return jwt({
    header: 'authorization',
    algorithms: ['HS256'],
    covers: { id: false, body: true, url: false },
    requiredClaims: ['exp'],
    leewayInSeconds: 10,
    check: async ({ iss, sha256 }, { body }) =>
      (apiKey === undefined || iss === apiKey) && holdsHash(sha256, body, 'base64'),
    async claims({ body, time }) {
      const now = Math.floor(time / 1000);
      const sha256 = await hashOf('sha256', body, 'base64');
      return { ...(apiKey !== undefined && { iss: apiKey }), nbf: now, exp: now + 300, sha256 };
    },
  }) as Scheme;
}

/**
 * LiveKit: a token in `Authorization`, without `Bearer`, that holds the body's hash. The secret is the API secret.
 *
 * Source: https://docs.livekit.io/home/server/webhooks/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { livekit } from '@hooklatch/providers/livekit';
 *
 * const webhook = createWebhook(livekit(), {
 *   on: { '*': (event) => console.log(event.type, event.payload) },
 * });
 * ```
 */
export const livekit: ProviderFactory<object, LivekitOptions> = defineProvider(
  ({ apiKey }: LivekitOptions) => ({
    name: 'livekit',
    env: [['LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'], 'LIVEKIT_API_SECRET'],
    schemes: [paired(tokenOf, apiKey) as Scheme],
    id: { field: 'id' },
    type: { field: 'event' },
    facts: {
      sources: ['https://docs.livekit.io/home/server/webhooks/'],
      confirmed: true,
      checked: '2026-11-22',
    },
  }),
);
