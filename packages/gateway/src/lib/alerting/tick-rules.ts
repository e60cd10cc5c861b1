import {
  checkSilence,
  endThrottle,
  silenceDueAt,
  throttleDueAt,
  toBurstMessage,
  toSilenceMessage,
  type AlertMessage,
} from '@hooklatch/alerts/rules';
import type { GatewayContext } from '../context.ts';
import { toAlertLinks } from './alert-links.ts';
import type { LiveRule, LiveRules } from './rule-cache.ts';
import { lockMemories, saveMemory, type RuleMemory } from './rule-memory.ts';
import { tellDigests } from './tell-digests.ts';
import { writeAlerts } from './write-alerts.ts';

/**
 * Does what time alone makes due: throttles sum up what they have held back, silence is noticed, digests are told.
 *
 * @returns whether something was written
 */
export async function tickRules(context: GatewayContext, rules: LiveRules): Promise<boolean> {
  const timed = rules.rules.filter(({ rule }) => isTimed(rule));
  if (timed.length === 0) return false;
  const rows = await context.db
    .selectFrom('rules')
    .select(['id', 'state'])
    .where(
      'id',
      'in',
      timed.map(({ id }) => id),
    )
    .execute();
  const memories = new Map(
    rows.map(({ id, state }) => [id, state === null ? {} : (JSON.parse(state) as RuleMemory)]),
  );
  let count = 0;
  for (const live of timed) {
    const memory = memories.get(live.id);
    if (!memory) continue;
    try {
      // oxlint-disable-next-line no-await-in-loop
      count += await tickRule(context, live, rules, memory);
    } catch (error) {
      // Another rule's turn comes all the same.
      context.log.error({ err: error, rule: live.id }, 'what a rule had due could not be written down yet');
    }
  }
  return count > 0;
}

const isTimed = ({ match, mode }: LiveRule['rule']): boolean =>
  mode.kind !== 'each' || match.on.kind === 'silence';

async function tickRule(
  context: GatewayContext,
  live: LiveRule,
  rules: LiveRules,
  memory: RuleMemory,
): Promise<number> {
  const { rule, id, channels } = live;
  if (rule.mode.kind === 'digest') return tellDigests(context, live, rules, memory);
  if (!isDue(live, memory, context.now())) return 0;
  return context.transaction(async (tx) => {
    const current = (await lockMemories(tx, context.kind, [id])).get(id);
    if (!current) return 0;
    const now = context.now();
    const step = stepInTime(context, live, current, now);
    await saveMemory(tx, id, step.memory);
    const alerts = step.messages.map((message) => ({ ruleId: id, message, channels }));
    if (alerts.length > 0) await writeAlerts(tx, now, alerts, rules.channels);
    return 1;
  });
}

function isDue({ rule }: LiveRule, memory: RuleMemory, now: number): boolean {
  const { on } = rule.match;
  if (on.kind === 'silence') {
    const { silence } = memory;
    return !silence || (!silence.isSaid && now >= silenceDueAt(on, silence));
  }
  if (rule.mode.kind !== 'throttle') return false;
  const due = throttleDueAt(rule.mode, memory.throttle);
  return due !== undefined && now >= due;
}

function stepInTime(
  context: GatewayContext,
  { rule }: LiveRule,
  memory: RuleMemory,
  now: number,
): { readonly memory: RuleMemory; readonly messages: readonly AlertMessage[] } {
  const links = toAlertLinks(context);
  const { on } = rule.match;
  if (on.kind === 'silence') {
    const { state, turn } = checkSilence(on, memory.silence, now);
    const messages = turn ? [toSilenceMessage(rule, state.lastAt, turn, now, links)] : [];
    return { memory: { ...memory, silence: state }, messages };
  }
  if (rule.mode.kind !== 'throttle') return { memory, messages: [] };
  const { state, held } = endThrottle(rule.mode, memory.throttle, now);
  const messages = held ? [toBurstMessage(rule, held, links)] : [];
  return { memory: { ...memory, throttle: state }, messages };
}
