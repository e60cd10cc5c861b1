import {
  asymmetric,
  defineProvider,
  fieldAt,
  keySource,
  parseJson,
  readPublicKeys,
  toBytes,
  type FetchedKeyOptions,
  type ProviderFactory,
} from '@hooklatch/core/provider';
import { headQuestion } from './lib/head-question.ts';
import { isUuid } from './lib/is-uuid.ts';

/** Options of {@link circle}. */
export interface CircleOptions extends FetchedKeyOptions {
  /** The API key that keys are fetched with; without it `publicKey` is needed. */
  readonly apiKey?: string;
  /**
   * Where the keys of your product are, without the id: one of api.circle.com or api-sandbox.circle.com.
   * (`https://api.circle.com/v2/notifications/publicKey/`)
   */
  readonly keysUrl?: string;
}

/**
 * Circle: notifications v2. Each key is fetched by its id, with `apiKey`. The question with HEAD is answered here.
 *
 * Source: https://developers.circle.com/api-reference/verify-webhook-signatures
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { circle } from '@hooklatch/providers/circle';
 *
 * const webhook = createWebhook(circle({ apiKey: 'TEST_API_KEY:id:secret' }), {
 *   on: { 'transactions.outbound': (event) => console.log(event.id, event.payload) },
 * });
 * ```
 */
export const circle: ProviderFactory<object, CircleOptions> = defineProvider(
  ({ apiKey, fetch, keysUrl = 'https://api.circle.com/v2/notifications/publicKey/' }) => ({
    name: 'circle',
    key: apiKey === undefined ? 'public' : 'fetched',
    env: [],
    schemes: [
      asymmetric({
        algorithm: 'ecdsa-p256-sha256',
        signature: { header: 'x-circle-signature', der: true },
        keyId: { header: 'x-circle-key-id' },
        source: keySource({
          url: (id) => (isUuid(id) ? `${keysUrl}${id}` : undefined),
          hosts: ['api.circle.com', 'api-sandbox.circle.com'],
          fetch,
          request: () => ({ headers: { authorization: `Bearer ${apiKey}` } }),
          read(text, id) {
            const keys = readPublicKeys(fieldAt(parseJson(toBytes(text)), 'data.publicKey') ?? '');
            return typeof keys === 'string' ? keys : keys.map((key) => ({ ...key, id }));
          },
        }),
      }),
    ],
    id: { field: 'notificationId' },
    type: { field: 'notificationType' },
    handshake: headQuestion,
    facts: {
      sources: [
        'https://developers.circle.com/api-reference/verify-webhook-signatures',
        'https://developers.circle.com/cpn/howtos/verify-webhook-signatures',
      ],
      confirmed: true,
      checked: '2026-11-22',
    },
  }),
);
