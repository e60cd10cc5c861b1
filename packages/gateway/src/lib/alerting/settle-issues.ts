import { checkFailure } from '@hooklatch/alerts/rules';
import type { GatewayContext } from '../context.ts';
import { lockIssue, nameOf, rulesOn } from './issue-on-settled.ts';
import type { LiveRules } from './rule-cache.ts';
import { stepIssue } from './step-issue.ts';

const quietMs = 600_000;

/**
 * Resolves issues that time has ended: it was quiet, and there were successes. What belongs to a destination that is gone
 * is resolved without a word.
 *
 * @returns whether something was written
 */
export async function settleIssues(context: GatewayContext, rules: LiveRules): Promise<boolean> {
  const now = context.now();
  const due = await context.db
    .selectFrom('issues')
    .select('id')
    .where('state', 'in', ['open', 'acknowledged'])
    .where('successes', '>=', 3)
    .where('last_at', '<=', now - quietMs)
    .execute();
  for (const { id } of due) {
    // oxlint-disable-next-line no-await-in-loop
    await context.transaction(async (tx) => {
      const issue = await lockIssue(context, tx, id);
      if (!issue || (issue.state !== 'open' && issue.state !== 'acknowledged')) return;
      const name = await nameOf(tx, issue.destination_id);
      const step = {
        issue,
        name,
        rules: rulesOn(rules),
        step: (state: Parameters<typeof checkFailure>[0]) => checkFailure(state, now),
      };
      await stepIssue(context, tx, step, rules.channels);
    });
  }
  await context.db
    .updateTable('issues')
    .set({ state: 'resolved', resolved_at: now })
    .where('state', 'in', ['open', 'acknowledged', 'counting'])
    .where('destination_id', 'in', (gone) =>
      gone.selectFrom('destinations').select('id').where('deleted_at', 'is not', null),
    )
    .execute();
  return due.length > 0;
}
