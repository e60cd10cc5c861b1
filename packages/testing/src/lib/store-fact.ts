import type { WebhookStore } from '@hooklatch/core/store';

/** A store, seen by two clients. */
export interface StoreUnderTest<Tx = unknown> {
  readonly store: WebhookStore<Tx>;
  /** The same data through another client or instance, as another process has it. */
  readonly other: WebhookStore<Tx>;
  /** Moves the store's clock on by milliseconds, where tests have it in their hands. (real time passes) */
  wait?(ms: number): Promise<void> | void;
  /** Ends its connections. */
  close(): Promise<void> | void;
}

/** How tests see what a transaction of the application has written. */
export interface StoreTransactions<Tx = unknown> {
  /** Writes a text with the transaction that the store hands out; it may give a promise. */
  write(tx: Tx, text: string): unknown;
  /** Every text that was committed. */
  readAll(): Promise<readonly string[]> | readonly string[];
}

/** What a fact is shown on. */
export interface Stage<Tx = unknown> {
  readonly store: WebhookStore<Tx>;
  readonly other: WebhookStore<Tx>;
  /** Lets time pass, counted in units; what lasts a unit more or less is told apart. */
  wait(units: number): Promise<void>;
  /** How many milliseconds a unit has. */
  readonly unit: number;
  /** A key that nobody has used. */
  newKey(): string;
  /** Undefined where the store has no transactions. */
  readonly transactions: StoreTransactions<Tx> | undefined;
}

/** A named fact, and what shows it. */
export interface StoreFact {
  readonly name: string;
  show(stage: Stage): Promise<void>;
}

/** Long enough never to end within a test, in milliseconds. */
export const LONG = 3_600_000;
