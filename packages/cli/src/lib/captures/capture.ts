/** Names and values, in the order and the spelling in which they came; doubles are two pairs. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** A request as it came, byte for byte. */
export interface CapturedRequest {
  readonly method: string;
  /** Path and query as they stood in the request line. */
  readonly target: string;
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
}

/** What verification said. */
export interface Verdict {
  /** `unchecked` where no provider or secret was given. */
  readonly outcome: 'verified' | 'refused' | 'unchecked';
  /** A code of `WebhookError`, where it was refused. */
  readonly code?: string;
  readonly hint?: string;
  readonly provider?: string;
  readonly eventId?: string;
  readonly eventType?: string;
}

/** What the application answered, or why it did not. */
export interface Answer {
  /** From 1; a later one is a retry or a replay. */
  readonly attempt: number;
  /** Unix milliseconds. */
  readonly at: number;
  readonly milliseconds: number;
  readonly to: string;
  readonly status?: number;
  readonly headers?: HeaderPairs;
  /** At most its first 64 KiB. */
  readonly body?: Uint8Array;
  /** Why there is no answer: `ECONNREFUSED`, `timeout`. */
  readonly error?: string;
  /** Whether it was signed again with a local secret. */
  readonly isResigned?: boolean;
}

/** A request that was received, and what became of it. */
export interface Capture extends CapturedRequest {
  /** `cap_` and letters that sort by time. */
  readonly id: string;
  /** When it was received, in Unix milliseconds. */
  readonly receivedAt: number;
  readonly verdict: Verdict;
  readonly answers: readonly Answer[];
}
