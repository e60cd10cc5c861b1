import type { RetryFacts } from '@hooklatch/core/provider';
import type { Attempt } from './fake-attempt.ts';
import type { RetrySchedule } from './fake-schedule.ts';
import type { SignOptions } from './sign.ts';
import type { Target } from './target.ts';
import type { TestClock } from './test-clock.ts';

/** What a fake provider needs to know. */
export interface FakeProviderOptions extends Pick<SignOptions, 'secret' | 'scheme'> {
  /** Where it sends: a webhook, the URL of a running server, or a fetch handler. */
  readonly target: Target;
  /** The endpoint's URL as the provider knows it. (the provider's `publicUrl`, else the target's) */
  readonly url?: string;
  /** Time passes as the test says. (real time) */
  readonly clock?: TestClock;
  /** How many milliseconds between attempts pass in one, without a clock. (1) */
  readonly speed?: number;
  /** When it sends again. (`provider.facts.retries`) */
  readonly retries?: RetryFacts;
  /** How long it waits for an answer, in milliseconds. (`provider.facts.deadlineMs`, else 15,000) */
  readonly deadlineMs?: number;
  /** How long it really waits for an answer where time is the clock's, in milliseconds. (5000) */
  readonly patienceMs?: number;
  /** After how many events in a row that it gave up it sends nothing any more. (it never stops) */
  readonly disablesAfter?: number;
}

/** What is sent, and how. */
export interface FakeSendOptions extends Pick<SignOptions, 'payload' | 'body' | 'id'> {
  /** How often it is sent at once, each until it is accepted: the provider's own duplicates. (1) */
  readonly copies?: number;
  /** How many answers are lost on the way: the endpoint has handled the event, and gets it again. (0) */
  readonly loseAnswers?: number;
  /** How long it stays with the provider before it is sent, in milliseconds; what is sent later overtakes it. (0) */
  readonly delayMs?: number;
}

/** An event that a fake provider has been told to send. */
export interface SentEvent {
  readonly id: string;
  readonly type: string;
  /** In the order in which they ended. */
  readonly attempts: readonly Attempt[];
  /** `failed`: it was given up. */
  readonly state: 'pending' | 'delivered' | 'failed';
}

/** A provider in the test's process. */
export interface FakeProvider<Events extends object = object> {
  /** When it sends again. */
  readonly schedule: RetrySchedule;
  /** Every attempt, in the order in which they ended. */
  readonly history: readonly Attempt[];
  /** Whether it has stopped sending, because too many events failed. */
  readonly isDisabled: boolean;
  /**
   * Sends an event, and again as often as the provider does until it is accepted. Resolves when the first attempt has
   * ended; at once where the event is delayed, or the endpoint is disabled.
   *
   * @param type - the event's type
   * @param options - what is sent, and how; a made-up payload where nothing is said
   * @throws TypeError where it is closed
   */
  send(type: (keyof Events & string) | (string & {}), options?: FakeSendOptions): Promise<SentEvent>;
  /**
   * Sends an event once more by hand, as from the provider's dashboard: the same event, signed anew.
   *
   * @param event - what `send` gave
   */
  redeliver(event: SentEvent): Promise<Attempt>;
  /** Sends again after it was disabled. */
  enable(): void;
  /** Lets time pass until everything was accepted or given up. */
  settle(): Promise<void>;
  /** Ends every timer and connection; nothing is sent afterwards. */
  close(): Promise<void>;
}
