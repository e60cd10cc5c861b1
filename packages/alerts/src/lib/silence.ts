import type { AlertLinks } from './alert-event.ts';
import { toAlertId } from './alert-id.ts';
import type { AlertMessage } from './alert-message.ts';
import { formatDuration, formatTime } from './format.ts';
import type { AlertRule, RuleTrigger } from './rule.ts';

/** What a rule about silence remembers. Plain JSON. */
export interface SilenceState {
  /** When the last event came, or when somebody began to wait for one. Unix milliseconds. */
  readonly lastAt: number;
  /** Whether it was said that nothing comes. */
  readonly isSaid: boolean;
}

/** What to remember, and what to say, if anything. */
export interface SilenceStep {
  readonly state: SilenceState;
  readonly turn: 'silent' | 'ended' | undefined;
}

/**
 * Looks whether nothing has come for too long.
 *
 * @param trigger - how long that is
 * @param state - what this gave the last time (nothing yet: the time begins now)
 * @param now - Unix milliseconds
 * @returns what to remember, and `silent`, once
 */
export function checkSilence(
  trigger: Extract<RuleTrigger, { kind: 'silence' }>,
  state: SilenceState | undefined,
  now: number,
): SilenceStep {
  if (!state) return { state: { lastAt: now, isSaid: false }, turn: undefined };
  if (state.isSaid || now < silenceDueAt(trigger, state)) return { state, turn: undefined };
  return { state: { ...state, isSaid: true }, turn: 'silent' };
}

/**
 * Something has come.
 *
 * @param state - of `checkSilence`
 * @param at - when; Unix milliseconds
 * @returns what to remember, and `ended` where it was said that nothing comes
 */
export function endSilence(state: SilenceState | undefined, at: number): SilenceStep {
  const lastAt = Math.max(at, state?.lastAt ?? at);
  return { state: { lastAt, isSaid: false }, turn: state?.isSaid ? 'ended' : undefined };
}

/**
 * When it has been silent for too long.
 *
 * @param trigger - how long that is
 * @param state - of `checkSilence`
 * @returns Unix milliseconds
 */
export function silenceDueAt(
  { hours }: Extract<RuleTrigger, { kind: 'silence' }>,
  { lastAt }: SilenceState,
): number {
  return lastAt + hours * 3_600_000;
}

/**
 * What is said when nothing comes, and when something comes again.
 *
 * @param rule - about silence
 * @param since - when the last event had come; Unix milliseconds
 * @param turn - which of the two
 * @param now - Unix milliseconds
 * @param links - where more is to be seen
 * @returns the message
 */
export function toSilenceMessage(
  rule: AlertRule,
  since: number,
  turn: 'silent' | 'ended',
  now: number,
  links: AlertLinks = {},
): AlertMessage {
  const incident = toAlertId(rule.id, `silence:${since}`);
  const key = turn === 'silent' ? `silence:${since}` : `silence:${since}:ended`;
  const lasted = formatDuration(now - since);
  const isSilent = turn === 'silent';
  return {
    id: toAlertId(rule.id, key),
    key,
    kind: isSilent ? 'silence' : 'recovery',
    severity: isSilent ? rule.severity : 'info',
    title: isSilent ? `${rule.name}: no event for ${lasted}` : `${rule.name}: events come again`,
    summary: isSilent
      ? `No event that this rule looks for has come since ${formatTime(since)}.`
      : `An event has come after ${lasted} without one.`,
    fields: [{ name: 'Last event before', value: formatTime(since) }],
    rows: [],
    link: links.events?.(rule, { from: since, until: now }),
    occurredAt: now,
    incident,
    rule: rule.name,
  };
}
