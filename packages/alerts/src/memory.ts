import type { AlertMessage } from './lib/alert-message.ts';
import type { AlertOutbox, HeldSend, OutboxVerdict, Recipient } from './lib/outbox.ts';
import { retentionMs } from './lib/outbox.ts';
import type { RuleState } from './lib/rule-state.ts';

export type { AlertOutbox } from './lib/outbox.ts';

/** Options of {@link memoryOutbox}. */
export interface MemoryOutboxOptions {
  /** How many alerts are kept, those that were sent included; the oldest goes first. (10,000) */
  readonly maxAlerts?: number | undefined;
}

interface Entry extends Recipient {
  readonly id: number;
  readonly message: AlertMessage;
  state: 'waiting' | 'active' | 'over';
  dueAt: number;
  token: string;
  attempts: number;
}

interface Kept {
  readonly at: number;
  readonly sends: readonly Entry[];
}

/**
 * An outbox in this process's memory: what is not sent when the process ends is lost, and so is what rules have counted.
 *
 * @param options - its bound
 * @returns the outbox; it warns on the console when it has to drop what was not sent
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { memoryOutbox } from '@hooklatch/alerts/memory';
 *
 * export const outbox = memoryOutbox({ maxAlerts: 1000 });
 * ```
 */
export function memoryOutbox({ maxAlerts = 10_000 }: MemoryOutboxOptions = {}): AlertOutbox {
  if (!(Number.isInteger(maxAlerts) && maxAlerts >= 1))
    throw new TypeError(`maxAlerts cannot be ${maxAlerts}.`);
  const states = new Map<string, RuleState>();
  /** By rule and key, the oldest first. */
  const alerts = new Map<string, Kept>();
  /** What is not over. */
  const open = new Map<number, Entry>();
  const wakes = new Set<() => void>();
  let count = 0;
  let hasWarned = false;
  const drop = (key: string, { sends }: Kept): void => {
    alerts.delete(key);
    const lost = sends.filter(({ id }) => open.delete(id));
    if (lost.length === 0 || hasWarned) return;
    hasWarned = true;
    console.warn(`[hooklatch] More than ${maxAlerts} alerts are kept in memory: the oldest are lost unsent.`);
  };
  const makeRoom = (): void => {
    for (const [key, kept] of alerts) {
      if (alerts.size <= maxAlerts) return;
      drop(key, kept);
    }
  };
  const held = ({ id, token }: HeldSend): Entry | undefined => {
    const entry = open.get(id);
    return entry?.state === 'active' && entry.token === token ? entry : undefined;
  };
  const isDue = (entry: Entry, channels: readonly string[], now: number): boolean =>
    entry.dueAt <= now && channels.includes(entry.channel);
  return {
    isDurable: false,
    async change(ruleId, change, now) {
      const { state, alerts: said } = change(states.get(ruleId));
      if (state) states.set(ruleId, state);
      for (const { message, recipients } of said) {
        const key = JSON.stringify([ruleId, message.key]);
        if (alerts.has(key)) continue;
        const sends = recipients.map((recipient): Entry => ({
          ...recipient,
          id: (count += 1),
          message,
          state: 'waiting',
          dueAt: now,
          token: '',
          attempts: 0,
        }));
        alerts.set(key, { at: now, sends });
        for (const send of sends) open.set(send.id, send);
      }
      makeRoom();
      if (said.length > 0) for (const wake of wakes) wake();
    },
    async claim({ limit, leaseMs, channels, now }) {
      const due = [...open.values()].filter((entry) => isDue(entry, channels, now));
      return due.slice(0, limit).map((entry) => {
        entry.state = 'active';
        entry.dueAt = now + leaseMs;
        entry.token = crypto.randomUUID();
        entry.attempts += 1;
        const { id, token, message, channel, target, attempts } = entry;
        return { id, token, message, channel, target, attempt: attempts };
      });
    },
    async extend(send, leaseMs, now) {
      const entry = held(send);
      if (entry) entry.dueAt = now + leaseMs;
      return entry !== undefined;
    },
    async settle(send, verdict, now) {
      const entry = held(send);
      if (!entry) return false;
      settle(entry, verdict, now);
      if (entry.state === 'over') open.delete(entry.id);
      return true;
    },
    countDue: async (channels, now) =>
      [...open.values()].filter((entry) => entry.state === 'active' || isDue(entry, channels, now)).length,
    countWaiting: async () => open.size,
    async prune(now) {
      for (const [key, { at, sends }] of alerts) {
        if (at > now - retentionMs) return;
        if (sends.every(({ state }) => state === 'over')) alerts.delete(key);
      }
    },
    onWake(wake) {
      wakes.add(wake);
      return () => void wakes.delete(wake);
    },
    async close() {
      if (open.size === 0) return;
      console.warn(`[hooklatch] Alerts in memory that were not sent are lost: ${open.size}.`);
    },
  };
}

function settle(entry: Entry, verdict: OutboxVerdict, now: number): void {
  entry.token = '';
  if (verdict.state === 'sent' || verdict.state === 'dead') {
    entry.state = 'over';
    return;
  }
  entry.state = 'waiting';
  entry.dueAt = now + verdict.delayMs;
  if (verdict.state === 'released') entry.attempts -= 1;
}
