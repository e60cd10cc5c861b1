import {
  countInBurst,
  countInDigest,
  countInThrottle,
  digestWindowAt,
  endSilence,
  toMessage,
  toSignatureBurstMessage,
  toSilenceMessage,
  type AlertEvent,
  type AlertLinks,
  type AlertMessage,
  type AlertRule,
} from '@hooklatch/alerts/rules';
import type { CountedWindow, RuleMemory } from './rule-memory.ts';

/** Something to be said, and of which event. */
export interface Said {
  readonly message: AlertMessage;
  readonly event?: string | undefined;
}

/** What to remember, and what to say. */
export interface MemoryStep {
  readonly memory: RuleMemory;
  readonly said: readonly Said[];
}

/** What a rule remembers, with events that it has matched. */
export interface Matched {
  readonly rule: AlertRule;
  readonly memory: RuleMemory;
  readonly events: readonly AlertEvent[];
}

/** Whether a rule needs to remember something of the events that it matches. */
export function remembers({ match, mode }: AlertRule): boolean {
  // A digest without a filter is counted by the log itself.
  if (mode.kind === 'digest') return match.filter !== undefined && match.on.kind === 'event';
  return mode.kind === 'throttle' || match.on.kind === 'burst' || match.on.kind === 'silence';
}

/** Shows a rule the events that it has matched, in their order. */
export function stepMemory({ rule, memory, events }: Matched, now: number, links: AlertLinks): MemoryStep {
  const { on } = rule.match;
  if (on.kind === 'burst') return countBurst({ rule, memory, events }, now, links);
  if (on.kind === 'silence') {
    const at = Math.max(...events.map(({ receivedAt }) => receivedAt));
    const { state, turn } = endSilence(memory.silence, at);
    const since = memory.silence?.lastAt ?? at;
    const said = turn === 'ended' ? [{ message: toSilenceMessage(rule, since, turn, at, links) }] : [];
    return { memory: { ...memory, silence: state }, said };
  }
  const { mode } = rule;
  if (mode.kind === 'throttle') {
    const said: Said[] = [];
    let { throttle } = memory;
    for (const event of events) {
      const step = countInThrottle(mode, throttle, event, now);
      throttle = step.state;
      if (step.isSaid) said.push({ message: toMessage(rule, event, links), event: event.id });
    }
    return { memory: { ...memory, throttle }, said };
  }
  if (mode.kind !== 'digest' || !memory.digest) return { memory, said: [] };
  let { windows = [] } = memory.digest;
  for (const event of events) {
    const window = digestWindowAt(mode, event.receivedAt);
    if (window) windows = countIn(windows, window, event);
  }
  return { memory: { ...memory, digest: { ...memory.digest, windows } }, said: [] };
}

function countBurst({ rule, memory, events }: Matched, now: number, links: AlertLinks): MemoryStep {
  const { on } = rule.match;
  const said: Said[] = [];
  let { burst } = memory;
  for (const event of events) {
    if (on.kind !== 'burst') break;
    const step = countInBurst(on, burst, now);
    burst = step.state;
    if (step.isSaid) said.push({ message: toSignatureBurstMessage(rule, burst, event, links) });
  }
  return { memory: { ...memory, burst }, said };
}

function countIn(
  windows: readonly CountedWindow[],
  { from, until }: Pick<CountedWindow, 'from' | 'until'>,
  event: AlertEvent,
): readonly CountedWindow[] {
  const own = windows.find((one) => one.from === from);
  const counted = { from, until, counts: countInDigest(own?.counts, event) };
  return [...windows.filter((one) => one !== own), counted];
}
