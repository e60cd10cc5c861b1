import {
  defineProvider,
  fieldAt,
  hashOf,
  keySource,
  parseJson,
  readPublicKeys,
  toBytes,
  type FetchedKeyOptions,
  type KeySource,
  type Provider,
  type PublicKey,
  type Scheme,
} from '@hooklatch/core/provider';
import { holdsHash } from './lib/claims.ts';
import type { JwsKey } from './lib/jose-keys.ts';
import { jwt } from './lib/jwt.ts';

/** Options of {@link plaid}: what its API wants to hand out a key, or where else a key comes from. */
export interface PlaidOptions extends FetchedKeyOptions {
  /** (`PLAID_CLIENT_ID`) */
  readonly clientId?: string | undefined;
  /** The API secret of the environment. (`PLAID_SECRET`) */
  readonly apiSecret?: string | undefined;
  /** (`production`) */
  readonly environment?: 'production' | 'sandbox' | undefined;
  /** Gives the key of an id, as `/webhook_verification_key/get` of your Plaid client does. */
  readonly getKey?: ((id: string) => unknown) | undefined;
}

const scheme = jwt({
  header: 'plaid-verification',
  algorithms: ['ES256'],
  covers: { id: false, body: true, url: false },
  fresh: true,
  check: ({ request_body_sha256 }, { body }) => holdsHash(request_body_sha256, body, 'hex'),
  claims: async ({ body, time }) => ({
    iat: Math.floor(time / 1000),
    request_body_sha256: await hashOf('sha256', body, 'hex'),
  }),
});

/** A key that Plaid has withdrawn says since when. */
function isCurrent({ jwk }: PublicKey): boolean {
  return ((jwk as { expired_at?: unknown } | undefined)?.expired_at ?? null) === null;
}

/** Plaid wraps a key; a client of its API may have unwrapped it. */
function readKey(text: string): readonly PublicKey[] | string {
  const answer = parseJson(toBytes(text)) as { key?: unknown } | null | undefined;
  // The application knows no key of this id, which is no failure of its look-up.
  if (answer === null) return [];
  const keys = readPublicKeys(JSON.stringify(answer?.key ?? answer) ?? '');
  return typeof keys === 'string' ? keys : keys.filter(isCurrent);
}

const idGrammar = /^[\w-]{1,64}$/;

function apiKeys(
  { environment = 'production', fetch }: PlaidOptions,
  clientId: string,
  secret: string,
): KeySource {
  const host = `${environment}.plaid.com`;
  return keySource({
    url: (id = '') => (idGrammar.test(id) ? `https://${host}/webhook_verification_key/get` : undefined),
    hosts: [host],
    fetch,
    request: (id) => ({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_id: clientId, secret, key_id: id }),
    }),
    read: readKey,
  });
}

/** The application's own look-up, with the limits and the cache of one that is fetched. */
function ownKeys(getKey: (id: string) => unknown): KeySource {
  return apiKeys(
    {
      fetch: async (_url, init) => {
        const { key_id: id } = JSON.parse(init?.body as string) as { key_id: string };
        return new Response(JSON.stringify((await getKey(id)) ?? null));
      },
    },
    '',
    '',
  );
}

function keysOf(secret: string, options: PlaidOptions): readonly JwsKey[] | string {
  if (secret === 'get' && options.getKey) return [{ source: ownKeys(options.getKey) }];
  const [, clientId, apiSecret] = /^([\w-]+) (\S+)$/.exec(secret) ?? [];
  if (clientId && apiSecret) return [{ source: apiKeys(options, clientId, apiSecret) }];
  const keys = scheme.keys(secret, 0);
  return typeof keys === 'string'
    ? 'is neither a public key nor a client id and an API secret, with a space between'
    : keys.filter((key) => !('given' in key) || isCurrent(key.given));
}

function eventType(payload: unknown): string | undefined {
  const [kind, code] = [fieldAt(payload, 'webhook_type'), fieldAt(payload, 'webhook_code')];
  return kind === undefined ? code : `${kind}.${code ?? ''}`;
}

const define = defineProvider<object, PlaidOptions>((options) => ({
  name: 'plaid',
  key: 'public',
  env: [['PLAID_CLIENT_ID', 'PLAID_SECRET']],
  schemes: [{ ...scheme, keys: (secret) => keysOf(secret, options) } as Scheme],
  type: eventType,
  facts: {
    sources: [
      'https://plaid.com/docs/api/webhooks/webhook-verification/',
      'https://plaid.com/docs/api/webhooks/',
      'https://support.plaid.com/hc/en-us/articles/360008414233-Webhook-overview',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 10_000,
    ipRanges: 'https://plaid.com/docs/api/webhooks/',
  },
}));

/**
 * Plaid: a token that holds the body's hash, good for five minutes. Its key comes from Plaid's API, by client id and
 * secret. A type is `TRANSACTIONS.SYNC_UPDATES_AVAILABLE`: one code has several types. An event has no id.
 *
 * Source: https://plaid.com/docs/api/webhooks/webhook-verification/
 *
 * @param options - where the keys come from
 * @returns the provider
 * @throws TypeError where `clientId` and `apiSecret` are not given together
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { plaid } from '@hooklatch/providers/plaid';
 *
 * const webhook = createWebhook(plaid(), {
 *   on: { 'TRANSACTIONS.SYNC_UPDATES_AVAILABLE': (event) => console.log(event.payload) },
 * });
 * ```
 */
export function plaid<Events extends object = object>(options: PlaidOptions = {}): Provider<Events> {
  const { clientId, apiSecret, getKey, publicKey } = options;
  if ((clientId === undefined) !== (apiSecret === undefined))
    throw new TypeError('plaid takes clientId and apiSecret together.');
  const api = clientId === undefined ? undefined : `${clientId} ${apiSecret}`;
  return define<Events>({ ...options, publicKey: publicKey ?? (getKey ? 'get' : api) });
}
