import {
  decodeSecret,
  fromBase64,
  hmac,
  type HmacScheme,
  type Scheme,
  type SecretDecoder,
  type SecretEncoding,
} from '@hooklatch/core/provider';

/** The two families of header names that Standard Webhooks is sent under. */
export type HeaderFamily = 'webhook' | 'svix';

/** How a provider's Standard Webhooks differ from the specification's. */
export interface StandardOptions {
  /** The provider's own family; the other one counts where this one is not complete. (`webhook`) */
  readonly family?: HeaderFamily;
  /** (base64 of at least 16 bytes, with or without `whsec_`) */
  readonly secret?: SecretDecoder;
  /** Whether items of the signature list may end with a comma. (false) */
  readonly trailingComma?: boolean;
  /** What adds the signatures of public keys: `withPublicKeys`. (none; it is given so that others do without its code) */
  readonly publicKeys?: (v1: HmacScheme) => Scheme;
}

/** A key of Standard Webhooks: base64 behind `whsec_`. */
export const standardSecret: SecretEncoding = { decode: fromBase64, prefixes: ['whsec_'], leastBytes: 16 };

/**
 * Standard Webhooks v1: HMAC-SHA256 over `{id}.{timestamp}.{body}`, under the names of either family, never mixed.
 *
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function standardSchemes(options: StandardOptions = {}): readonly Scheme[] {
  const { family = 'webhook', secret = decodeSecret(standardSecret), trailingComma = false } = options;
  const families: readonly HeaderFamily[] = family === 'webhook' ? ['webhook', 'svix'] : ['svix', 'webhook'];
  return families.map((name) => {
    const v1 = hmac({
      content: '{id}.{timestamp}.{body}',
      id: { header: `${name}-id` },
      timestamp: { header: `${name}-timestamp` },
      signature: {
        header: `${name}-signature`,
        encoding: 'base64',
        list: { separator: ' ', pair: ',', field: 'v1', trailingComma },
      },
      secret,
    });
    return options.publicKeys?.(v1) ?? v1;
  });
}
