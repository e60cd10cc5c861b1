/** What came of a claim. */
export type StoreClaim =
  | { readonly state: 'claimed'; readonly token: string }
  | { readonly state: 'busy'; readonly retryAfterMs: number }
  | { readonly state: 'done' };

/**
 * Remembers which events were handled. At most one holder has a key at a time; a holder that vanished loses it when
 * its lease ends; a key that was completed stays done for its retention.
 *
 * Each function is atomic. `extend`, `complete` and `release` say whether the token still held the key, and change
 * nothing where it did not. Any of them may reject where the store cannot be reached.
 */
export interface WebhookStore {
  /** Takes a key for `leaseMs` milliseconds, unless it is held or done. */
  claim(key: string, leaseMs: number): Promise<StoreClaim>;
  /** Lets a held key last `leaseMs` milliseconds from now. */
  extend(key: string, token: string, leaseMs: number): Promise<boolean>;
  /** Marks a held key as done for `retentionMs` milliseconds. */
  complete(key: string, token: string, retentionMs: number): Promise<boolean>;
  /** Gives a held key back. */
  release(key: string, token: string): Promise<boolean>;
}
