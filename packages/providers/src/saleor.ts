import { defineProvider, type FetchedKeyOptions, type Provider, type Scheme } from '@hooklatch/core/provider';
import { detachedJws } from './lib/detached-jws.ts';
import { toIssuer, withIssuer } from './lib/issuer-keys.ts';
import { mayRepeat } from './lib/may-repeat.ts';

/** Options of {@link saleor}. */
export interface SaleorOptions extends FetchedKeyOptions {
  /** The domain of the Saleor backend, which publishes the keys: `example.saleor.cloud`. A delivery's own is never asked. */
  readonly domain?: string | undefined;
}

const scheme = detachedJws({
  header: 'saleor-signature',
  algorithms: ['RS256'],
  unencoded: 'either',
  // Access tokens are signed with the same key: without its middle, one would prove a body of its own claims.
  check: ({ b64, typ }) => b64 === false || !/^jwt$/i.test(String(typ)),
});

const define = defineProvider<object, SaleorOptions>(({ fetch }) => ({
  name: 'saleor',
  key: 'public',
  env: [],
  // An application chooses what is sent: of two updates of one thing it may be the same bytes.
  schemes: [mayRepeat(withIssuer(scheme, { fetch }) as Scheme)],
  type: { header: 'saleor-event' },
  facts: {
    sources: [
      'https://docs.saleor.io/developer/extending/webhooks/payload-signature',
      'https://github.com/saleor/saleor/blob/main/saleor/core/jwt_manager.py',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt:
      'Whether the payload is signed as it is or as base64url is not stated: the protected header is followed. The source of Saleor signs it as it is, and does not mark `b64` as critical.',
    deadlineMs: 20_000,
  },
}));

/**
 * Saleor: a detached JWS over the body, whose key the backend publishes. Webhooks with a secret of their own, which Saleor
 * has deprecated, are signed otherwise and are refused. An event has no id.
 *
 * Source: https://docs.saleor.io/developer/extending/webhooks/payload-signature
 *
 * @param options - the domain, or its public key
 * @returns the provider
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { saleor } from '@hooklatch/providers/saleor';
 *
 * const webhook = createWebhook(saleor({ domain: 'example.saleor.cloud' }), {
 *   on: { order_created: (event) => console.log(event.payload) },
 * });
 * ```
 */
export function saleor<Events extends object = object>(options: SaleorOptions = {}): Provider<Events> {
  const { domain, publicKey = domain === undefined ? undefined : toIssuer(domain) } = options;
  return define<Events>({ ...options, publicKey });
}
