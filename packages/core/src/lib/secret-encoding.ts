import { fromBase64, fromHex, toBytes } from './encoding.ts';

/** How the text of a secret becomes a key. */
export interface SecretEncoding {
  /** A function gives several keys where the provider changed its encoding. (`utf8`) */
  readonly encoding?: 'utf8' | 'base64' | 'hex' | ((secret: string) => readonly Uint8Array[]);
  /** Taken off before decoding, the first that fits. */
  readonly prefixes?: readonly string[];
  /** The fewest bytes that the provider's keys have. (1) */
  readonly leastBytes?: number;
  /** Whether a secret belongs to this scheme, where a provider has several. (all do) */
  readonly accepts?: (secret: string) => boolean;
}

/**
 * The keys that a secret's text stands for.
 *
 * @throws TypeError whose message completes the sentence “The secret …”
 */
export function decodeSecret(secret: string, options: SecretEncoding): readonly Uint8Array[] {
  const { encoding = 'utf8', prefixes = [], leastBytes = 1, accepts } = options;
  if (accepts !== undefined && !accepts(secret)) return [];
  if (typeof encoding === 'function') return encoding(secret);
  const text = secret.slice(prefixes.find((prefix) => secret.startsWith(prefix))?.length ?? 0);
  const bytes = encoding === 'utf8' ? toBytes(text) : encoding === 'hex' ? fromHex(text) : fromBase64(text);
  if (bytes === undefined) throw new TypeError(`is not ${encoding}; copy it again, whole.`);
  if (bytes.length < leastBytes) {
    throw new TypeError(
      `is too short: it has ${bytes.length} bytes, the provider's have at least ${leastBytes}.`,
    );
  }
  return [bytes];
}
