import { matchesEvent, observeFailure, observeSuccess, type EscalationStep } from '@hooklatch/alerts/rules';
import type { GatewayContext } from '../context.ts';
import { createId } from '../create-id.ts';
import type { Tx } from '../database/open-database.ts';
import type { Row } from '../database/schema.ts';
import type { Settled } from '../forwarding/settle-forward.ts';
import { readRuleFailures } from './issue-memory.ts';
import { createRuleCache, type LiveRule, type LiveRules } from './rule-cache.ts';
import { stepIssue } from './step-issue.ts';
import { toAlertEvent } from './to-alert-event.ts';

/** An attempt that has ended, as far as an issue tells it. */
export type WatchedAttempt = Pick<Settled, 'event' | 'destinationId' | 'result' | 'cause' | 'at'>;

/** So many successes are enough to be sure; more are not counted. */
const enoughSuccesses = 3;
const quietMs = 600_000;

/**
 * Follows what goes wrong with destinations: an issue for each destination and cause. It opens when a forward dies, or
 * after several failures in a row, and rules about failures say so; it is resolved when it was quiet and there were
 * successes.
 *
 * @param context - of the gateway
 * @returns what the dispatcher calls in the transaction that settles an attempt
 */
export function issueOnSettled(context: GatewayContext): (tx: Tx, settled: WatchedAttempt) => Promise<void> {
  const cache = createRuleCache(context);
  return async (tx, settled) => {
    if (settled.result === 'delivered') await noteSuccess(context, tx, settled, () => cache.read(tx));
    else await noteFailure(context, tx, settled, await cache.read(tx));
  };
}

async function noteFailure(
  context: GatewayContext,
  tx: Tx,
  settled: WatchedAttempt,
  live: LiveRules,
): Promise<void> {
  const { destinationId, cause = 'failed', at, result } = settled;
  const issue = await takeIssue(context, tx, { destinationId, cause, at });
  const { rules, endpoint, provider } = await findRules(tx, settled.event, live);
  const isFinal = result === 'dead';
  const { name, inRow } = await readFailing(tx, destinationId);
  await stepIssue(
    context,
    tx,
    {
      issue,
      name,
      endpoint,
      provider,
      rules,
      steps: rules.length > 0 ? await readSteps(tx, issue) : undefined,
      step: (state, policy) => observeFailure(state, { at, isFinal, inRow }, policy),
    },
    live.channels,
  );
}

async function noteSuccess(
  context: GatewayContext,
  tx: Tx,
  { destinationId, at }: WatchedAttempt,
  readRules: () => Promise<LiveRules>,
): Promise<void> {
  const open = await tx
    .selectFrom('issues')
    .selectAll()
    .where('destination_id', '=', destinationId)
    .where('state', 'in', ['open', 'acknowledged'])
    .execute();
  for (const { id, successes, last_at: lastAt } of open) {
    // A destination that works again is not written to at each success.
    if (successes >= enoughSuccesses && at - lastAt < quietMs) continue;
    // oxlint-disable-next-line no-await-in-loop
    const issue = await lockIssue(context, tx, id);
    // oxlint-disable-next-line no-await-in-loop
    const live = await readRules();
    // oxlint-disable-next-line no-await-in-loop
    const name = await nameOf(tx, destinationId);
    const rules = rulesOn(live);
    // oxlint-disable-next-line no-await-in-loop
    if (issue)
      await stepIssue(
        context,
        tx,
        { issue, name, rules, step: (state) => observeSuccess(state, at) },
        live.channels,
      );
  }
}

/** The one row of a destination and a cause; it is there afterwards, and ours until the transaction ends. */
async function takeIssue(
  context: GatewayContext,
  tx: Tx,
  {
    destinationId,
    cause,
    at,
  }: { readonly destinationId: string; readonly cause: string; readonly at: number },
): Promise<Row<'issues'>> {
  await tx
    .insertInto('issues')
    .values({
      id: createId('iss', at),
      destination_id: destinationId,
      cause,
      state: 'counting',
      first_at: at,
      last_at: at,
      count: 0,
      successes: 0,
      notified_at: null,
      resolved_at: null,
      flaps: 0,
      rules: '{}',
    })
    .onConflict((conflict) => conflict.columns(['destination_id', 'cause']).doNothing())
    .execute();
  let query = tx
    .selectFrom('issues')
    .selectAll()
    .where('destination_id', '=', destinationId)
    .where('cause', '=', cause);
  if (context.kind === 'postgres') query = query.forUpdate();
  return query.executeTakeFirstOrThrow();
}

/** An issue, kept from others until the transaction ends. */
export async function lockIssue(
  { kind }: Pick<GatewayContext, 'kind'>,
  tx: Tx,
  id: string,
): Promise<Row<'issues'> | undefined> {
  let query = tx.selectFrom('issues').selectAll().where('id', '=', id);
  if (kind === 'postgres') query = query.forUpdate();
  return query.executeTakeFirst();
}

/** Which part of the limit each rule has said of the destination's other issues, as long as one of them is open. */
async function readSteps(
  tx: Tx,
  { id, destination_id: destinationId }: Row<'issues'>,
): Promise<ReadonlyMap<string, EscalationStep>> {
  const others = await tx
    .selectFrom('issues')
    .selectAll()
    .where('destination_id', '=', destinationId)
    // Of one that is ignored nothing was said.
    .where('state', 'in', ['open', 'acknowledged'])
    .where('id', '<>', id)
    .execute();
  const steps = new Map<string, EscalationStep>();
  for (const [rule, { state, step }] of others.flatMap((one) => Object.entries(readRuleFailures(one))))
    if (state === 'open' && step !== undefined && step > (steps.get(rule) ?? 0)) steps.set(rule, step);
  return steps;
}

/** Rules that follow failures one by one. */
export const rulesOn = ({ rules }: LiveRules): readonly LiveRule[] =>
  rules.filter(({ rule }) => rule.match.on.kind === 'failure' && rule.mode.kind === 'each');

/** Rules that look at the event of a forward. */
async function findRules(
  tx: Tx,
  event: string,
  live: LiveRules,
): Promise<{ rules: readonly LiveRule[]; endpoint?: string; provider?: string }> {
  const rules = rulesOn(live);
  if (rules.length === 0) return { rules };
  const row = await tx.selectFrom('events').selectAll().where('id', '=', event).executeTakeFirst();
  if (!row) return { rules: [] };
  const isFiltered = rules.some(({ rule }) => rule.match.filter !== undefined);
  const content = isFiltered
    ? await tx
        .selectFrom('contents')
        .select(['headers', 'body'])
        .where('seq', '=', row.seq)
        .executeTakeFirst()
    : undefined;
  const { headers, body } = content ?? { headers: '[]', body: new Uint8Array() };
  const seen = toAlertEvent({ ...row, headers, body, outcome: 'failed' }, live.endpoints);
  return {
    rules: rules.filter(({ rule }) => matchesEvent(rule, seen)),
    endpoint: seen.endpoint,
    provider: seen.provider,
  };
}

/** A destination's name, and how often it has failed in a row, for whatever cause: so many break it. */
async function readFailing(
  tx: Tx,
  destination: string,
): Promise<{ readonly name: string; readonly inRow: number }> {
  const row = await tx
    .selectFrom('destinations')
    .select(['name', 'consecutive_failures as inRow'])
    .where('id', '=', destination)
    .executeTakeFirst();
  return row ?? { name: destination, inRow: 0 };
}

/** A destination's name. */
export const nameOf = async (tx: Tx, destination: string): Promise<string> =>
  (await readFailing(tx, destination)).name;
