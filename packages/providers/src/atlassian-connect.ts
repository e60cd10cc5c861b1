import {
  defineProvider,
  fieldAt,
  isEqual,
  keySource,
  parseJson,
  queryOf,
  WebhookError,
  type DeliveryHead,
  type Provider,
  type ProviderOptions,
  type Scheme,
} from '@hooklatch/core/provider';
import { decodeJwt } from 'jose';
import { isOneOf } from './lib/claims.ts';
import type { JwsAlgorithm } from './lib/jose-keys.ts';
import { jwt, type JwtContext } from './lib/jwt.ts';
import { paired } from './lib/paired.ts';
import { queryHash } from './lib/query-hash.ts';

/** Options of {@link atlassianConnect}. */
export interface AtlassianConnectOptions extends ProviderOptions {
  /** The tenant that the secret is of: the `clientKey` of its `installed` event. */
  readonly clientKey?: string | undefined;
  /** Looks up the shared secret of a tenant, for apps that have several. */
  readonly sharedSecret?:
    | ((clientKey: string) => string | undefined | Promise<string | undefined>)
    | undefined;
  /** The app's base URL, as its descriptor has it. (the origin of the delivery's URL) */
  readonly baseUrl?: string | undefined;
  /** The paths of `installed` and `uninstalled`, below the base URL. (`/installed` and `/uninstalled`) */
  readonly lifecyclePaths?: readonly string[] | undefined;
  /** Fetches Atlassian's keys. (`fetch`) */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

const header = 'authorization';
const prefix = 'JWT ';
const host = 'connect-install-keys.atlassian.com';

/** A token may stand in the query instead: it is read as if it stood in the header. */
function withToken(head: DeliveryHead): DeliveryHead {
  const [token, another] = queryOf(head).getAll('jwt');
  if (head.headers.has(header) || !token) return head;
  if (another !== undefined) throw new WebhookError('header_duplicate', 'jwt');
  const { headers } = head;
  return { ...head, headers: { ...headers, get: () => prefix + token, has: () => true, entries: () => [] } };
}

/** The tokens of one kind of request: those of tenants, or Atlassian's own of the lifecycle. */
function tokenOf(
  options: AtlassianConnectOptions,
  isLifecycle: boolean,
  clientKey: string | undefined = options.clientKey,
): Scheme {
  const { lifecyclePaths = ['/installed', '/uninstalled'], fetch } = options;
  const baseOf = ({ url }: DeliveryHead | { url: string }): string => options.baseUrl ?? new URL(url).origin;
  const isLifecyclePath = ({ url }: DeliveryHead): boolean =>
    lifecyclePaths.some((path) => new URL(url).pathname.replace(/\/$/, '').endsWith(path));
  const algorithms: readonly JwsAlgorithm[] = isLifecycle ? ['RS256'] : ['HS256'];
  const check = async (
    { iss, aud, qsh }: Record<string, unknown>,
    { head, body }: JwtContext,
  ): Promise<boolean> => {
    if (!URL.canParse(head.url) || isLifecyclePath(head) !== isLifecycle) return false;
    // A tenant cannot install itself: what hands over a secret is signed by Atlassian.
    if (!isLifecycle && fieldAt(parseJson(body), 'eventType')?.endsWith('installed')) return false;
    if (isLifecycle && !isOneOf(aud, [baseOf(head), `${baseOf(head)}/`])) return false;
    if (!isLifecycle && clientKey !== undefined && iss !== clientKey) return false;
    return typeof qsh === 'string' && isEqual(qsh, await queryHash(head, baseOf(head)));
  };
  return jwt({
    header,
    prefix,
    algorithms,
    source: isLifecycle
      ? keySource({
          url: (id = '') => (/^[\w-]{1,128}$/.test(id) ? `https://${host}/${id}` : undefined),
          hosts: [host],
          fetch,
        })
      : undefined,
    covers: { id: false, body: false, url: true },
    requiredClaims: ['exp', 'iss', 'qsh'],
    leewayInSeconds: 0,
    check,
    claims: async (draft) => {
      const now = Math.floor(draft.time / 1000);
      const qsh = await queryHash({ method: draft.method ?? 'POST', url: draft.url }, baseOf(draft));
      return { iss: clientKey ?? 'client-key', iat: now, exp: now + 180, qsh };
    },
  }) as Scheme;
}

/** Both kinds stand in one header: the key that fits says which one a token is. */
function schemeOf(options: AtlassianConnectOptions): Scheme {
  const tenant = paired((id) => tokenOf(options, false, id), options.clientKey) as Scheme;
  const lifecycle = tokenOf(options, true);
  const own = lifecycle.keys('fetched', 0) as readonly object[];
  return {
    ...tenant,
    keys(secret, secretIndex) {
      const keys = secret === 'fetched' ? [] : tenant.keys(secret, secretIndex);
      return typeof keys === 'string' ? keys : [...keys, ...own];
    },
    read: (head) => tenant.read(withToken(head)),
    // A token says nothing of the body.
    begin: () => undefined,
    verify: (claim, key, ...rest) =>
      (own.includes(key as object) ? lifecycle : tenant).verify(claim, key, ...rest),
  };
}

const define = defineProvider<object, AtlassianConnectOptions>((options) => ({
  name: 'atlassian-connect',
  key: 'fetched',
  env: [],
  schemes: [schemeOf(options)],
  // Its own keys are fetched; what is given is shared.
  notSecrets: { '-----BEGIN': 'a PEM key', whpk_: 'a public key' },
  id: { header: 'x-atlassian-webhook-identifier' },
  type: [{ field: 'webhookEvent' }, { field: 'eventType' }],
  facts: {
    sources: [
      'https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/',
      'https://developer.atlassian.com/cloud/jira/platform/security-for-connect-apps/',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
}));

/** The tenant that a delivery says it is of; nothing is proved yet. */
function tenantOf(head: DeliveryHead): string | undefined {
  try {
    return decodeJwt(withToken(head).headers.get(header)?.slice(prefix.length) ?? '').iss;
  } catch {
    return undefined;
  }
}

/**
 * Atlassian Connect apps (Jira, Confluence): a token for the request's method and URL, which proves the sender and not
 * the body. Webhooks are signed with the secret that a tenant's `installed` event brought; that event and `uninstalled`
 * with Atlassian's own keys, which are fetched. Without a secret only those two are accepted.
 *
 * Source: https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/
 *
 * @param options - the secrets, and what the app's descriptor says
 * @returns the provider
 * @throws TypeError where both `secret` and `sharedSecret` are given
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { atlassianConnect } from '@hooklatch/providers/atlassian-connect';
 *
 * const tenants = new Map<string, string>();
 * const webhook = createWebhook(
 *   atlassianConnect({
 *     publicUrl: 'https://app.example.com',
 *     sharedSecret: (clientKey) => tenants.get(clientKey),
 *   }),
 *   { on: { 'jira:issue_updated': (event) => console.log(event.payload) } },
 * );
 * ```
 */
export function atlassianConnect<Events extends object = object>(
  options: AtlassianConnectOptions = {},
): Provider<Events> {
  const { sharedSecret, secret } = options;
  if (!sharedSecret) return define<Events>(options);
  if (secret !== undefined) throw new TypeError('atlassian-connect takes secret or sharedSecret, not both.');
  return define<Events>({
    ...options,
    async secret(head) {
      const clientKey = tenantOf(head);
      const found = clientKey === undefined ? undefined : await sharedSecret(clientKey);
      // Whoever installs the app has no secret yet, and is proved by Atlassian's keys alone.
      return found === undefined ? 'fetched' : `${clientKey} ${found}`;
    },
  });
}
