import type { DeliveryHead } from './delivery.ts';

/** What a delivery claims in its headers, before anything is proved. */
export interface Claim {
  /** Signatures or tokens to compare, as text. At most 100. */
  readonly signatures: readonly string[];
  readonly id?: string | undefined;
  /** The timestamp exactly as received: this text was signed. */
  readonly timestamp?: string | undefined;
  /** The timestamp in Unix milliseconds. */
  readonly time?: number | undefined;
}

/** Signed text around the body's bytes. */
export interface SignedContent {
  readonly before: string;
  readonly after: string;
}

/** What is to be signed. */
export interface Draft {
  readonly url: string;
  readonly body: Uint8Array;
  /** Unix milliseconds. */
  readonly time: number;
  readonly id: string;
}

/**
 * One way of proving who sent a delivery.
 *
 * A scheme holds no secret: `keys` prepares them, and only a key that the configured secret fits is ever tried.
 */
export interface Scheme<Key = unknown> {
  /** Every header of a complete delivery, in lower case; the first one is the signature's. */
  readonly headers: readonly string[];
  /** What the proof covers. */
  readonly covers: { readonly id: boolean; readonly body: boolean; readonly url: boolean };
  /**
   * The keys that a secret stands for: several where the provider changed its encoding, none where the secret
   * belongs to another scheme of the same provider, and a text where the secret is a mistake: it completes the
   * sentence “The secret …”.
   */
  keys(secret: string): readonly Key[] | string;
  /** @throws WebhookError where a header is missing, doubled or malformed */
  read(head: DeliveryHead): Claim;
  /** Whether the claim was made with this key over these bytes. */
  verify(claim: Claim, key: Key, body: Uint8Array, head: DeliveryHead): boolean | Promise<boolean>;
  /** What was signed around the body; undefined where the scheme signs no content. */
  content(claim: Claim, head: DeliveryHead): SignedContent | undefined;
  /** The headers that a provider would send, where they do not follow from the scheme's data. */
  write?(draft: Draft, key: Key): Promise<Record<string, string>>;
}

/** The scheme a delivery follows: the first whose headers are all there, else the first that has any. */
export function selectScheme(schemes: readonly Scheme[], { headers }: DeliveryHead): Scheme {
  const has = (name: string): boolean => headers.has(name);
  return (schemes.find((scheme) => scheme.headers.every(has)) ??
    schemes.find((scheme) => scheme.headers.some(has)) ??
    schemes[0]) as Scheme;
}
