import { toFilter, type Filter } from '@hooklatch/relay/filter';
import type { AlertEvent, AlertOutcome, AlertSecret } from './alert-event.ts';
import { matchesGlob } from './matches-glob.ts';
import type { AlertRule, RuleTrigger } from './rule.ts';

const outcomes: Readonly<Record<RuleTrigger['kind'], AlertOutcome | undefined>> = {
  event: 'verified',
  failure: 'failed',
  silence: 'verified',
  burst: 'rejected',
  rotation: undefined,
};

const failures: ReadonlySet<AlertOutcome> = new Set<AlertOutcome>(['failed', 'rejected']);

/** Compiled once a rule, and as long as the rule is there. */
const filters = new WeakMap<AlertRule, Filter>();

/**
 * Whether an event is one that a rule looks at. A rule about silence looks at events that end it; one about failures at
 * those that failed; one about secrets at none. A digest counts what has failed or was rejected besides.
 *
 * @param rule - of `toRule`
 * @param event - what came
 * @returns whether the rule counts it
 * @throws TypeError where the rule's filter cannot be read, which `toRule` has refused
 * @example
 * ```ts
 * import { matchRule, toRule, type AlertEvent } from '@hooklatch/alerts/rules';
 *
 * const rule = toRule({ id: 'new-users', match: { on: 'event', types: ['user.*'] } });
 * export const isWanted = (event: AlertEvent): boolean => matchRule(rule, event);
 * ```
 */
export function matchRule(rule: AlertRule, event: AlertEvent): boolean {
  const { on } = rule.match;
  // A digest tells of what has failed too.
  const isCounted = rule.mode.kind === 'digest' && failures.has(event.outcome);
  if (event.outcome !== outcomes[on.kind] && !isCounted) return false;
  if (on.kind === 'burst' && !on.codes.includes(event.code ?? '')) return false;
  return matchesEvent(rule, event);
}

/**
 * The same without asking what came of it: whether a success ends a failure that the rule follows.
 *
 * @param rule - of `toRule`
 * @param event - what came
 * @returns whether endpoint, type and filter fit
 */
export function matchesEvent(rule: AlertRule, event: AlertEvent): boolean {
  const { endpoints, types, filter } = rule.match;
  if (!matchesEndpoint(endpoints, event)) return false;
  if (types && !types.some((glob) => matchesGlob(event.type, glob))) return false;
  if (filter === undefined) return true;
  const compiled = filters.get(rule) ?? toFilter(filter);
  filters.set(rule, compiled);
  return compiled.matches(event.subject);
}

/**
 * Whether an endpoint is one of those that a rule names.
 *
 * @param globs - names or ids; undefined is all
 * @param of - what belongs to the endpoint
 * @returns whether one of them fits
 */
export function matchesEndpoint(
  globs: readonly string[] | undefined,
  { endpoint, endpointId }: Pick<AlertEvent | AlertSecret, 'endpoint' | 'endpointId'>,
): boolean {
  if (!globs) return true;
  return globs.some(
    (glob) => matchesGlob(endpoint, glob) || (endpointId !== undefined && matchesGlob(endpointId, glob)),
  );
}
