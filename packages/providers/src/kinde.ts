import {
  defineProvider,
  iso8601,
  parseJson,
  toBytes,
  toText,
  type FetchedKeyOptions,
  type Provider,
  type Scheme,
} from '@hooklatch/core/provider';
import { decodeJwt, type JWTPayload } from 'jose';
import { toIssuer, withIssuer } from './lib/issuer-keys.ts';
import { jwt } from './lib/jwt.ts';

/** Options of {@link kinde}. */
export interface KindeOptions extends FetchedKeyOptions {
  /** The Kinde domain, which publishes the keys: `https://example.kinde.com`. (`KINDE_ISSUER_URL`) */
  readonly domain?: string | undefined;
}

/** The body is a token; what it says is the payload. */
function parse(body: Uint8Array): JWTPayload | undefined {
  try {
    return decodeJwt(toText(body).trim());
  } catch {
    return undefined;
  }
}

const token = jwt({
  algorithms: ['RS256'],
  covers: { id: false, body: true, url: false },
  claims: ({ body, time }) => {
    const at = iso8601.write(time);
    return { ...Object(parseJson(body)), event_timestamp: at, timestamp: at } as JWTPayload;
  },
});

const scheme = {
  ...token,
  async verify(claim, key, body, head, clock) {
    if (!(await token.verify(claim, key, body, head, clock))) return false;
    // The token has no times of its own; the payload has.
    const { timestamp, event_timestamp } = parse(body) ?? {};
    const time = iso8601.read(String(timestamp ?? event_timestamp));
    if (Number.isNaN(time)) return false;
    claim.time = time;
    return true;
  },
  async write(draft, secret) {
    const written = (await token.write?.(draft, secret)) ?? { headers: {} };
    return { ...written, headers: { 'content-type': 'application/jwt' }, body: written.body ?? toBytes('') };
  },
} satisfies typeof token;

const define = defineProvider<object, KindeOptions>(({ fetch }) => ({
  name: 'kinde',
  key: 'public',
  env: ['KINDE_ISSUER_URL'],
  schemes: [withIssuer(scheme, { fetch }) as Scheme],
  id: [{ field: 'event_id' }, { header: 'webhook-id' }],
  type: { field: 'type' },
  parse,
  // It retries for a time that it does not state, with what it has signed once.
  toleranceInSeconds: Number.MAX_SAFE_INTEGER,
  facts: {
    sources: [
      'https://docs.kinde.com/integrate/webhooks/about-webhooks/',
      'https://docs.kinde.com/integrate/webhooks/webhooks-nextjs/',
    ],
    confirmed: true,
    checked: '2026-11-22',
    successStatuses: [200],
  },
}));

/**
 * Kinde: the whole body is a token, signed with a key that your Kinde domain publishes. A token has no end: keep a store,
 * or give a window that fits how long retries may take.
 *
 * Source: https://docs.kinde.com/integrate/webhooks/about-webhooks/
 *
 * @param options - the domain, or its public key
 * @returns the provider
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { kinde } from '@hooklatch/providers/kinde';
 *
 * const webhook = createWebhook(kinde({ domain: 'https://example.kinde.com' }), {
 *   on: { 'user.created': (event) => console.log(event.payload) },
 * });
 * ```
 */
export function kinde<Events extends object = object>(options: KindeOptions = {}): Provider<Events> {
  const { domain, publicKey = domain === undefined ? undefined : toIssuer(domain) } = options;
  return define<Events>({ ...options, publicKey });
}
