import type { AlertLinks } from './alert-event.ts';
import { toAlertId } from './alert-id.ts';
import type { AlertField, AlertMessage } from './alert-message.ts';
import type { FailureState, FailureTurn } from './failure.ts';
import { formatDuration, formatTime } from './format.ts';
import type { AlertRule } from './rule.ts';

/** What fails. */
export interface FailureSubject {
  /** Stable, such as a destination's id with the cause. */
  readonly id: string;
  /** Such as a destination's or an endpoint's name. */
  readonly name: string;
  /** A status or an error's code. */
  readonly cause: string;
  readonly endpoint?: string | undefined;
  readonly provider?: string | undefined;
}

/**
 * What is said of something that fails, or does so no more.
 *
 * @param rule - about failures
 * @param subject - what fails
 * @param state - what is known of it
 * @param turn - why it is said
 * @param links - where more is to be seen
 * @returns the message; all of one failure have the same `incident`
 */
export function toFailureMessage(
  rule: AlertRule,
  subject: FailureSubject,
  state: FailureState,
  turn: FailureTurn,
  links: AlertLinks = {},
): AlertMessage {
  const { id, name, cause, endpoint, provider } = subject;
  const at = state.notifiedAt ?? state.lastAt;
  const { inRow = 0, step } = state;
  // Of a part of the limit there is one until it is resolved, whenever it is said.
  const key =
    turn === 'escalated'
      ? `failure:${id}:${state.firstAt}:${state.resolvedAt ?? 0}:${turn}:${step}`
      : `failure:${id}:${state.firstAt}:${turn}:${at}`;
  const many = state.count === 1 ? '1 failure' : `${state.count} failures`;
  const isOver = turn === 'resolved';
  const fields: AlertField[] = [
    { name: 'What', value: name },
    { name: 'Cause', value: cause },
    { name: 'Failures', value: String(state.count) },
    { name: 'Since', value: formatTime(state.firstAt) },
    ...(step !== undefined && !isOver
      ? [{ name: 'In a row', value: `${inRow} of ${limitOf(rule)} (${step} %)` }]
      : []),
    ...(state.flaps ? [{ name: 'Came back', value: `${state.flaps} times` }] : []),
  ];
  const titles: Readonly<Record<FailureTurn, string>> = {
    opened: `${name} fails: ${cause}`,
    escalated: `${name} has failed ${inRow} times in a row: ${step === 100 ? 'the limit is reached' : `${step} % of the limit`}`,
    repeated: `${name} still fails: ${cause}`,
    resolved: `${name} works again`,
  };
  return {
    id: toAlertId(rule.id, key),
    key,
    kind: isOver ? 'recovery' : 'failure',
    severity: isOver ? 'info' : rule.severity,
    title: titles[turn],
    summary: isOver
      ? `It has failed ${state.count} times within ${formatDuration(Math.max(1000, state.lastAt - state.firstAt))}, and not since ${formatTime(state.lastAt)}.`
      : `${many} since ${formatTime(state.firstAt)}, the last one at ${formatTime(state.lastAt)}.`,
    fields,
    rows: [],
    link: links.failure?.(id),
    occurredAt: at,
    incident: toAlertId(rule.id, `failure:${id}:${state.firstAt}`),
    rule: rule.name,
    endpoint,
    provider,
  };
}

const limitOf = ({ match: { on } }: AlertRule): number => (on.kind === 'failure' ? on.limit : 0);
