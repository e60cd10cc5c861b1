import { fromBase64, fromHex, toBytes } from './encoding.ts';

/**
 * How the text of a secret becomes keys: several where the provider changed its encoding, none where the secret
 * belongs to another scheme of the same provider, and a text where the secret is a mistake: it completes the sentence
 * “The secret …”.
 */
export type SecretDecoder = (secret: string) => readonly Uint8Array[] | string;

/** What {@link decodeSecret} expects. */
export interface SecretEncoding {
  readonly encoding: 'utf8' | 'base64' | 'hex';
  /** Taken off before decoding, the first that fits. */
  readonly prefixes?: readonly string[];
  /** The fewest bytes that the provider's keys have. (1) */
  readonly leastBytes?: number;
  /** Whether a secret belongs to this scheme, where a provider has several. (all do) */
  readonly accepts?: (secret: string) => boolean;
}

const decoders = { utf8: toBytes, base64: fromBase64, hex: fromHex };

/**
 * Makes a decoder of secrets that are not taken as they are.
 *
 * @param options - the encoding, and what is taken off before
 * @returns the decoder
 */
export function decodeSecret(options: SecretEncoding): SecretDecoder {
  const { encoding, prefixes = [], leastBytes = 1, accepts = () => true } = options;
  return (secret) => {
    if (!accepts(secret)) return [];
    const prefix = prefixes.find((text) => secret.startsWith(text)) ?? '';
    const bytes = decoders[encoding](secret.slice(prefix.length));
    if (bytes === undefined) return `is not ${encoding}: copy it again, whole`;
    if (bytes.length >= leastBytes) return [bytes];
    return `is too short: ${bytes.length} bytes, where the provider's have at least ${leastBytes}`;
  };
}
