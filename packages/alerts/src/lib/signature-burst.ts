import type { AlertEvent, AlertLinks } from './alert-event.ts';
import { toAlertId } from './alert-id.ts';
import type { AlertMessage } from './alert-message.ts';
import { formatDuration, formatTime } from './format.ts';
import type { AlertRule, RuleTrigger } from './rule.ts';

/** What a rule about a burst remembers. Plain JSON. */
export interface BurstState {
  /** When counting has begun, in Unix milliseconds. */
  readonly from: number;
  readonly count: number;
  /** When it was said last. */
  readonly saidAt?: number | undefined;
}

/**
 * Counts a rejected delivery that the rule has matched.
 *
 * @param trigger - how many are a burst
 * @param state - what this gave the last time (nothing yet)
 * @param now - Unix milliseconds
 * @returns what to remember, and whether it is to be said
 */
export function countInBurst(
  trigger: Extract<RuleTrigger, { kind: 'burst' }>,
  state: BurstState | undefined,
  now: number,
): { readonly state: BurstState; readonly isSaid: boolean } {
  const isOver = !state || now - state.from >= trigger.withinMs;
  const { saidAt } = state ?? {};
  const { from, count } = isOver ? { from: now, count: 0 } : state;
  const isAllowed = saidAt === undefined || now - saidAt >= trigger.repeatIntervalMs;
  const isSaid = isAllowed && count + 1 >= trigger.count;
  return { state: { from, count: count + 1, saidAt: isSaid ? now : saidAt }, isSaid };
}

/**
 * What is said of a burst of rejected deliveries.
 *
 * @param rule - about a burst
 * @param state - of `countInBurst`
 * @param event - the last one of them
 * @param links - where more is to be seen
 * @returns the message
 */
export function toSignatureBurstMessage(
  rule: AlertRule,
  state: BurstState,
  event: AlertEvent,
  links: AlertLinks = {},
): AlertMessage {
  const key = `burst:${state.from}`;
  const now = event.receivedAt;
  return {
    id: toAlertId(rule.id, key),
    key,
    kind: 'burst',
    severity: rule.severity,
    title: `${rule.name}: ${state.count} deliveries were rejected`,
    summary: `${state.count} deliveries were rejected within ${formatDuration(Math.max(1000, now - state.from))}. Either a secret has changed on one side only, or somebody sends forged events.`,
    fields: [
      { name: 'Last code', value: event.code ?? '' },
      { name: 'Endpoint', value: event.endpoint },
      { name: 'Since', value: formatTime(state.from) },
    ],
    rows: [],
    link: links.events?.(rule, { from: state.from, until: now + 1 }),
    occurredAt: now,
    rule: rule.name,
    endpoint: event.endpoint,
    provider: event.provider,
  };
}
