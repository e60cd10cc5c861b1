import type { FailureState } from '@hooklatch/alerts/rules';
import { writeAudit } from '../access/write-audit.ts';
import type { Actor } from '../api/api.ts';
import { ApiError, found } from '../api/api-error.ts';
import type { IssueQuery, IssueState, IssueView } from '../api/issue-schemas.ts';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { lockIssue, nameOf, rulesOn } from './issue-on-settled.ts';
import { readLiveRules } from './rule-cache.ts';
import { stepIssue } from './step-issue.ts';

/** What somebody does about an issue. */
export type IssueAct = 'acknowledge' | 'ignore' | 'resolve';

const become: Readonly<Record<IssueAct, IssueState>> = {
  acknowledge: 'acknowledged',
  ignore: 'ignored',
  resolve: 'resolved',
};

function viewIssue(row: Row<'issues'>, name: string | null): IssueView {
  return {
    id: row.id,
    destinationId: row.destination_id,
    destinationName: name ?? row.destination_id,
    cause: row.cause,
    state: row.state as IssueState,
    firstAt: row.first_at,
    lastAt: row.last_at,
    count: row.count,
  };
}

/** Issues that have opened, the newest first. */
export async function listIssues(
  { db }: Pick<GatewayContext, 'db'>,
  { cursor, limit, state, destination }: IssueQuery,
): Promise<{ items: IssueView[]; next: string | null }> {
  let query = db
    .selectFrom('issues')
    .leftJoin('destinations', 'destinations.id', 'issues.destination_id')
    .selectAll('issues')
    .select('destinations.name as destination')
    .where('issues.state', '<>', 'counting')
    .orderBy('issues.id', 'desc')
    .limit(limit + 1);
  if (cursor !== undefined) query = query.where('issues.id', '<', cursor);
  if (state !== undefined) query = query.where('issues.state', '=', state);
  if (destination !== undefined) query = query.where('issues.destination_id', '=', destination);
  const rows = await query.execute();
  const items = rows.slice(0, limit).map((row) => viewIssue(row, row.destination));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Does something about an issue; who was told that it opened is told that it was resolved. @throws ApiError 404, 409 */
export async function actOnIssue(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
  act: IssueAct,
): Promise<IssueView> {
  const now = context.now();
  const view = await context.transaction(async (tx) => {
    const issue = found(await lockIssue(context, tx, id), 'issue');
    if (issue.state === 'counting') throw new ApiError(404, 'not_found', 'There is no such issue.');
    if (issue.state === 'resolved' && act === 'acknowledge') {
      throw new ApiError(409, 'resolved', 'The issue is resolved already.');
    }
    const name = await nameOf(tx, issue.destination_id);
    if (act === 'resolve' && issue.state !== 'resolved') {
      const rules = await readLiveRules(tx);
      const step = (state: FailureState | undefined) => resolveNow(state, now);
      await stepIssue(context, tx, { issue, name, rules: rulesOn(rules), step }, rules.channels);
    }
    const state = become[act];
    const resolvedAt = act === 'resolve' ? now : issue.resolved_at;
    await tx.updateTable('issues').set({ state, resolved_at: resolvedAt }).where('id', '=', id).execute();
    await writeAudit(tx, now, { actor, action: `issue.${act}`, subject: id });
    return viewIssue({ ...issue, state }, name);
  });
  context.bus.tell({ kind: 'issue_changed', issue: id });
  return view;
}

/** As if it had been quiet for long. */
function resolveNow(
  state: FailureState | undefined,
  now: number,
): { state: FailureState | undefined; turn: 'resolved' | undefined } {
  if (state?.state !== 'open') return { state, turn: undefined };
  return { state: { ...state, state: 'resolved', resolvedAt: now, notifiedAt: now }, turn: 'resolved' };
}
