import type { AlertLinks, AlertSecret } from './alert-event.ts';
import type { AlertMessage } from './alert-message.ts';
import type { FailureSubject } from './failure-message.ts';
import type { FailureState } from './failure.ts';
import type { BurstState } from './signature-burst.ts';
import type { SilenceState } from './silence.ts';
import type { Tally } from './tally.ts';
import type { ThrottleState } from './throttle.ts';

/** What a rule remembers between events. Plain JSON. */
export interface RuleState {
  readonly throttle?: ThrottleState | undefined;
  readonly digest?: DigestState | undefined;
  readonly silence?: SilenceState | undefined;
  readonly burst?: BurstState | undefined;
  /** What fails, the newest last; at most 100. */
  readonly failures?: readonly FollowedFailure[] | undefined;
  /** Channels that refuse everything, by name; of no rule. */
  readonly broken?: Readonly<Record<string, BrokenChannel>> | undefined;
}

/** A channel that refuses everything. */
export interface BrokenChannel {
  /** Unix milliseconds, as all times here. */
  readonly since: number;
  /** How many alerts to it were given up since. */
  readonly lost: number;
}

/** What a digest has counted. */
export interface DigestState {
  /** Until when it was told, or when the rule was made. Unix milliseconds, as all times here. */
  readonly toldUntil: number;
  readonly lastSaidAt: number;
  /** Windows that are not told yet, the oldest first. */
  readonly windows: readonly CountedWindow[];
  /** The window that was told last. */
  readonly before?: CountedWindow | undefined;
}

/** What came in one window. */
export interface CountedWindow {
  readonly from: number;
  readonly until: number;
  readonly counts: Tally;
}

/** Something that fails, and what is known of it. */
export interface FollowedFailure {
  readonly subject: FailureSubject;
  readonly state: FailureState;
}

/** What a rule needs beside its state. */
export interface RuleContext {
  /** Unix milliseconds. */
  readonly now: number;
  readonly links?: AlertLinks | undefined;
  /** Secrets that have an end. (none) */
  readonly secrets?: readonly AlertSecret[] | undefined;
}

/** What to remember, and what to say. The state is the same object where nothing has changed. */
export interface RuleStep {
  readonly state: RuleState;
  readonly messages: readonly AlertMessage[];
  /** When `tickRule` may have something to say, in Unix milliseconds; undefined where time alone changes nothing. */
  readonly dueAt: number | undefined;
}
