import {
  asymmetric,
  defineProvider,
  isEqual,
  keySource,
  required,
  type FetchedKeyOptions,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';

/** Options of {@link fal}. */
export interface FalOptions extends FetchedKeyOptions {
  /** Your user id: fal signs for all its users with the same keys, so that without it deliveries for others are genuine too. */
  readonly userId?: string;
}

const userHeader = 'x-fal-webhook-user-id';

function falScheme({ fetch, userId }: FalOptions): Scheme {
  const scheme: Scheme = asymmetric({
    algorithm: 'ed25519',
    content: `{id}\n{header:${userHeader}}\n{timestamp}\n{sha256}`,
    id: { header: 'x-fal-webhook-request-id' },
    timestamp: { header: 'x-fal-webhook-timestamp' },
    signature: { header: 'x-fal-webhook-signature', encoding: 'hex' },
    others: { [userHeader]: () => userId ?? 'test-user' },
    source: keySource({ url: 'https://rest.fal.ai/.well-known/jwks.json', fetch }),
  });
  return {
    ...scheme,
    verify: async (claim, key, body, head, clock) =>
      (userId === undefined || isEqual(required(head, userHeader), userId)) &&
      scheme.verify(claim, key, body, head, clock),
  };
}

/**
 * fal. The keys are fetched from its JWKS unless they are given; they are those of all its users: see `userId`.
 *
 * Source: https://docs.fal.ai/model-endpoints/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { fal } from '@hooklatch/providers/fal';
 *
 * const webhook = createWebhook(fal({ userId: 'github|12345' }), {
 *   on: { OK: (event) => console.log(event.id, event.payload) },
 * });
 * ```
 */
export const fal: ProviderFactory<object, FalOptions> = defineProvider((options) => ({
  name: 'fal',
  key: 'fetched',
  env: [],
  schemes: [falScheme(options)],
  id: { claim: 'id' },
  type: { field: 'status' },
  facts: {
    sources: [
      'https://docs.fal.ai/model-endpoints/webhooks',
      'https://docs.fal.ai/model-apis/model-endpoints/webhooks',
    ],
    confirmed: true,
    checked: '2026-11-22',
    retries: { attempts: 10, hours: 2 },
  },
}));
