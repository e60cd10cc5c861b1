/** What is remembered of something that fails: one destination and cause, or one endpoint and code. Plain JSON. */
export interface FailureState {
  /** `counting` is not said yet. */
  readonly state: 'counting' | 'open' | 'resolved';
  /** Of this time that it fails. Unix milliseconds, as all times here. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Failures since `firstAt`. */
  readonly count: number;
  /** Successes since `lastAt`. */
  readonly successes: number;
  /** When something was said of it last. */
  readonly notifiedAt?: number | undefined;
  /** When it was resolved last, also where it has come back since. */
  readonly resolvedAt?: number | undefined;
  /** How often it came back right after it was resolved. */
  readonly flaps?: number | undefined;
  /** Failures without a success in between, the last one included. */
  readonly inRow?: number | undefined;
  /** The highest part of the limit that was said since it opened, in percent. */
  readonly step?: EscalationStep | undefined;
}

/** Parts of a limit of failures in a row that are said, in percent. */
export type EscalationStep = 50 | 70 | 90 | 100;

/** How failures are followed, as a rule's trigger says. */
export interface FailurePolicy {
  /** How many failures open it, if none was final. */
  readonly failures: number;
  /** In which time. */
  readonly withinMs: number;
  /** How long after one message the next one comes, while it is open. */
  readonly repeatIntervalMs: number;
  /** How many failures in a row are the limit that it escalates towards; 0 is none. (0) */
  readonly limit?: number | undefined;
}

/** What is to be said. */
export type FailureTurn = 'opened' | 'escalated' | 'repeated' | 'resolved';

/** What to remember, and what to say, if anything. */
export interface FailureStep {
  readonly state: FailureState | undefined;
  readonly turn: FailureTurn | undefined;
}

const minuteMs = 60_000;
/** How long it must be quiet, and how many successes there must be, before it is resolved. */
const holdDown = { quietMs: 10 * minuteMs, successes: 3 };
/** What comes back so soon after it was resolved has never been away; and how often that is said. */
const flap = { withinMs: 30 * minuteMs, repeatMs: 60 * minuteMs };

/** Something that has failed. */
export interface ObservedFailure {
  /** Unix milliseconds. */
  readonly at: number;
  /** Whether nobody tries it again. (false) */
  readonly isFinal?: boolean | undefined;
  /** Which failure in a row it is, where somebody counts them already: they escalate, and open nothing. (counted here) */
  readonly inRow?: number | undefined;
}

/**
 * Something has failed.
 *
 * It opens after so many failures within so long, by a final one, or where half of the limit is reached, however slowly
 * that was. From then on each part of the limit that is passed is said once, the highest where several are passed at once.
 *
 * @param state - what this gave the last time (nothing yet)
 * @param failure - when, whether nobody tries it again, and which in a row it is
 * @param policy - how failures are followed
 * @returns what to remember, and `opened`, `escalated` or `repeated`
 */
export function observeFailure(
  state: FailureState | undefined,
  { at, isFinal = false, inRow: counted }: ObservedFailure,
  policy: FailurePolicy,
): FailureStep {
  const known = state && isFresh(state, at, policy) ? state : undefined;
  const inRow = counted ?? nextInRow(state);
  const step = stepAt(inRow, policy.limit);
  if (known?.state === 'resolved' && known.resolvedAt !== undefined)
    return comeBack(known, { at, inRow, step });
  const next: FailureState = {
    ...(known ?? { state: 'counting', firstAt: at, count: 0 }),
    count: (known?.count ?? 0) + 1,
    lastAt: at,
    successes: 0,
    inRow,
  };
  if (next.state === 'counting') {
    // Who counts elsewhere may count what fails otherwise too.
    const isSlow = counted === undefined && step !== undefined;
    const isOpen = isFinal || isSlow || next.count >= policy.failures;
    return isOpen ? say({ ...next, state: 'open', step }, 'opened', at) : { state: next, turn: undefined };
  }
  if (step !== undefined && step > (next.step ?? 0)) return say({ ...next, step }, 'escalated', at);
  // What was said last is that it works again.
  const intervalMs = hasReturnedUnsaid(next) ? flap.repeatMs : policy.repeatIntervalMs;
  const isDue = at - (next.notifiedAt ?? 0) >= intervalMs;
  return isDue ? say(next, 'repeated', at) : { state: next, turn: undefined };
}

