import {
  asymmetric,
  defineProvider,
  fieldAt,
  parseJson,
  toBytes,
  type ProviderFactory,
  type PublicKeyOptions,
  type Scheme,
} from '@hooklatch/core/provider';
import { sliceJson } from './lib/json-slice.ts';
import { withKeyList } from './lib/key-list.ts';

/** The resource and its status: the same resource comes again with another one. */
function idOf(body: Uint8Array): string | undefined {
  const { payload } = Object(parseJson(body)) as { readonly payload?: unknown };
  const id = ['wid', 'fid', 'id'].map((name) => fieldAt(payload, name)).find((one) => one !== undefined);
  return id && `${id}:${fieldAt(payload, 'status') ?? ''}`;
}

const signed = withKeyList(
  asymmetric({
    algorithm: 'rsa-sha256',
    signature: { header: 'x-bitso-webhook-event-signature' },
    keyId: { header: 'x-bitso-key-id' },
  }),
  { id: 'key_id', key: 'public_key' },
);

/** Only the member `payload` is signed, as compact JSON; its bytes are cut out, never serialised anew. */
const scheme: Scheme = {
  ...signed,
  covers: { id: true, body: false, url: false },
  async verify(claim, key, body, head, clock) {
    const payload = sliceJson(body, 'payload');
    if (!payload || !(await signed.verify(claim, key, payload, head, clock))) return false;
    claim.id = idOf(body);
    return true;
  },
  async write(draft, secret) {
    const given = parseJson(draft.body);
    const isWhole = Object.hasOwn(Object(given) as object, 'payload');
    const whole = JSON.stringify(isWhole ? given : { event: 'test', payload: given ?? {} });
    const body = toBytes(whole);
    const payload = sliceJson(body, 'payload') ?? body;
    return { headers: {}, ...(await signed.write?.({ ...draft, body: payload }, secret)), body };
  },
};

/**
 * Bitso: webhooks of payouts and funding. Only what stands under `payload` is signed: the event's name beside it is not.
 * `publicKey` takes what the API answers for webhook keys, JSON of `key_id` and `public_key`, or one key.
 *
 * Source: https://docs.bitso.com/bitso-payouts-funding/docs/webhook-event-signatures
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { bitso } from '@hooklatch/providers/bitso';
 *
 * const webhook = createWebhook(bitso(), {
 *   on: { withdrawal: (event) => console.log(event.id, event.payload) },
 * });
 * ```
 */
export const bitso: ProviderFactory<object, PublicKeyOptions> = defineProvider({
  name: 'bitso',
  key: 'public',
  env: [],
  schemes: [scheme],
  id: { claim: 'id' },
  type: { field: 'event' },
  facts: {
    sources: [
      'https://docs.bitso.com/bitso-payouts-funding/docs/webhook-event-signatures',
      'https://docs.bitso.com/bitso-payouts-funding/docs/webhooks-overview',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 5000,
  },
});
