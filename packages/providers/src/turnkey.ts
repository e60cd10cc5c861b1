import {
  asymmetric,
  defineProvider,
  fieldAt,
  isEqual,
  keySource,
  parseJson,
  required,
  WebhookError,
  type FetchedKeyOptions,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';

/** Options of {@link turnkey}. */
export interface TurnkeyOptions extends FetchedKeyOptions {
  /** Your organization's id: Turnkey signs for all of them with the same keys. */
  readonly organizationId?: string;
}

const prefix = 'x-turnkey-';
const always = { [`${prefix}signature-version`]: 'v1', [`${prefix}signature-algorithm`]: 'ed25519' };

function turnkeyScheme({ fetch, organizationId }: TurnkeyOptions): Scheme {
  const scheme: Scheme = asymmetric({
    algorithm: 'ed25519',
    content: `v1.ed25519.{header:${prefix}signature-key-id}.{timestamp}.{id}.{body}`,
    id: { header: `${prefix}event-id` },
    timestamp: { header: `${prefix}timestamp`, unit: 'ms' },
    signature: { header: `${prefix}signature`, encoding: 'hex' },
    keyId: { header: `${prefix}signature-key-id` },
    others: Object.fromEntries(Object.entries(always).map(([name, value]) => [name, () => value])),
    source: keySource({ url: 'https://api.turnkey.com/public/v1/discovery/webhooks/jwks', fetch }),
  });
  return {
    ...scheme,
    read(head) {
      for (const [name, value] of Object.entries(always)) {
        if (required(head, name) !== value) throw new WebhookError('header_malformed', name);
      }
      // A dot would move the border between two fields.
      for (const name of [`${prefix}event-id`, `${prefix}signature-key-id`]) {
        if (!/^[^.]{1,256}$/.test(required(head, name))) throw new WebhookError('header_malformed', name);
      }
      return scheme.read(head);
    },
    async verify(claim, key, body, head, clock) {
      const proved = await scheme.verify(claim, key, body, head, clock);
      if (!proved || organizationId === undefined) return proved;
      return isEqual(fieldAt(parseJson(body), 'organizationId') ?? '', organizationId);
    },
  };
}

/**
 * Turnkey. The keys are fetched from its JWKS unless they are given; they are those of all organizations: see
 * `organizationId`.
 *
 * Source: https://docs.turnkey.com/features/webhooks/verify-signatures
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { turnkey } from '@hooklatch/providers/turnkey';
 *
 * const webhook = createWebhook(turnkey({ organizationId: '5d8a…' }), {
 *   on: { ACTIVITY_UPDATES: (event) => console.log(event.id, event.payload) },
 * });
 * ```
 */
export const turnkey: ProviderFactory<object, TurnkeyOptions> = defineProvider((options) => ({
  name: 'turnkey',
  key: 'fetched',
  env: [],
  schemes: [turnkeyScheme(options)],
  id: { claim: 'id' },
  type: { field: 'type' },
  facts: {
    sources: [
      'https://docs.turnkey.com/features/webhooks/verify-signatures',
      'https://www.npmjs.com/package/@turnkey/crypto',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt: 'How old a timestamp may be is not stated: 300 seconds is a choice.',
  },
}));
