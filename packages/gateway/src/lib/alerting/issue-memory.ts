import type { FailurePolicy, FailureState, FailureStep } from '@hooklatch/alerts/rules';
import type { Row } from '../database/schema.ts';

/** What each rule knows of an issue, by the rule's id. */
export type RuleFailures = Readonly<Record<string, FailureState>>;

/** When an issue opens, whatever rules say: it stands in the dashboard then. */
export const issuePolicy: FailurePolicy = { failures: 5, withinMs: 300_000, repeatIntervalMs: 14_400_000 };

/** What an issue itself knows, as failures are followed. */
export function toFailure(issue: Row<'issues'>): FailureState | undefined {
  if (issue.count === 0) return undefined;
  const isOpen = issue.state === 'acknowledged' || issue.state === 'ignored';
  return {
    state: isOpen ? 'open' : (issue.state as FailureState['state']),
    firstAt: issue.first_at,
    lastAt: issue.last_at,
    count: issue.count,
    successes: issue.successes,
    notifiedAt: issue.notified_at ?? undefined,
    resolvedAt: issue.resolved_at ?? undefined,
    flaps: issue.flaps === 0 ? undefined : issue.flaps,
  };
}

/** What an issue is after a step; that somebody has seen it, or wants to hear nothing of it, stays so while it is open. */
export function toIssueChange(issue: Row<'issues'>, { state }: FailureStep): Partial<Row<'issues'>> {
  if (!state) return {};
  const isKept = state.state === 'open' && (issue.state === 'acknowledged' || issue.state === 'ignored');
  return {
    state: isKept ? issue.state : state.state,
    first_at: state.firstAt,
    last_at: state.lastAt,
    count: state.count,
    successes: state.successes,
    notified_at: state.notifiedAt ?? null,
    resolved_at: state.resolvedAt ?? null,
    flaps: state.flaps ?? 0,
  };
}

/** What rules know of an issue. */
export const readRuleFailures = (issue: Row<'issues'>): RuleFailures =>
  JSON.parse(issue.rules) as RuleFailures;
