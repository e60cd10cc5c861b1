import {
  defineProvider,
  hashOf,
  type FetchedKeyOptions,
  type Provider,
  type ProviderOptions,
  type Scheme,
} from '@hooklatch/core/provider';
import { holdsHash } from './lib/claims.ts';
import { toIssuer, withIssuer } from './lib/issuer-keys.ts';
import type { JwsAlgorithm } from './lib/jose-keys.ts';
import { jwt } from './lib/jwt.ts';

/** Options of {@link fusionauth}: a secret, or a public key, or where FusionAuth is. */
export interface FusionauthOptions extends FetchedKeyOptions {
  /** The HMAC key that signs. */
  readonly secret?: ProviderOptions['secret'];
  /** The URL of FusionAuth, which publishes its keys: `https://auth.example.com`. */
  readonly url?: string | undefined;
}

const shared: readonly JwsAlgorithm[] = ['HS256', 'HS384', 'HS512'];
const asymmetric: readonly JwsAlgorithm[] = ['RS256', 'RS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

function tokenOf(algorithms: readonly JwsAlgorithm[]): Scheme {
  return jwt({
    header: 'x-fusionauth-signature-jwt',
    algorithms,
    covers: { id: false, body: true, url: false },
    check: ({ request_body_sha256 }, { body }) => holdsHash(request_body_sha256, body, 'base64'),
    claims: async ({ body }) => ({ request_body_sha256: await hashOf('sha256', body, 'base64') }),
  }) as Scheme;
}

const define = defineProvider<object, FusionauthOptions>(({ publicKey, fetch }) => ({
  name: 'fusionauth',
  ...(publicKey !== undefined && { key: 'public' as const }),
  env: [],
  // What the application gives says which kind signs: a token never does.
  schemes: [
    publicKey === undefined ? tokenOf(shared) : (withIssuer(tokenOf(asymmetric), { fetch }) as Scheme),
  ],
  id: { field: 'event.id' },
  type: { field: 'event.type' },
  facts: {
    sources: ['https://fusionauth.io/docs/extend/events-and-webhooks/signing'],
    confirmed: true,
    checked: '2026-11-22',
  },
}));

/**
 * FusionAuth: a token that holds the body's hash, signed with an HMAC key or with a key pair, whichever the webhook is
 * set up with.
 *
 * Source: https://fusionauth.io/docs/extend/events-and-webhooks/signing
 *
 * @param options - the secret, the public key, or the URL
 * @returns the provider
 * @throws TypeError where a secret is given together with a public key or a URL
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { fusionauth } from '@hooklatch/providers/fusionauth';
 *
 * const webhook = createWebhook(fusionauth({ url: 'https://auth.example.com' }), {
 *   on: { 'user.create': (event) => console.log(event.payload) },
 * });
 * ```
 */
export function fusionauth<Events extends object = object>(
  options: FusionauthOptions = {},
): Provider<Events> {
  const { secret, url, publicKey = url === undefined ? undefined : toIssuer(url) } = options;
  if (secret !== undefined && publicKey !== undefined)
    throw new TypeError('fusionauth takes a secret, or a public key: not both.');
  return define<Events>({ ...options, publicKey });
}
