import type { Inbox } from '@hooklatch/core/store';
import type { EngineStage } from './engine-stage.ts';

/** An inbox of an engine, seen by two processes. */
export interface EngineUnderTest<Tx = unknown> {
  /** Nothing is in it. */
  readonly inbox: Inbox<Tx>;
  /** The same data through another client, as another process has it. */
  readonly other: Inbox<Tx>;
  /**
   * Ends the lease of every message, as when the process that has it stood still for long. (none: `fencing` is to be left
   * out, with the reason)
   */
  endLeases?(): Promise<void> | void;
  /** Ends its connections; both inboxes have been closed. */
  close(): Promise<void> | void;
}

/** How tests see what a transaction of the application has written. */
export interface EngineTransactions<Tx = unknown> {
  /** Writes a text with the transaction that `context.withTransaction` hands out. */
  write(tx: Tx, text: string): unknown;
  /** Every text that was committed. */
  readAll(): Promise<readonly string[]> | readonly string[];
}

/** What a platform may be unable to do: a fact that needs it can be left out by this name. */
export type EngineAbility =
  /** The door knows an event that it has seen. */
  | 'duplicates'
  /** Bodies of 1 MiB and more are kept. */
  | 'largeBodies'
  /** A message waits as long as it is told. */
  | 'delays'
  /** A worker keeps within its concurrency, and uses it. */
  | 'concurrency'
  /** A message that is handled for longer than its lease stays with its worker. */
  | 'renewal'
  /** A worker whose lease has passed to another can no longer settle its message. */
  | 'fencing'
  /** A message that is given back has not spent its attempt, and can be taken at once. */
  | 'release'
  /** `dead.list`. */
  | 'list'
  /** `dead.retry`. */
  | 'retry'
  /** `dead.discard`. */
  | 'discard'
  | 'replay'
  | 'stats'
  | 'pause'
  /** The engine has a store, which remembers the events of a batch. */
  | 'batch'
  /** The engine has a store with watermarks. */
  | 'ordering';

/** A named fact, and what shows it. */
export interface EngineFact {
  readonly name: string;
  readonly needs?: readonly EngineAbility[];
  show(stage: EngineStage): Promise<void>;
}
