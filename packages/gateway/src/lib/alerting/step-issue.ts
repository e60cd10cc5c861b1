import {
  toFailureMessage,
  type EscalationStep,
  type FailureState,
  type FailureStep,
  type FailurePolicy,
} from '@hooklatch/alerts/rules';
import type { GatewayContext } from '../context.ts';
import type { Tx } from '../database/open-database.ts';
import type { Row } from '../database/schema.ts';
import { toAlertLinks } from './alert-links.ts';
import { issuePolicy, readRuleFailures, toFailure, toIssueChange } from './issue-memory.ts';
import type { LiveRule, LiveRules } from './rule-cache.ts';
import { writeAlerts, type NewAlert } from './write-alerts.ts';

/** Something that has happened to an issue. */
export interface IssueTurn {
  readonly issue: Row<'issues'>;
  /** The destination's. */
  readonly name: string;
  /** Whom it is about, where an event told of it. */
  readonly endpoint?: string | undefined;
  readonly provider?: string | undefined;
  /** Whose step is asked: those of rules that look at it. */
  readonly rules: readonly LiveRule[];
  /** Which part of the limit each rule has said of the same destination already, by the rule's id. (none) */
  readonly steps?: ReadonlyMap<string, EscalationStep> | undefined;
  /** What becomes of what is known: of the issue itself, and of each rule's. */
  readonly step: (state: FailureState | undefined, policy: FailurePolicy) => FailureStep;
}

/** Writes down what has happened to an issue, and what rules have to say of it. */
export async function stepIssue(
  context: GatewayContext,
  tx: Tx,
  { issue, name, endpoint, provider, rules, steps, step }: IssueTurn,
  channels: LiveRules['channels'],
): Promise<void> {
  const known = readRuleFailures(issue);
  const failures: Record<string, FailureState> = { ...known };
  const alerts: NewAlert[] = [];
  const isQuiet = issue.state === 'ignored';
  for (const { id, rule, channels: to } of rules) {
    const { on } = rule.match;
    if (on.kind !== 'failure') continue;
    const { state, turn } = step(withStep(known[id], steps?.get(id)), on);
    if (!state) continue;
    failures[id] = state;
    if (!turn || isQuiet || (turn === 'repeated' && issue.state === 'acknowledged')) continue;
    const subject = { id: issue.id, name, cause: toCause(issue.cause), endpoint, provider };
    const message = toFailureMessage(rule, subject, state, turn, toAlertLinks(context));
    alerts.push({ ruleId: id, message, channels: to });
  }
  const own = step(toFailure(issue), issuePolicy);
  // What a rule has spoken of is open, however early it did.
  const isSaid =
    own.state?.state === 'counting' && Object.values(failures).some(({ state }) => state === 'open');
  const change = { ...toIssueChange(issue, own), ...(isSaid && { state: 'open' as const }) };
  await tx
    .updateTable('issues')
    .set({ ...change, rules: JSON.stringify(failures) })
    .where('id', '=', issue.id)
    .execute();
  if (alerts.length > 0) await writeAlerts(tx, context.now(), alerts, channels);
  tellSoon(context, issue.id);
}

/** The count is the destination's, so that a part of its limit is said of one of its issues. */
function withStep(
  state: FailureState | undefined,
  step: EscalationStep | undefined,
): FailureState | undefined {
  return state?.state === 'open' && step !== undefined && step > (state.step ?? 0)
    ? { ...state, step }
    : state;
}

/** As people read it. */
const toCause = (cause: string): string => (/^\d{3}$/.test(cause) ? `HTTP ${cause}` : cause);

/** Behind the commit: a hint, which may come too early or not at all. */
function tellSoon({ bus }: GatewayContext, issue: string): void {
  const tell = (): void => {
    bus.tell({ kind: 'issue_changed', issue });
    bus.tell({ kind: 'send_due' });
  };
  setTimeout(tell, 50).unref();
}
