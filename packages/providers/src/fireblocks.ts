import {
  asymmetric,
  defineProvider,
  keySource,
  readPublicKeys,
  type FetchedKeyOptions,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { detachedJws } from './lib/detached-jws.ts';

/** Options of {@link fireblocks}. */
export interface FireblocksOptions extends FetchedKeyOptions {
  /** Where the workspace is. (`us`) */
  readonly environment?: 'us' | 'eu' | 'eu2' | 'sandbox' | undefined;
  /** The PEM of the environment's older key, for deliveries that have the older signature alone. (they are refused) */
  readonly legacyPublicKey?: string | undefined;
}

/** The older signature. It counts only where the newer one is not there: never as a second chance. */
function legacyOf(publicKey: string): Scheme {
  const scheme = asymmetric({
    algorithm: 'rsa-sha512',
    signature: { header: 'fireblocks-signature' },
  });
  return { ...scheme, keys: () => readPublicKeys(publicKey) } as Scheme;
}

/**
 * Fireblocks' webhooks v2: a detached JWS over the body, whose key the environment publishes. What is signed has no
 * time.
 *
 * Source: https://developers.fireblocks.com/reference/validating-webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { fireblocks } from '@hooklatch/providers/fireblocks';
 *
 * const webhook = createWebhook(fireblocks({ environment: 'eu' }), {
 *   on: { 'transaction.created': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const fireblocks: ProviderFactory<object, FireblocksOptions> = defineProvider(
  ({ environment = 'us', legacyPublicKey, fetch }: FireblocksOptions) => {
    const host = environment === 'us' ? 'keys.fireblocks.io' : `${environment}-keys.fireblocks.io`;
    const jws = detachedJws({
      header: 'fireblocks-webhook-signature',
      algorithms: ['RS512'],
      source: keySource({ url: `https://${host}/.well-known/jwks.json`, fetch }),
    });
    return {
      name: 'fireblocks',
      key: 'fetched',
      env: [],
      schemes: [jws as Scheme, ...(legacyPublicKey === undefined ? [] : [legacyOf(legacyPublicKey)])],
      id: { field: 'id' },
      type: { field: 'eventType' },
      facts: {
        sources: [
          'https://developers.fireblocks.com/reference/validating-webhooks',
          'https://developers.fireblocks.com/reference/webhooks-gettingstarted-validatingevents',
        ],
        confirmed: true,
        checked: '2026-11-22',
      },
    };
  },
);
