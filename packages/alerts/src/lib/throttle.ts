import type { AlertEvent, AlertSpan } from './alert-event.ts';
import { addToTally, toTally, type Tally } from './tally.ts';
import type { ThrottleMode } from './rule.ts';

/** What a throttle remembers between events. Plain JSON. */
export interface ThrottleState {
  /** When the window has begun, in Unix milliseconds. */
  readonly from: number;
  /** How many were said one by one since then. */
  readonly said: number;
  /** What was not said yet. */
  readonly held?: HeldBack | undefined;
  /** When something was summed up last, while it goes on. */
  readonly summedAt?: number | undefined;
}

/** Events that were counted instead of said. */
export interface HeldBack extends AlertSpan, Tally {}

/**
 * Counts an event that a rule has matched.
 *
 * @param mode - how much is said at once
 * @param state - what this gave the last time (nothing yet)
 * @param event - what came
 * @param now - Unix milliseconds
 * @returns what to remember, and whether the event is said by itself
 */
export function countInThrottle(
  mode: ThrottleMode,
  state: ThrottleState | undefined,
  event: Pick<AlertEvent, 'type'>,
  now: number,
): { readonly state: ThrottleState; readonly isSaid: boolean } {
  const isOver = !state || (!state.held && now >= endOf(mode, state));
  const current: ThrottleState = isOver ? { from: now, said: 0 } : state;
  if (current.said < mode.limit && !current.held && current.summedAt === undefined)
    return { state: { ...current, said: current.said + 1 }, isSaid: true };
  const { held } = current;
  const counted = addToTally(held ?? toTally(), event.type, false);
  return { state: { ...current, held: { ...counted, from: held?.from ?? now, until: now } }, isSaid: false };
}

/**
 * When what was held back is to be summed up.
 *
 * @param mode - how much is said at once
 * @param state - of `countInThrottle`
 * @returns Unix milliseconds; undefined where nothing is held back
 */
export function throttleDueAt(mode: ThrottleMode, state: ThrottleState | undefined): number | undefined {
  return state?.held && endOf(mode, state);
}

/**
 * Gives what was held back, if it is time.
 *
 * @param mode - how much is said at once
 * @param state - of `countInThrottle`
 * @param now - Unix milliseconds
 * @returns what to remember, and what is summed up now
 */
export function endThrottle(
  mode: ThrottleMode,
  state: ThrottleState | undefined,
  now: number,
): { readonly state: ThrottleState | undefined; readonly held: HeldBack | undefined } {
  if (!state || now < endOf(mode, state)) return { state, held: undefined };
  if (!state.held) return { state: undefined, held: undefined };
  const { from, said, held } = state;
  return { state: { from, said, summedAt: now }, held };
}

/** The first summary comes soon, those after it rarely. */
function endOf({ groupWaitMs, groupIntervalMs }: ThrottleMode, { from, summedAt }: ThrottleState): number {
  return summedAt === undefined ? from + groupWaitMs : summedAt + groupIntervalMs;
}
