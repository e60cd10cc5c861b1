import type { AlertEvent } from './alert-event.ts';
import type { AlertMessage } from './alert-message.ts';
import { toFailureMessage, type FailureSubject } from './failure-message.ts';
import { checkFailure, failureDueAt, observeFailure, observeSuccess, type FailureStep } from './failure.ts';
import type { AlertRule, RuleTrigger } from './rule.ts';
import type { FollowedFailure, RuleContext } from './rule-state.ts';

/** What to remember, and what to say. */
interface FailuresStep {
  readonly failures: readonly FollowedFailure[];
  readonly messages: readonly AlertMessage[];
}

const most = 100;

/**
 * Follows what fails at endpoints: each endpoint and code is one failure.
 *
 * @param rule - about failures
 * @param failures - what is followed already
 * @param event - one that has failed, or has been verified
 * @param context - what it needs besides
 * @returns the failures, the same list where nothing has changed
 */
export function observeFailures(
  rule: AlertRule,
  policy: Extract<RuleTrigger, { kind: 'failure' }>,
  failures: readonly FollowedFailure[],
  event: AlertEvent,
  { now, links }: RuleContext,
): FailuresStep {
  if (event.outcome !== 'failed') {
    const own = (one: FollowedFailure): boolean => one.subject.endpoint === event.endpoint;
    return step(rule, failures, (one) => (own(one) ? observeSuccess(one.state, now) : undefined), links);
  }
  const subject = toSubject(event);
  const known = failures.find((one) => one.subject.id === subject.id);
  const { state, turn } = observeFailure(known?.state, { at: now, isFinal: event.isFinal ?? false }, policy);
  if (!state) return { failures, messages: [] };
  const others = failures.filter((one) => one !== known);
  return {
    failures: [...others.slice(-(most - 1)), { subject, state }],
    messages: turn ? [toFailureMessage(rule, subject, state, turn, links)] : [],
  };
}

/**
 * Looks what is over.
 *
 * @param rule - about failures
 * @param failures - what is followed
 * @param context - what it needs besides
 * @returns the failures, the same list where nothing has changed
 */
export function tickFailures(
  rule: AlertRule,
  failures: readonly FollowedFailure[],
  { now, links }: RuleContext,
): FailuresStep {
  return step(rule, failures, ({ state }) => checkFailure(state, now), links);
}

/**
 * When something may be over.
 *
 * @param failures - what is followed
 * @returns Unix milliseconds; undefined where time alone changes nothing
 */
export function failuresDueAt(failures: readonly FollowedFailure[]): number | undefined {
  const times = failures.map(({ state }) => failureDueAt(state)).filter((time) => time !== undefined);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function step(
  rule: AlertRule,
  failures: readonly FollowedFailure[],
  act: (one: FollowedFailure) => FailureStep | undefined,
  links: RuleContext['links'],
): FailuresStep {
  const messages: AlertMessage[] = [];
  const next = failures.map((one) => {
    const { state, turn } = act(one) ?? {};
    if (!state || state === one.state) return one;
    if (turn) messages.push(toFailureMessage(rule, one.subject, state, turn, links));
    return { subject: one.subject, state };
  });
  const isSame = next.every((one, at) => one === failures[at]);
  return { failures: isSame ? failures : next, messages };
}

function toSubject({ endpoint, endpointId, provider, code = 'failed' }: AlertEvent): FailureSubject {
  return { id: `${endpointId ?? endpoint}:${code}`, name: endpoint, cause: code, endpoint, provider };
}
