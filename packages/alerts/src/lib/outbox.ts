import type { AlertMessage } from './alert-message.ts';
import type { SendVerdict } from './next-send.ts';
import type { RuleState } from './rule-state.ts';

/** Who a message is for: a channel by its name, and one of its targets, or an empty text where it has none. */
export interface Recipient {
  readonly channel: string;
  readonly target: string;
}

/** Something to say, and to whom. */
export interface NewAlert {
  readonly message: AlertMessage;
  readonly recipients: readonly Recipient[];
}

/** What a rule makes of its state: pure and at once, because it is done in a transaction, and perhaps again. */
export type RuleChange = (state: RuleState | undefined) => {
  readonly state: RuleState | undefined;
  readonly alerts: readonly NewAlert[];
};

/** One message on its way to one recipient, taken by a worker. */
export interface HeldSend extends Recipient {
  readonly id: number;
  /** Proves that the worker has it. */
  readonly token: string;
  readonly message: AlertMessage;
  /** From 1: counted when it was taken, so that a process that vanishes has spent it. */
  readonly attempt: number;
}

/** Everything that ends a try; `released` is given back unspent. */
export type OutboxVerdict = SendVerdict | { readonly state: 'released'; readonly delayMs: number };

/** What a worker asks for. */
export interface SendClaim {
  readonly limit: number;
  readonly leaseMs: number;
  /** Of which channels. */
  readonly channels: readonly string[];
  /** Unix milliseconds. */
  readonly now: number;
}

/** Keeps alerts until they are sent, and what rules remember. Times are Unix milliseconds. */
export interface AlertOutbox {
  /** Whether it outlives the process. */
  readonly isDurable: boolean;
  /**
   * Changes a rule's state and keeps what it says, both or neither. There is one alert for each rule and key: another one
   * is left out. Resolves once that is durable.
   */
  change(ruleId: string, change: RuleChange, now: number): Promise<void>;
  /** Takes what is due, and counts the try. */
  claim(claim: SendClaim): Promise<readonly HeldSend[]>;
  /** Lets a worker keep what it has for `leaseMs` from now; resolves to whether it still had it. */
  extend(send: HeldSend, leaseMs: number, now: number): Promise<boolean>;
  /** Ends a try; resolves to whether the worker still had it. */
  settle(send: HeldSend, verdict: OutboxVerdict, now: number): Promise<boolean>;
  /** How many sends of these channels could be taken now, or are being sent. */
  countDue(channels: readonly string[], now: number): Promise<number>;
  /** How many sends are not settled. */
  countWaiting(): Promise<number>;
  /** Forgets what was settled long ago. */
  prune(now: number): Promise<void>;
  /** Calls back when there may be something to take; returns what stops that. */
  onWake(wake: () => void): () => void;
  /** Closes what it has opened itself. */
  close(): Promise<void>;
}

/** How long a settled alert is remembered, in milliseconds: no second one is made of its key. */
export const retentionMs: number = 7 * 86_400_000;
