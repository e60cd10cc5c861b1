import {
  base64url,
  checkHmacOptions,
  decodeSecret,
  defineProvider,
  fromBase64,
  fromHex,
  hmac,
  iso8601,
  toBytes,
  type HmacOptions,
  type ProviderFactory,
  type ProviderOptions,
  type SignatureHeader,
  type Source,
} from '@hooklatch/core/provider';

/** Options of {@link custom}: the scheme as data, the secret, and where the event stands. */
export interface CustomOptions
  extends ProviderOptions, Omit<HmacOptions, 'secret' | 'signature' | 'timestamp'> {
  /** The signature header and its grammar; `base64url` is without padding. */
  readonly signature?: Omit<SignatureHeader, 'encoding'> & {
    readonly encoding?: 'hex' | 'base64' | 'base64url';
  };
  /** Where the timestamp stands, a header or a field of the signature's list, and how it is written. (`unix`) */
  readonly timestamp?: {
    readonly header?: string;
    readonly field?: string;
    readonly unit?: 'unix' | 'ms' | 'iso';
  };
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

const encodings = { hex: 'hex', base64: 'base64', base64url } as const;
const decoders = { utf8: toBytes, base64: fromBase64, hex: fromHex };

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
  const { algorithm, content, signature, timestamp, id, toleranceInSeconds } = options;
  if (signature === undefined) throw new TypeError('custom needs to know the signature header.');
  const { encoding = 'hex', ...rest } = signature;
  const scheme: HmacOptions = {
    ...(algorithm && { algorithm }),
    ...(content !== undefined && { content }),
    signature: { ...rest, header: rest.header.toLowerCase(), encoding: encodings[encoding] },
    ...(timestamp && { timestamp: toTimestamp(timestamp) }),
    ...(id && { id: { header: id.header.toLowerCase() } }),
    secret: decodeSecret({
      decode: decoders[secretEncoding],
      prefixes: secretPrefix === undefined ? [] : [secretPrefix],
    }),
  };
  checkHmacOptions(scheme);
  return {
    name,
    env: [],
    schemes: [hmac(scheme)],
    id: eventId ?? (id ? { claim: 'id' } : { field: 'id' }),
    type: eventType,
    ...(toleranceInSeconds !== undefined && { toleranceInSeconds }),
    facts: { sources: [], confirmed: true, checked: '2026-11-22' },
  };
});

function toTimestamp({
  header,
  unit = 'unix',
  ...rest
}: NonNullable<CustomOptions['timestamp']>): NonNullable<HmacOptions['timestamp']> {
  const named = header === undefined ? {} : { header: header.toLowerCase() };
  return { ...rest, ...named, unit: unit === 'iso' ? iso8601 : unit };
}
