import type { WebhookEvent } from './event.ts';
import type { InboxRow } from './message-handler.ts';

/** What verifying found, so that it need not be done again when a secret has gone or a timestamp has aged. */
export interface MessageProof {
  /** Which of the definition's schemes it followed, from 0. */
  readonly scheme: number;
  readonly secretIndex: number;
  /** The scheme's own id. */
  readonly id?: string | undefined;
  /** When it was signed, in Unix milliseconds. */
  readonly time?: number | undefined;
}

/** A verified delivery as an inbox keeps it. */
export interface InboxMessage {
  /** A UUID that follows from the key: deliveries of one event have the same. */
  readonly id: string;
  /** Names the event: the endpoint, and the idempotency key. */
  readonly key: string;
  /** The endpoint's name. */
  readonly endpoint: string;
  /** The name of the provider that it was proved to come from. */
  readonly provider: string;
  /** The provider's id of the event, where it sends one. */
  readonly eventId?: string | undefined;
  readonly type: string;
  /** Unix milliseconds. */
  readonly receivedAt: number;
  readonly method: string;
  readonly url: string;
  /** The URL as it arrived, where `url` was made the provider's. */
  readonly receivedUrl?: string | undefined;
  /** As received and in order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The exact bytes that arrived. */
  readonly body: Uint8Array;
  readonly proof: MessageProof;
}

/** What a webhook needs of an inbox. */
export interface WebhookInbox {
  /**
   * Keeps a message, unless one with its id is kept already. Resolves once it is durable; rejects where it is not, or
   * where nobody can tell.
   */
  put(message: InboxMessage): Promise<'stored' | 'duplicate'>;
  /** Handles a message that was handled, or is dead, once more; resolves to whether there was such a one. */
  replay(id: string): Promise<boolean>;
}

/** When an attempt that failed is made again. */
export interface RetryPolicy {
  /** How often a message is begun at most; then it is dead. (12) */
  readonly attempts?: number | undefined;
  /** The first delay, in milliseconds. (5000) */
  readonly baseMs?: number | undefined;
  /** What each delay is multiplied by. (3) */
  readonly factor?: number | undefined;
  /** The longest delay, in milliseconds. (4 hours) */
  readonly maxMs?: number | undefined;
  /** How far a delay is moved by chance, as a part of it, both ways: from 0 to 1. (0.2) */
  readonly jitter?: number | undefined;
}

/** Another policy for some events: by their type, by what failed, or by anything else that is known. */
export type RetryChoice<Events extends object = object> = (
  event: WebhookEvent<Events>,
  error: unknown,
) => RetryPolicy | undefined;

/** What became of an attempt. `released` was given back unspent, `lost` has passed to another worker. */
export type AttemptOutcome =
  | 'handled'
  | 'ignored'
  | 'stale'
  | 'duplicate'
  | 'retrying'
  | 'dead'
  | 'released'
  | 'lost';

/** One record an attempt, for the operator. */
export interface AttemptReport {
  readonly outcome: AttemptOutcome;
  /** The message's. */
  readonly id: string;
  readonly endpoint: string;
  readonly provider: string;
  readonly type: string;
  /** The provider's id of the event. */
  readonly eventId?: string | undefined;
  /** From 1. */
  readonly attempt: number;
  /** How often an operator has sent it through again. */
  readonly replay: number;
  readonly milliseconds: number;
  /** When it is tried again, in milliseconds from now. */
  readonly delayMs?: number | undefined;
  /** Why it failed; cut at 8 KiB. */
  readonly reason?: string | undefined;
  readonly error?: unknown;
  /** A reference, as the handler got it. */
  readonly event?: WebhookEvent | undefined;
  readonly warnings: readonly string[];
}

/** How a worker works. */
export interface WorkOptions {
  /** How many messages this worker handles at once. (10) */
  readonly concurrency?: number | undefined;
  /** How long a handler may take, in milliseconds; its signal is then aborted, and the attempt has failed. (30,000) */
  readonly timeoutMs?: number | undefined;
  /** How long a message stays with a worker that has vanished, in milliseconds; renewed while it works. (30,000) */
  readonly leaseMs?: number | undefined;
  readonly retry?: RetryPolicy | RetryChoice | undefined;
  /** Gets one record an attempt; not awaited. Without it a dead message is one line on the console; `false` is silence. */
  readonly onAttempt?: ((report: AttemptReport) => unknown) | false | undefined;
}

/** A worker at work. */
export interface InboxWorker {
  /**
   * Stops taking messages, and waits until those that it has are settled. Handlers that are still at work after
   * `graceMs` are told by their signal, and their messages given back.
   *
   * @param options - `graceMs` in milliseconds (10,000)
   */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

/** A message that is not tried any more. */
export interface DeadMessage {
  readonly id: string;
  readonly endpoint: string;
  readonly provider: string;
  readonly type: string;
  readonly eventId?: string | undefined;
  /** Unix milliseconds. */
  readonly receivedAt: number;
  /** Unix milliseconds. */
  readonly diedAt: number;
  readonly attempts: number;
  readonly reason: string;
}

/** The messages that are not tried any more. */
export interface DeadLetters {
  /** Those that died longest ago first. @param options - `limit` (100), and how many to leave out before (0) */
  list(options?: { readonly limit?: number; readonly offset?: number }): Promise<readonly DeadMessage[]>;
  /** Tries a message again, from its first attempt on; resolves to whether it was dead. */
  retry(id: string): Promise<boolean>;
  /** Forgets a message's content; its event stays known as a duplicate. Resolves to whether it was dead. */
  discard(id: string): Promise<boolean>;
}

/** How many messages there are; undefined where the engine does not tell. */
export interface InboxStats {
  /** That could be taken now. */
  readonly waiting: number | undefined;
  /** That wait for their next attempt. */
  readonly delayed: number | undefined;
  /** That are being handled. */
  readonly active: number | undefined;
  readonly dead: number | undefined;
}

/** Keeps verified events durably, and handles them. `Tx` is what a transaction of its engine is. */
export interface Inbox<Tx = unknown> extends WebhookInbox {
  /**
   * Handles messages, in this process, until it is closed.
   *
   * @param rows - the endpoints, each with its provider and handlers
   * @throws TypeError where an option cannot be used, or two rows name one endpoint
   */
  work<Many extends readonly object[]>(
    rows: { readonly [Index in keyof Many]: InboxRow<Many[Index], Tx> },
    options?: WorkOptions,
  ): Promise<InboxWorker>;
  readonly dead: DeadLetters;
  stats(): Promise<InboxStats>;
  /** Lets no worker take a message, in no process, until `resume`. Messages are kept all the same. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Makes what the engine needs to be there, and brings it up to date; may be called again, and by several at once. */
  migrate(): Promise<void>;
  /** Closes every worker, and what the inbox itself has opened. */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}
