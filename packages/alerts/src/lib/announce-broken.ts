import { toAlertId } from './alert-id.ts';
import type { AlertMessage } from './alert-message.ts';
import type { Channel } from './channel.ts';
import type { AlertOutbox } from './outbox.ts';
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

/**
 * Says by the other channels that one is broken, once a day.
 *
 * @param announcing - what it needs
 * @returns what is called with a report of a broken channel
 */
export function announceBroken({ outbox, channels, now }: Announcing): (report: SendReport) => Promise<void> {
  const broken = new Set<string>();
  return async ({ channel, error }) => {
    broken.add(channel);
    const label = channels.get(channel)?.label ?? channel;
    const time = now();
    const key = `channel:${channel}:${Math.floor(time / dayMs)}`;
    const message: AlertMessage = {
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
      occurredAt: time,
    };
    const recipients = [...channels]
      .filter(([name]) => !broken.has(name))
      .flatMap(([name, { targets }]) =>
        (targets.length > 0 ? targets : ['']).map((target) => ({ channel: name, target })),
      );
    if (recipients.length > 0)
      await outbox.change(ruleId, (state) => ({ state, alerts: [{ message, recipients }] }), time);
  };
}
