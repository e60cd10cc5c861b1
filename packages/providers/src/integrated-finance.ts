import {
  asymmetric,
  defineProvider,
  either,
  hashOf,
  isEqual,
  iso8601,
  required,
  toBytes,
  type ProviderFactory,
  type PublicKeyOptions,
  type Scheme,
} from '@hooklatch/core/provider';

const digestHeader = 'x-webhook-content-digest';
const signedHeaders = ['event-id', 'event-timestamp', 'request-id', 'request-timestamp', 'key-version'].map(
  (name) => `x-webhook-${name}`,
);

function joinedWith(separator: string): Scheme {
  const scheme: Scheme = asymmetric({
    algorithm: 'ed25519',
    id: { header: 'x-webhook-event-id' },
    timestamp: { header: 'x-webhook-request-timestamp', unit: iso8601 },
    signature: { header: 'x-webhook-signature' },
    keyId: { header: 'x-webhook-key-version' },
    others: {
      'x-webhook-event-timestamp': ({ time }) => iso8601.write(time),
      'x-webhook-request-id': ({ id }) => `request-${id}`,
    },
    async toContent(_claim, head, body) {
      // The digest is made anew: what its header says proves nothing.
      const digest = await hashOf('sha512', body, 'base64');
      return toBytes([digest, ...signedHeaders.map((name) => required(head, name))].join(separator));
    },
  });
  return {
    ...scheme,
    headers: [...scheme.headers, digestHeader],
    async verify(claim, key, body, head, clock) {
      const digest = await hashOf('sha512', body, 'base64');
      return isEqual(required(head, digestHeader), digest) && scheme.verify(claim, key, body, head, clock);
    },
    async write(draft, secret) {
      const written = await scheme.write?.(draft, secret);
      return {
        headers: { ...written?.headers, [digestHeader]: await hashOf('sha512', draft.body, 'base64') },
      };
    },
  };
}

const plain = joinedWith('|');
const { makeKeys } = plain;

/**
 * Integrated Finance. The public key is that of a key version.
 *
 * Source: https://developer.integrated.finance/docs/webhook-authentication
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { integratedFinance } from '@hooklatch/providers/integrated-finance';
 *
 * const webhook = createWebhook(integratedFinance(), {
 *   on: { '*': (event) => console.log(event.id, event.payload) },
 * });
 * ```
 */
export const integratedFinance: ProviderFactory<object, PublicKeyOptions> = defineProvider({
  name: 'integrated-finance',
  key: 'public',
  env: [],
  // The documentation writes the separator with blanks around it in one place, and without in another.
  schemes: [{ ...either(plain, joinedWith(' | ')), ...(makeKeys && { makeKeys }) }],
  id: { claim: 'id' },
  type: { field: 'type' },
  facts: {
    sources: ['https://developer.integrated.finance/docs/webhook-authentication'],
    confirmed: true,
    checked: '2026-11-22',
    doubt:
      'Whether blanks stand around the separator, where the type stands in the body, and how old a timestamp may be.',
  },
});
