import type { AlertEvent } from './alert-event.ts';
import type { AlertMessage } from './alert-message.ts';
import { countInDigest, isDigestSaid, toDigestMessage } from './digest-message.ts';
import { digestWindowAt, digestWindows } from './digest-windows.ts';
import type { AlertRule, DigestMode } from './rule.ts';
import type { CountedWindow, DigestState, RuleContext } from './rule-state.ts';
import { joinTallies, toTally } from './tally.ts';

/**
 * Counts an event in the window that is open now.
 *
 * @param mode - of the rule
 * @param state - of the digest (nothing yet)
 * @param event - what came
 * @param now - when it is written; Unix milliseconds
 * @returns the state with it
 */
export function observeDigest(
  mode: DigestMode,
  state: DigestState | undefined,
  event: AlertEvent,
  now: number,
): DigestState {
  const known = state ?? beginDigest(mode, now);
  const window = digestWindowAt(mode, now);
  if (!window) return known;
  const { from, until } = window;
  const own = known.windows.find((one) => one.from === from);
  const counted = { from, until, counts: countInDigest(own?.counts, event) };
  return { ...known, windows: [...known.windows.filter((one) => one !== own), counted] };
}

/**
 * Tells what has ended.
 *
 * @param rule - its state, and what it needs besides
 * @returns the state, and a message for each window that is told
 */
export function tickDigest(
  rule: AlertRule,
  mode: DigestMode,
  state: DigestState | undefined,
  { now, links }: RuleContext,
): { readonly state: DigestState; readonly messages: readonly AlertMessage[] } {
  let known = state ?? beginDigest(mode, now);
  const messages: AlertMessage[] = [];
  for (const window of digestWindows(mode, known.toldUntil, now)) {
    const inside = known.windows.filter((one) => one.from >= window.from && one.until <= window.until);
    const counts = inside.reduce((sum, one) => joinTallies(sum, one.counts), toTally());
    const before = known.before?.until === window.from ? known.before.counts : undefined;
    const isSaid = isDigestSaid(mode, { window, counts }, known.lastSaidAt);
    if (isSaid) messages.push(toDigestMessage(rule, { window, counts, before }, links));
    const told: CountedWindow = { from: window.from, until: window.until, counts };
    known = {
      toldUntil: window.until,
      lastSaidAt: isSaid ? window.until : known.lastSaidAt,
      windows: known.windows.filter((one) => one.until > window.until),
      before: told,
    };
  }
  return { state: known, messages };
}

/**
 * When a digest may have something to tell.
 *
 * @param mode - of the rule
 * @param state - of the digest
 * @returns Unix milliseconds
 */
export function digestDueAt(mode: DigestMode, { toldUntil }: DigestState): number | undefined {
  return digestWindowAt(mode, toldUntil)?.dueAt;
}

/** The window that is open when a rule is made is its first one. */
function beginDigest(mode: DigestMode, now: number): DigestState {
  return { toldUntil: digestWindowAt(mode, now)?.from ?? now, lastSaidAt: now, windows: [] };
}
