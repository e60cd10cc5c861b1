/** What came of a claim. `attempt` counts how often the key was claimed since it was last done, this time included. */
export type StoreClaim =
  | { readonly state: 'claimed'; readonly token: string; readonly attempt?: number }
  | { readonly state: 'busy'; readonly retryAfterMs: number }
  | { readonly state: 'done' };

/** What came of a transaction: nothing was written where the token no longer held the key. */
export type StoreTransaction<Result> =
  | { readonly held: true; readonly result: Result }
  | { readonly held: false };

/**
 * Remembers which events were handled. At most one holder has a key at a time; a holder that vanished loses it when
 * its lease ends; a key that was completed stays done for its retention.
 *
 * Each function is atomic. `extend`, `complete` and `release` say whether the token still held the key, and change
 * nothing where it did not. Any of them may reject where the store cannot be reached.
 *
 * `Tx` is what a transaction of the application's client is.
 */
export interface WebhookStore<Tx = unknown> {
  /** Whether it answers from this process's memory, at once: nobody has to watch how long that takes. */
  readonly isLocal?: boolean;
  /** Takes a key for `leaseMs` milliseconds, unless it is held or done. */
  claim(key: string, leaseMs: number): Promise<StoreClaim>;
  /** Lets a held key last `leaseMs` milliseconds from now. */
  extend(key: string, token: string, leaseMs: number): Promise<boolean>;
  /** Marks a held key as done for `retentionMs` milliseconds. */
  complete(key: string, token: string, retentionMs: number): Promise<boolean>;
  /** Gives a held key back. */
  release(key: string, token: string): Promise<boolean>;
  /**
   * Runs `work` and completes the key in one transaction: both are written, or neither. Where `work` rejects, nothing
   * is written, the key stays held, and this rejects as `work` did. Absent where the store has no transactions.
   */
  transaction?<Result>(
    key: string,
    token: string,
    retentionMs: number,
    work: (tx: Tx) => Result | Promise<Result>,
  ): Promise<StoreTransaction<Result>>;
  /** Absent where the store keeps none; `ordering` needs them. */
  readonly watermarks?: Watermarks;
}

/** Remembers, for each thing that events are about, the highest version that was handled. */
export interface Watermarks {
  /** The highest version so far; undefined where there is none. */
  read(key: string): Promise<number | undefined>;
  /** Raises it, and never lowers it; it is remembered for `retentionMs` milliseconds from now. */
  raise(key: string, version: number, retentionMs: number): Promise<void>;
}
