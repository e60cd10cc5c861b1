import type { DeadLetters, InboxMessage, InboxStats, WebhookStore } from '@hooklatch/core/store';

/** A message that a worker has taken. */
export interface Lease<Tx = unknown> {
  readonly message: InboxMessage;
  /** From 1: counted when the message was taken, so that a worker that vanishes has spent it. */
  readonly attempt: number;
  /** How often an operator has sent the message through again. */
  readonly replay: number;
  /** Aborted when the engine has seen that the message is another worker's now. */
  readonly lost: AbortSignal;
  /**
   * Runs work and ends the message as done, in one transaction; rejects with WebhookError `lease_lost`, and writes
   * nothing, where another worker has the message. Absent where the engine has no transactions.
   */
  transaction?<Result>(work: (tx: Tx) => Result | Promise<Result>): Promise<Result>;
}

/** What becomes of a message after an attempt. */
export type Verdict =
  | { readonly state: 'done' }
  | { readonly state: 'retry'; readonly delayMs: number; readonly reason: string }
  | { readonly state: 'dead'; readonly reason: string }
  /** Given back: the attempt does not count. */
  | { readonly state: 'released'; readonly delayMs: number }
  /** Nothing is left to settle: it was done in a transaction, or is another worker's. */
  | { readonly state: 'settled' };

/** Handles a message that was taken. Never rejects. */
export type Run = (lease: Lease) => Promise<Verdict>;

/** What became of a message that was put; an error is that of this message alone. */
export type Kept = 'stored' | 'duplicate' | { readonly error: unknown };

/** What an engine needs to know to work. */
export interface EngineWork {
  readonly run: Run;
  /** How many messages at once. */
  readonly concurrency: number;
  /** How long a message stays with a worker that has vanished; the engine renews it while `run` is at work. */
  readonly leaseMs: number;
  /** Told of a message that could not be settled: its lease was lost, or the engine could not be reached. */
  readonly onUnsettled: (lease: Lease, error: unknown) => void;
}

/** An engine at work. */
export interface EngineWorker {
  /** Takes no more messages from now on; resolves when all that it has taken are settled. */
  stop(): Promise<void>;
}

/** What an inbox is built on: something that keeps messages and hands them out. */
export interface InboxEngine {
  /**
   * Keeps messages, all that came in one turn of the event loop; resolves once every one is durable, or has failed.
   *
   * @returns for each message whether it was kept, or one with its id was there already
   */
  put(messages: readonly InboxMessage[]): Promise<readonly Kept[]>;
  work(work: EngineWork): Promise<EngineWorker>;
  replay(id: string): Promise<boolean>;
  readonly dead: DeadLetters;
  stats(): Promise<InboxStats>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  migrate(): Promise<void>;
  /** Closes what the engine itself has opened. Workers have stopped. */
  close(): Promise<void>;
  /** Remembers the items of batches, and watermarks. */
  readonly store?: WebhookStore | undefined;
  /** Whether the engine may hand one message to two workers, so that the store decides who handles it. (false) */
  readonly claimsInStore?: boolean | undefined;
}
