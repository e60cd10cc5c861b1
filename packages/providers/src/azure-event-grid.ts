import {
  defineProvider,
  fieldAt,
  isSameSecret,
  parseJson,
  queryOf,
  token,
  type FetchedKeyOptions,
  type Handshake,
  type ProviderFactory,
  type ProviderOptions,
  type Question,
  type Reply,
} from '@hooklatch/core/provider';
import { consent, splitArray } from './lib/cloud-events.ts';
import { entraIssuers, entraToken } from './lib/entra-token.ts';
import { needs } from './lib/needs.ts';
import { jsonReply } from './lib/reply.ts';

/** Options of {@link azureEventGrid}: a secret in the URL's query, or an audience for tokens of Microsoft Entra ID. */
export interface AzureEventGridOptions extends FetchedKeyOptions {
  /** What the query of the endpoint's URL holds. */
  readonly secret?: ProviderOptions['secret'];
  /** The parameter that holds it. (`code`) */
  readonly query?: string | undefined;
  /** The header that holds the secret instead, where the subscription sends one. */
  readonly header?: string | undefined;
  /** The application ID URI that tokens are for. */
  readonly audience?: string | readonly string[] | undefined;
  /** The tenant that issues them. */
  readonly tenantId?: string | readonly string[] | undefined;
  /** Who issues them, where it is not the tenant's usual issuer. */
  readonly issuer?: string | readonly string[] | undefined;
  /** Event Grid's own application, which is another one in national clouds. (`4962773b-9cdb-44cf-a8bf-237846a00ab7`) */
  readonly appId?: string | readonly string[] | undefined;
}

const origin = 'eventgrid.azure.net';
const publicCloud = '4962773b-9cdb-44cf-a8bf-237846a00ab7';

const itemOf = (payload: unknown) => ({
  id: fieldAt(payload, 'id'),
  type: fieldAt(payload, 'eventType') ?? fieldAt(payload, 'type') ?? '',
  payload,
});

/** The answer to the event that asks whether the endpoint wants a subscription. */
function answer(payload: unknown): Reply | undefined {
  const events: unknown[] = Array.isArray(payload) ? payload : [];
  if (events.length !== 1 || itemOf(events[0]).type !== 'Microsoft.EventGrid.SubscriptionValidationEvent')
    return undefined;
  const code = fieldAt(events[0], 'data.validationCode');
  return code === undefined ? undefined : jsonReply({ validationResponse: code });
}

/** CloudEvents ask with OPTIONS; the secret, where there is one, stands in the URL then too. */
function handshakeOf({ query = 'code', header, audience }: AzureEventGridOptions): Handshake {
  const isProved = async ({ head, keys }: Question): Promise<boolean> => {
    const given = header === undefined ? queryOf(head).get(query) : head.headers.get(header);
    const same = (await keys()).map((key) => isSameSecret(given ?? '', key as string));
    return Boolean(given) && (await Promise.all(same)).includes(true);
  };
  return {
    methods: ['OPTIONS'],
    isUnsigned: ({ method, headers }) =>
      method === 'OPTIONS'
        ? headers.get('webhook-request-origin') === origin
        : audience !== undefined &&
          headers.get('aeg-event-type') === 'SubscriptionValidation' &&
          !headers.has('authorization'),
    async answerUnsigned(question) {
      if (question.head.method !== 'OPTIONS') return answer(parseJson(question.body));
      // In Entra's mode consent gives nothing away: each event is proved by its token.
      if (audience === undefined && !(await isProved(question))) return undefined;
      return consent(origin, question.head.headers.get('webhook-request-rate'));
    },
    answer,
  };
}

/**
 * Azure Event Grid, with events of its own schema or CloudEvents. Nothing of a delivery is signed: a secret in the URL,
 * or a token of Microsoft Entra ID, proves the sender. The questions of a new subscription are answered here, with a
 * secret only where they hold it.
 *
 * Source: https://learn.microsoft.com/en-us/azure/event-grid/security-authentication
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { azureEventGrid } from '@hooklatch/providers/azure-event-grid';
 *
 * const webhook = createWebhook(azureEventGrid({ secret: 'a long random text' }), {
 *   on: { 'Microsoft.Storage.BlobCreated': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const azureEventGrid: ProviderFactory<object, AzureEventGridOptions> = defineProvider(
  (options: AzureEventGridOptions) => {
    const { query = 'code', header, audience, tenantId, appId = publicCloud, fetch } = options;
    const issuers = [options.issuer ?? entraIssuers(tenantId)].flat();
    const entra = entraToken({ audience, issuers, appIds: [appId].flat() }, fetch);
    const secret = token(header === undefined ? { query } : { header: header.toLowerCase() });
    return {
      name: 'azure-event-grid',
      ...(audience !== undefined && { key: 'fetched' as const }),
      env: [],
      schemes: [audience === undefined ? secret : needs(entra, { tenantId: issuers })],
      id: { field: 'id' },
      type: [{ field: 'eventType' }, { field: 'type' }],
      batch: splitArray(itemOf),
      handshake: handshakeOf(options),
      facts: {
        sources: [
          'https://learn.microsoft.com/en-us/azure/event-grid/security-authentication',
          'https://learn.microsoft.com/en-us/azure/event-grid/end-point-validation-event-grid-events-schema',
          'https://learn.microsoft.com/en-us/azure/event-grid/end-point-validation-cloud-events-schema',
        ],
        confirmed: true,
        checked: '2026-11-22',
        deadlineMs: 30_000,
        retries: { hours: 24 },
      },
    };
  },
);
