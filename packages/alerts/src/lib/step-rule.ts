import type { AlertEvent } from './alert-event.ts';
import type { AlertMessage } from './alert-message.ts';
import { matchesEvent, matchRule } from './match-rule.ts';
import { isRotationDue, toRotationMessage } from './rotation.ts';
import type { AlertRule, RuleTrigger, ThrottleMode } from './rule.ts';
import type { RuleContext, RuleState, RuleStep } from './rule-state.ts';
import { countInBurst, toSignatureBurstMessage } from './signature-burst.ts';
import { checkSilence, endSilence, silenceDueAt, toSilenceMessage, type SilenceStep } from './silence.ts';
import { digestDueAt, observeDigest, tickDigest } from './step-digest.ts';
import { failuresDueAt, observeFailures, tickFailures } from './step-failures.ts';
import { countInThrottle, endThrottle, throttleDueAt } from './throttle.ts';
import { toBurstMessage, toMessage } from './to-message.ts';

type Said = Pick<RuleStep, 'state' | 'messages'>;

/** How often secrets are looked at, in milliseconds. */
const rotationMs = 3_600_000;

/**
 * Lets a rule see an event.
 *
 * @param rule - of `toRule`
 * @param state - what this or `tickRule` gave the last time (nothing yet)
 * @param event - what came
 * @param context - the time, and what messages are made with
 * @returns what to remember, and what to say
 */
export function observeRule(
  rule: AlertRule,
  state: RuleState = {},
  event: AlertEvent,
  context: RuleContext,
): RuleStep {
  const said = observe(rule, state, event, context);
  return { ...said, dueAt: dueAtOf(rule, said.state, context.now) };
}

/**
 * Lets a rule see that time has passed.
 *
 * @param rule - of `toRule`
 * @param state - what this or `observeRule` gave the last time (nothing yet)
 * @param context - the time, and what messages are made with
 * @returns what to remember, and what to say
 */
export function tickRule(rule: AlertRule, state: RuleState = {}, context: RuleContext): RuleStep {
  const said = tick(rule, state, context);
  return { ...said, dueAt: dueAtOf(rule, said.state, context.now) };
}

function observe(rule: AlertRule, state: RuleState, event: AlertEvent, context: RuleContext): Said {
  const { on } = rule.match;
  const { now, links } = context;
  if (on.kind === 'failure') {
    if (!['failed', 'verified'].includes(event.outcome) || !matchesEvent(rule, event)) return none(state);
    const { failures = [] } = state;
    const next = observeFailures(rule, on, failures, event, context);
    return next.failures === failures
      ? none(state)
      : { state: { failures: next.failures }, messages: next.messages };
  }
  if (!matchRule(rule, event)) return none(state);
  if (on.kind === 'silence') return observeSilence(rule, on, state, context);
  if (on.kind === 'burst') {
    const { state: burst, isSaid } = countInBurst(on, state.burst, now);
    return { state: { burst }, messages: isSaid ? [toSignatureBurstMessage(rule, burst, event, links)] : [] };
  }
  const { mode } = rule;
  if (mode.kind === 'throttle') return observeThrottle(rule, mode, state, event, context);
  if (mode.kind === 'digest')
    return { state: { digest: observeDigest(mode, state.digest, event, now) }, messages: [] };
  return { state, messages: [toMessage(rule, event, links)] };
}

function observeThrottle(
  rule: AlertRule,
  mode: ThrottleMode,
  state: RuleState,
  event: AlertEvent,
  { now, links }: RuleContext,
): Said {
  // What was due before this event is not mixed with it.
  const ended = endThrottle(mode, state.throttle, now);
  const { state: throttle, isSaid } = countInThrottle(mode, ended.state, event, now);
  const messages: AlertMessage[] = ended.held ? [toBurstMessage(rule, ended.held, links)] : [];
  return { state: { throttle }, messages: isSaid ? [...messages, toMessage(rule, event, links)] : messages };
}

function observeSilence(
  rule: AlertRule,
  trigger: Extract<RuleTrigger, { kind: 'silence' }>,
  state: RuleState,
  context: RuleContext,
): Said {
  const { silence } = state;
  const { now } = context;
  // To the hundredth part of the time: so that not every event is written down.
  if (silence && !silence.isSaid && now - silence.lastAt < trigger.hours * 36_000) return none(state);
  return saySilence(rule, silence?.lastAt ?? now, endSilence(silence, now), context);
}

function tick(rule: AlertRule, state: RuleState, context: RuleContext): Said {
  const { match, mode } = rule;
  const { on } = match;
  const { now, links, secrets = [] } = context;
  switch (on.kind) {
    case 'failure': {
      const { failures = [] } = state;
      const next = tickFailures(rule, failures, context);
      return next.failures === failures
        ? none(state)
        : { state: { failures: next.failures }, messages: next.messages };
    }
    case 'silence': {
      const next = checkSilence(on, state.silence, now);
      if (next.state === state.silence) return none(state);
      return saySilence(rule, next.state.lastAt, next, context);
    }
    case 'rotation':
      return {
        state,
        messages: secrets
          .filter((secret) => isRotationDue(rule, secret, now))
          .map((secret) => toRotationMessage(rule, secret, now)),
      };
    case 'burst':
      return none(state);
    case 'event':
      if (mode.kind === 'throttle') {
        const { state: throttle, held } = endThrottle(mode, state.throttle, now);
        if (throttle === state.throttle) return none(state);
        return { state: { throttle }, messages: held ? [toBurstMessage(rule, held, links)] : [] };
      }
      if (mode.kind === 'digest') {
        const { state: digest, messages } = tickDigest(rule, mode, state.digest, context);
        return digest === state.digest ? none(state) : { state: { digest }, messages };
      }
      return none(state);
  }
}

function saySilence(
  rule: AlertRule,
  since: number,
  { state, turn }: SilenceStep,
  context: RuleContext,
): Said {
  const messages = turn ? [toSilenceMessage(rule, since, turn, context.now, context.links)] : [];
  return { state: { silence: state }, messages };
}

function dueAtOf({ match: { on }, mode }: AlertRule, state: RuleState, now: number): number | undefined {
  if (on.kind === 'failure') return failuresDueAt(state.failures ?? []);
  if (on.kind === 'silence')
    return state.silence ? (state.silence.isSaid ? undefined : silenceDueAt(on, state.silence)) : now;
  if (on.kind === 'rotation') return now + rotationMs;
  if (mode.kind === 'throttle') return throttleDueAt(mode, state.throttle);
  if (mode.kind === 'digest') return state.digest ? digestDueAt(mode, state.digest) : now;
  return undefined;
}

function none(state: RuleState): Said {
  return { state, messages: [] };
}
