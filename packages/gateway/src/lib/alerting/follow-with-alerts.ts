import { matchRule, toMessage, type AlertEvent } from '@hooklatch/alerts/rules';
import type { GatewayContext } from '../context.ts';
import type { Tx } from '../database/open-database.ts';
import type { Follower } from '../routing/router.ts';
import { toAlertLinks } from './alert-links.ts';
import { createRuleCache, type LiveRule } from './rule-cache.ts';
import { lockMemories, saveMemory } from './rule-memory.ts';
import { remembers, stepMemory } from './step-memory.ts';
import { toAlertEvent } from './to-alert-event.ts';
import { writeAlerts, type NewAlert } from './write-alerts.ts';

/** What a rule has matched. */
interface Hit {
  readonly live: LiveRule;
  readonly events: readonly AlertEvent[];
}

/** How long the end of a silence that nobody has noticed may wait to be written down, in milliseconds. */
const silenceMs = 10_000;

/**
 * Makes alerts: for each event and each rule that matches it one row, and one send for each channel; or, where a rule
 * throttles or counts, what it remembers. It writes both in the router's transaction.
 *
 * @param context - of the gateway
 */
export function followWithAlerts(context: GatewayContext): Follower {
  const cache = createRuleCache(context);
  /** When the last event of a rule about silence was written down. */
  const heardAt = new Map<string, number>();
  const failing = new Set<string>();
  const matches = (live: LiveRule, event: AlertEvent): boolean => {
    try {
      return matchRule(live.rule, event);
    } catch (error) {
      if (!failing.has(live.id)) context.log.error({ err: error, rule: live.id }, 'a rule cannot be asked');
      failing.add(live.id);
      return false;
    }
  };
  const isHeard = ({ id, rule }: LiveRule, now: number): boolean => {
    const { on } = rule.match;
    if (on.kind !== 'silence') return false;
    const last = heardAt.get(id) ?? -Infinity;
    if (now - last < Math.min(silenceMs, on.hours * 180_000)) return true;
    heardAt.set(id, now);
    return false;
  };
  return async (tx, events, now) => {
    const { rules, channels, endpoints } = await cache.read(tx);
    const asked = rules.filter(({ rule }) => rule.mode.kind !== 'digest' || remembers(rule));
    if (asked.length === 0) return;
    const seen = events.map((event) => toAlertEvent(event, endpoints));
    const hits = asked.flatMap((live): Hit[] => {
      const matched = seen.filter((event) => matches(live, event));
      return matched.length === 0 || isHeard(live, now) ? [] : [{ live, events: matched }];
    });
    const alerts = await toAlerts(context, tx, hits, now);
    if (alerts.length > 0) await writeAlerts(tx, now, alerts, channels);
  };
}

async function toAlerts(
  context: GatewayContext,
  tx: Tx,
  hits: readonly Hit[],
  now: number,
): Promise<readonly NewAlert[]> {
  const links = toAlertLinks(context);
  const remembering = hits.filter(({ live }) => remembers(live.rule));
  const memories = await lockMemories(
    tx,
    context.kind,
    remembering.map(({ live }) => live.id),
  );
  const alerts: NewAlert[] = [];
  for (const { live, events } of hits) {
    const { id, rule, channels } = live;
    const memory = memories.get(id);
    if (!remembers(rule)) {
      const said = events.map((event) => ({ message: toMessage(rule, event, links), event: event.id }));
      alerts.push(...said.map((one) => ({ ...one, ruleId: id, channels })));
    } else if (memory) {
      const step = stepMemory({ rule, memory, events }, now, links);
      // oxlint-disable-next-line no-await-in-loop
      await saveMemory(tx, id, step.memory);
      alerts.push(...step.said.map((one) => ({ ...one, ruleId: id, channels })));
    }
  }
  return alerts;
}
