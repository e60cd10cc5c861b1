import {
  batchOf,
  defineProvider,
  fieldAt,
  isSameSecret,
  parseJson,
  queryOf,
  toBytes,
  WebhookError,
  type Clock,
  type KeySource,
  type ProviderFactory,
  type ProviderOptions,
  type Scheme,
} from '@hooklatch/core/provider';
import { entraIssuers, entraRules, entraSource, isEntraFor, type EntraOptions } from './lib/entra-token.ts';
import { findJwsKeys, readProtectedHeader } from './lib/jose-keys.ts';
import { verifyToken } from './lib/jwt.ts';
import { textReply } from './lib/reply.ts';

export { decryptContent, type EncryptedContent } from './lib/graph-content.ts';

/** Options of {@link microsoftGraph}; the secret is the `clientState` of the subscriptions. */
export interface MicrosoftGraphOptions extends ProviderOptions {
  /** The application's id, which tokens of notifications with resource data are for. */
  readonly appId?: string | readonly string[] | undefined;
  /** The tenants that may be told of. */
  readonly tenantId?: string | readonly string[] | undefined;
  /** Fetches Microsoft's keys. (`fetch`) */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** The application that publishes Graph's notifications: any other one can have a token for the same audience. */
const publisher = '0bf30f3b-4a52-48df-9a82-234910c4a086';

/** What validation tokens are checked for, where the application says whose they are. */
interface TokenRules extends EntraOptions {
  readonly source: KeySource;
}

interface Notification {
  readonly clientState?: unknown;
  readonly encryptedContent?: unknown;
}

const mostItems = 1000;
const mostTokens = 20;

function notificationsOf(payload: unknown): readonly Notification[] {
  const { value } = Object(payload) as { value?: unknown };
  return Array.isArray(value) && value.length <= mostItems
    ? value.map((one) => Object(one) as Notification)
    : [];
}

/** The issuer of a token that is genuine. */
async function issuerOf(token: unknown, rules: TokenRules, clock: Clock): Promise<string | undefined> {
  if (typeof token !== 'string') return undefined;
  const { algorithms } = entraRules;
  for (const key of await findJwsKeys(rules, readProtectedHeader(token, 'validationTokens'), algorithms)) {
    const payload = await verifyToken(token, key, entraRules, clock);
    if (payload) return isEntraFor(payload, rules) ? payload.iss : undefined;
  }
  return undefined;
}

async function verifyBody(
  body: Uint8Array,
  clientState: string,
  rules: TokenRules | undefined,
  clock: Clock,
): Promise<boolean> {
  const payload = parseJson(body);
  const items = notificationsOf(payload);
  if (items.length === 0) throw new WebhookError('signature_missing', 'value');
  for (const item of items) {
    const given = fieldAt(item, 'clientState');
    if (given === undefined) throw new WebhookError('signature_missing', 'clientState');
    if (!(await isSameSecret(given, clientState))) return false;
  }
  const rich = items.filter(({ encryptedContent }) => (encryptedContent ?? null) !== null);
  if (!rules) {
    if (rich.length > 0) throw new WebhookError('secret_missing', 'appId and tenantId');
    return true;
  }
  const { validationTokens } = payload as { validationTokens?: unknown };
  const tokens = validationTokens ?? [];
  if (!Array.isArray(tokens) || tokens.length > mostTokens) return false;
  if (rich.length > 0 && tokens.length === 0) throw new WebhookError('signature_missing', 'validationTokens');
  const issuers = new Set<string>();
  for (const token of tokens as unknown[]) {
    const issuer = await issuerOf(token, rules, clock);
    if (issuer === undefined) return false;
    issuers.add(issuer);
  }
  // There is a token for each tenant: that of one says nothing of the items of another.
  const tenants = new Set(rich.flatMap((item) => fieldAt(item, 'tenantId')?.toLowerCase() ?? []));
  return [...tenants].every((tenant) => entraIssuers(tenant).some((issuer) => issuers.has(issuer)));
}

function schemeOf({ appId, tenantId, fetch }: MicrosoftGraphOptions): Scheme<string> {
  const rules =
    appId === undefined || tenantId === undefined
      ? undefined
      : {
          audience: appId,
          issuers: entraIssuers(tenantId),
          appIds: [publisher],
          source: entraSource(fetch),
        };
  return {
    headers: [],
    covers: { id: false, body: false, url: false },
    keys: (secret) => [secret],
    read: () => ({ signatures: [] }),
    verify: (_claim, key, body, _head, clock) => verifyBody(body, key, rules, clock),
    content: () => undefined,
    write({ body, id }, clientState) {
      const payload: unknown = parseJson(body);
      const items = notificationsOf(payload);
      const own = items.length > 0 ? items : [{ id, changeType: 'updated', ...Object(payload) }];
      const value = own.map((item) => ({ ...item, clientState }));
      return { headers: {}, body: toBytes(JSON.stringify({ value })) };
    },
  };
}

const longestToken = 4096;

/**
 * Change notifications of Microsoft Graph. Each one repeats the `clientState` of its subscription, which proves the
 * sender and not the body; those with resource data bring tokens too, which are checked with `appId` and `tenantId`.
 * The question that comes when a subscription is made is answered here.
 *
 * Source: https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { microsoftGraph } from '@hooklatch/providers/microsoft-graph';
 *
 * const webhook = createWebhook(microsoftGraph({ secret: 'a long random text' }), {
 *   on: { created: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const microsoftGraph: ProviderFactory<object, MicrosoftGraphOptions> = defineProvider(
  (options: MicrosoftGraphOptions) => ({
    name: 'microsoft-graph',
    env: [],
    schemes: [schemeOf(options) as Scheme],
    batch: (event) =>
      batchOf(
        event,
        notificationsOf(event.payload).map((payload) => ({
          id: fieldAt(payload, 'id'),
          type: fieldAt(payload, 'lifecycleEvent') ?? fieldAt(payload, 'changeType') ?? '',
          payload,
        })),
      ),
    handshake: {
      isUnsigned: (head) => head.method === 'POST' && queryOf(head).has('validationToken'),
      answerUnsigned({ head, body }) {
        const [token = '', another] = queryOf(head).getAll('validationToken');
        const isQuestion = token !== '' && another === undefined && token.length <= longestToken;
        return isQuestion && body.length === 0 ? textReply(token) : undefined;
      },
    },
    facts: {
      sources: [
        'https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks',
        'https://learn.microsoft.com/en-us/graph/change-notifications-with-resource-data',
      ],
      confirmed: true,
      checked: '2026-11-22',
      deadlineMs: 3000,
      retries: { hours: 4 },
    },
  }),
);
