import { toAlertId } from './alert-id.ts';
import type { AlertMessage } from './alert-message.ts';
import type { Channel } from './channel.ts';
import { toChannelIncident, toChannelRecovery } from './channel-recovery.ts';
import type { AlertOutbox, Recipient } from './outbox.ts';
import type { BrokenChannel } from './rule-state.ts';
import type { SendReport } from './send-work.ts';

/** No rule may have it, because it is blank to `toRule`. */
const ruleId = '';
const dayMs = 86_400_000;

/** What it needs. */
interface Announcing {
  readonly outbox: AlertOutbox;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly now: () => number;
}

/** Which channels are broken, by name. */
type Broken = Readonly<Record<string, BrokenChannel>>;

/**
 * Says by the other channels that one is broken, once a day while it is, and once that it works again. The outbox keeps
 * which ones are, so that a restart says nothing twice.
 *
 * @param announcing - what it needs
 * @returns what is called with every report, and whether that is of a test
 */
export function announceChannels({
  outbox,
  channels,
  now,
}: Announcing): (report: SendReport, isTest: boolean) => Promise<void> {
  /** Those of which nothing is to be looked up. */
  const working = new Set<string>();
  const othersOf = (broken: Broken): readonly Recipient[] =>
    [...channels]
      .filter(([name]) => !Object.hasOwn(broken, name))
      .flatMap(([name, { targets }]) =>
        (targets.length > 0 ? targets : ['']).map((target) => ({ channel: name, target })),
      );
  const labelOf = (channel: string): string => channels.get(channel)?.label ?? channel;
  const sayBroken = async ({ channel, error, state: sent }: SendReport, isTest: boolean): Promise<void> => {
    working.delete(channel);
    const time = now();
    await outbox.change(
      ruleId,
      ({ broken: before = {}, ...state } = {}) => {
        const { since = time, lost = 0 } = before[channel] ?? {};
        const isLost = sent === 'dead' && !isTest;
        const broken = { ...before, [channel]: { since, lost: lost + (isLost ? 1 : 0) } };
        const message = toBroken({ channel, label: labelOf(channel), error, since, now: time });
        return { state: { ...state, broken }, alerts: [{ message, recipients: othersOf(broken) }] };
      },
      time,
    );
  };
  const sayWorking = async (channel: string, isTest: boolean): Promise<void> => {
    const time = now();
    // The one that has arrived just now is one of them.
    const late = (await outbox.countDue([channel], time)) - (isTest ? 1 : 0);
    await outbox.change(
      ruleId,
      (known) => {
        const { broken: before = {}, ...state } = known ?? {};
        const { [channel]: was, ...broken } = before;
        if (!was) return { state: known, alerts: [] };
        const mended = {
          ruleId,
          channel,
          name: labelOf(channel),
          now: time,
          late: Math.max(0, late),
          ...was,
        };
        const recipients = othersOf({ ...broken, [channel]: was });
        return {
          state: { ...state, broken },
          alerts: [{ message: toChannelRecovery(mended), recipients }],
        };
      },
      time,
    );
    working.add(channel);
  };
  return async (report, isTest) => {
    if (report.isChannelBroken) await sayBroken(report, isTest);
    else if (report.ok && !working.has(report.channel)) await sayWorking(report.channel, isTest);
  };
}

/** A channel that refuses everything. */
interface Refusing {
  readonly channel: string;
  readonly label: string;
  readonly error: string | undefined;
  readonly since: number;
  readonly now: number;
}

function toBroken({ channel, label, error, since, now }: Refusing): AlertMessage {
  const key = `channel:${channel}:${since}:${Math.floor((now - since) / dayMs)}`;
  return {
    id: toAlertId(ruleId, key),
    key,
    kind: 'failure',
    severity: 'error',
    title: `Alerts cannot be sent to ${label}`,
    summary: 'The channel refuses every alert. See to its configuration.',
    fields: [
      { name: 'Channel', value: channel },
      { name: 'Answer', value: error ?? '' },
    ],
    rows: [],
    occurredAt: now,
    incident: toChannelIncident(ruleId, channel, since),
  };
}
