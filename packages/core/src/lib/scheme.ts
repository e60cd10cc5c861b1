import type { DeliveryHead } from './delivery.ts';
import type { HashAhead } from './hash-ahead.ts';

/** What a delivery claims in its headers, before anything is proved. */
export interface Claim {
  /** Signatures or tokens to compare, as text. At most 100. */
  readonly signatures: readonly string[];
  readonly id?: string | undefined;
  /** The timestamp exactly as received: this text was signed. */
  readonly timestamp?: string | undefined;
  /** The timestamp in Unix milliseconds. */
  readonly time?: number | undefined;
  /**
   * What was signed, set by `verify` where it is not the bytes as they arrived, such as sorted fields: an event without
   * a signed id is remembered by it, so that bytes that mean the same are the same.
   */
  readonly proved?: string | undefined;
}

/** Signed text around the body's bytes. */
export interface SignedContent {
  readonly before: string;
  readonly after: string;
}

/** What is to be signed. */
export interface Draft {
  /** (`POST`) */
  readonly method?: string;
  readonly url: string;
  readonly body: Uint8Array;
  /** Unix milliseconds. */
  readonly time: number;
  readonly id: string;
}

/** What signing adds to a delivery: headers, and another body or URL where the proof stands in them. */
export interface Written {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly url?: string;
}

/** A claim that verifying may complete with what only the proved bytes tell. */
export type OpenClaim = { -readonly [Name in keyof Claim]: Claim[Name] };

/** What the time is, for proofs that hold times of their own. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number;
  readonly toleranceInSeconds: number;
}

/** Keys made for a test: the signer's, and the verifier's. */
export interface KeyPair {
  /** What `write` takes as the secret. */
  readonly privateKey: string;
  /** What the provider's factory takes as `publicKey`. */
  readonly publicKey: string;
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
  keys(secret: string, secretIndex: number): readonly Key[] | string;
  /** @throws WebhookError where a header is missing, doubled or malformed */
  read(head: DeliveryHead): OpenClaim;
  /**
   * Begins what `verify` will compute, where it is a hash that can be computed while the body arrives. It is a shortcut
   * and no promise: a `verify` that looks at other bytes, or with another key, computes as ever.
   *
   * @returns the hash; undefined where the runtime, or the scheme, needs the body whole
   */
  begin?(claim: Claim, key: Key, head: DeliveryHead): HashAhead | undefined;
  /**
   * Whether the claim was made with this key over these bytes. Completes the claim with an id or a time that stand in
   * what is proved; the time is then looked at by the pipeline.
   *
   * @throws WebhookError where the proof is missing or malformed in the body, or its own times have passed
   */
  verify(
    claim: OpenClaim,
    key: Key,
    body: Uint8Array,
    head: DeliveryHead,
    clock: Clock,
  ): boolean | Promise<boolean>;
  /** What was signed around the body; undefined where the scheme signs no content. */
  content(claim: Claim, head: DeliveryHead): SignedContent | undefined;
  /** What a provider would send, where it does not follow from the scheme's data: signed with a secret or a private key. */
  write?(draft: Draft, secret: string): Written | Promise<Written>;
  /** The scheme that signs, where this one combines several. */
  readonly signedAs?: Scheme;
  /** Makes throw-away keys, where the signer's key is not the verifier's. */
  makeKeys?(): Promise<KeyPair>;
}

/** The scheme a delivery follows: the first whose headers are all there, else the first that has any. */
export function selectScheme(schemes: readonly Scheme[], { headers }: DeliveryHead): Scheme {
  const has = (name: string): boolean => headers.has(name);
  let [found] = schemes as readonly [Scheme];
  if (schemes.length > 1) {
    found =
      schemes.find((scheme) => scheme.headers.every(has)) ??
      schemes.find((scheme) => scheme.headers.some(has)) ??
      found;
  }
  return found;
}
