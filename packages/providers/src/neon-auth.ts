import {
  defineProvider,
  joinBytes,
  required,
  toBytes,
  type FetchedKeyOptions,
  type Provider,
  type Scheme,
} from '@hooklatch/core/provider';
import { base64url } from 'jose';
import { detachedJws } from './lib/detached-jws.ts';
import { toIssuer, withIssuer } from './lib/issuer-keys.ts';

/** Options of {@link neonAuth}. */
export interface NeonAuthOptions extends FetchedKeyOptions {
  /** The URL of Neon Auth, which publishes the keys. (`NEON_AUTH_URL`) */
  readonly url?: string | undefined;
}

const timestampHeader = 'x-neon-timestamp';

const scheme = detachedJws({
  header: 'x-neon-signature',
  algorithms: ['EdDSA'],
  keyId: { header: 'x-neon-signature-kid' },
  requires: [timestampHeader, 'x-neon-signature-kid'],
  // The payload of the JWS is itself text: the time, and the body as base64url.
  toPayload: (head, body) =>
    joinBytes(toBytes(`${required(head, timestampHeader)}.`), toBytes(base64url.encode(body))),
  check(_named, head, claim) {
    const text = required(head, timestampHeader);
    if (!/^\d{13}$/.test(text)) return false;
    claim.time = Number(text);
    return true;
  },
  others: ({ time }) => ({ headers: { [timestampHeader]: `${time}` } }),
});

const define = defineProvider<object, NeonAuthOptions>(({ fetch }) => ({
  name: 'neon-auth',
  key: 'public',
  env: ['NEON_AUTH_URL'],
  schemes: [withIssuer(scheme, { fetch }) as Scheme],
  id: [{ field: 'event_id' }, { header: 'x-neon-event-id' }],
  type: [{ field: 'event_type' }, { header: 'x-neon-event-type' }],
  facts: {
    sources: ['https://neon.com/docs/auth/guides/webhooks'],
    confirmed: true,
    checked: '2026-11-22',
    retries: { attempts: 2 },
  },
}));

/**
 * Neon Auth: a detached JWS over time and body, whose key Neon Auth publishes. `user.before_create` waits for the handler's
 * own answer, such as `{"allowed":true}`: return it as a reply.
 *
 * Source: https://neon.com/docs/auth/guides/webhooks
 *
 * @param options - where Neon Auth is, or its public key
 * @returns the provider
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { neonAuth } from '@hooklatch/providers/neon-auth';
 *
 * const webhook = createWebhook(neonAuth(), {
 *   on: { 'user.created': (event) => console.log(event.payload) },
 * });
 * ```
 */
export function neonAuth<Events extends object = object>(options: NeonAuthOptions = {}): Provider<Events> {
  const { url, publicKey = url === undefined ? undefined : toIssuer(url) } = options;
  return define<Events>({ ...options, publicKey });
}
