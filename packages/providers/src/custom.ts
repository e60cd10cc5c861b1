import {
  checkHmacOptions,
  decodeSecret,
  defineProvider,
  hmac,
  type HmacOptions,
  type ProviderFactory,
  type ProviderOptions,
  type Source,
} from '@hooklatch/core/provider';

/** Options of {@link custom}: the scheme as data, the secret, and where the event stands. */
export interface CustomOptions extends ProviderOptions, Omit<HmacOptions, 'secret'> {
  /** The provider's name, in events, keys and reports. (`custom`) */
  readonly name?: string;
  /** How the text of the secret becomes the key. (`utf8`) */
  readonly secretEncoding?: 'utf8' | 'base64' | 'hex';
  /** What is taken off the secret before it is decoded: `whsec_`. */
  readonly secretPrefix?: string;
  /** Where the event's id stands. (the signed id header, else the payload's `id`) */
  readonly eventId?: Source;
  /** Where the event's type stands. (the payload's `type`) */
  readonly eventType?: Source;
  /** (300) */
  readonly toleranceInSeconds?: number;
}

/**
 * Any provider that signs with an HMAC, described by data.
 *
 * @throws TypeError at an unknown placeholder, and where the options contradict each other
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { custom } from '@hooklatch/providers/custom';
 *
 * const acme = custom({
 *   name: 'acme',
 *   secret: 'a long random text',
 *   content: '{timestamp}.{body}',
 *   timestamp: { header: 'x-acme-timestamp' },
 *   signature: { header: 'x-acme-signature', prefix: 'sha256=' },
 * });
 * const webhook = createWebhook(acme, { on: { '*': (event) => console.log(event.payload) } });
 * ```
 */
export const custom: ProviderFactory<object, CustomOptions> = defineProvider((options) => {
  const {
    name = 'custom',
    secretEncoding = 'utf8',
    secretPrefix,
    eventId,
    eventType = { field: 'type' },
  } = options;
  const { signature, timestamp, id, toleranceInSeconds } = options;
  if (signature === undefined) throw new TypeError('custom needs to know the signature header.');
  const { secret: _secret, ...scheme } = options;
  checkHmacOptions({ ...scheme, signature });
  const made = hmac({
    ...scheme,
    signature: { ...signature, header: signature.header.toLowerCase() },
    ...(timestamp?.header !== undefined && {
      timestamp: { ...timestamp, header: timestamp.header.toLowerCase() },
    }),
    ...(id && { id: { header: id.header.toLowerCase() } }),
    secret: decodeSecret({
      encoding: secretEncoding,
      prefixes: secretPrefix === undefined ? [] : [secretPrefix],
    }),
  });
  return {
    name,
    env: [],
    schemes: [made],
    id: eventId ?? (id ? { claim: 'id' } : { field: 'id' }),
    type: eventType,
    ...(toleranceInSeconds !== undefined && { toleranceInSeconds }),
    facts: { sources: [], confirmed: true, checked: '2026-11-22' },
  };
});