/** It was resolved not long ago. */
function comeBack(
  { notifiedAt = 0, firstAt, count, flaps = 0, resolvedAt }: FailureState,
  { at, inRow, step }: { readonly at: number; readonly inRow: number; readonly step: FailureState['step'] },
): FailureStep {
  const isSaid = at - notifiedAt >= flap.repeatMs;
  const again: FailureState = {
    state: 'open',
    firstAt,
    lastAt: at,
    count: count + 1,
    successes: 0,
    flaps: flaps + 1,
    resolvedAt,
    inRow,
    notifiedAt,
  };
  // What is not said now is said with the next failure.
  return isSaid ? say({ ...again, step }, 'repeated', at) : { state: again, turn: undefined };
}

/**
 * Something has succeeded that could have failed.
 *
 * @param state - of `observeFailure`
 * @param at - when
 * @returns what to remember, and `resolved`
 */
export function observeSuccess(state: FailureState | undefined, at: number): FailureStep {
  if (!state || state.state === 'resolved') return { state, turn: undefined };
  return checkFailure({ ...state, successes: state.successes + 1 }, at);
}

/**
 * Looks whether it is over, because time has passed.
 *
 * @param state - of `observeFailure`
 * @param now - Unix milliseconds
 * @returns what to remember, and `resolved`: after 10 quiet minutes and 3 successes
 */
export function checkFailure(state: FailureState | undefined, now: number): FailureStep {
  const isOver =
    state?.state === 'open' &&
    state.successes >= holdDown.successes &&
    now - state.lastAt >= holdDown.quietMs;
  if (!isOver) return { state, turn: undefined };
  const isSaid = !hasReturnedUnsaid(state);
  const resolved: FailureState = { ...state, state: 'resolved', resolvedAt: now };
  return isSaid ? say(resolved, 'resolved', now) : { state: resolved, turn: undefined };
}

/**
 * When `checkFailure` may have something to say.
 *
 * @param state - of `observeFailure`
 * @returns Unix milliseconds; undefined where time alone changes nothing
 */
export function failureDueAt(state: FailureState | undefined): number | undefined {
  return state?.state === 'open' && state.successes >= holdDown.successes
    ? state.lastAt + holdDown.quietMs
    : undefined;
}

const steps: readonly EscalationStep[] = [50, 70, 90, 100];

const failuresAt = (step: EscalationStep, limit: number): number => Math.ceil((limit * step) / 100);

/** The highest part of a limit that so many failures in a row have passed. */
function stepAt(inRow: number, limit = 0): EscalationStep | undefined {
  return limit > 0 ? steps.findLast((step) => failuresAt(step, limit) <= inRow) : undefined;
}

function nextInRow(state: FailureState | undefined): number {
  return state && state.successes === 0 ? (state.inRow ?? 0) + 1 : 1;
}

/**
 * Which part of a limit of failures in a row was reached by the last one.
 *
 * @param consecutive - failures in a row, the last one included
 * @param limit - how many of them break a destination
 * @returns 50, 70, 90 or 100 percent; undefined where the last one has reached none of them
 */
export function escalationOf(consecutive: number, limit: number): EscalationStep | undefined {
  return steps.findLast((step) => failuresAt(step, limit) === consecutive);
}

/** Whether it came back after it was resolved, and nobody was told: then its end is not told either. */
function hasReturnedUnsaid({ notifiedAt = 0, resolvedAt }: FailureState): boolean {
  return resolvedAt !== undefined && notifiedAt <= resolvedAt;
}

function say(state: FailureState, turn: FailureTurn, at: number): FailureStep {
  return { state: { ...state, notifiedAt: at }, turn };
}

/** What was long ago does not count: failures that never opened, and what was resolved for good. */
function isFresh(
  { state, firstAt, resolvedAt = 0 }: FailureState,
  at: number,
  { withinMs }: FailurePolicy,
): boolean {
  if (state === 'counting') return at - firstAt < withinMs;
  return state === 'open' || at - resolvedAt < flap.withinMs;
}
