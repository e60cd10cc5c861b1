/**
 * How the text of a secret becomes keys: several where the provider changed its encoding, none where the secret
 * belongs to another scheme of the same provider, and a text where the secret is a mistake: it completes the sentence
 * “The secret …”.
 */
export type SecretDecoder = (secret: string) => readonly Uint8Array[] | string;

/** What {@link decodeSecret} expects. */
export interface SecretEncoding {
  /** Bytes of a text, or undefined where it is not written so: `fromBase64`, `fromHex`, `toBytes`. */
  readonly decode: (text: string) => Uint8Array | undefined;
  /** Taken off before decoding, the first that fits. */
  readonly prefixes?: readonly string[];
  /** The fewest bytes that the provider's keys have. (1) */
  readonly leastBytes?: number;
  /** Whether a secret belongs to this scheme, where a provider has several. (all do) */
  readonly accepts?: (secret: string) => boolean;
}

/**
 * Makes a decoder of secrets that are not taken as they are.
 *
 * @param options - the encoding, and what is taken off before
 * @returns the decoder
 */
export function decodeSecret(options: SecretEncoding): SecretDecoder {
  const { decode, prefixes = [], leastBytes = 1, accepts } = options;
  return (secret) => {
    if (accepts && !accepts(secret)) return [];
    const prefix = prefixes.find((text) => secret.startsWith(text)) ?? '';
    const bytes = decode(secret.slice(prefix.length));
    if (!bytes) return 'is not encoded as it should be: copy it again, whole';
    return bytes.length < leastBytes ? `is too short: under ${leastBytes} bytes` : [bytes];
  };
}
