import { toAlertId } from './alert-id.ts';
import type { AlertMessage } from './alert-message.ts';
import { formatDuration, formatTime } from './format.ts';

/** A channel that refused everything, and works again. */
export interface MendedChannel {
  /** Whose alert it is: part of its id. */
  readonly ruleId: string;
  /** Stable: an id or a name. */
  readonly channel: string;
  /** As people know it. */
  readonly name: string;
  /** When it was first seen that it is broken. Unix milliseconds, as all times. */
  readonly since: number;
  readonly now: number;
  /** How many alerts waited for it, and are sent late. */
  readonly late: number;
  /** How many alerts to it were given up meanwhile. */
  readonly lost: number;
  /** Where it is configured. */
  readonly link?: string | undefined;
}

/**
 * What is said where a channel works again: once for each time that it was broken.
 *
 * @param mended - which one, since when, and what became of its alerts
 * @returns the message; its incident is that of the message that said that it is broken
 */
export function toChannelRecovery(mended: MendedChannel): AlertMessage {
  const { ruleId, channel, name, since, now, late, lost, link } = mended;
  const incident = toChannelIncident(ruleId, channel, since);
  const key = `channel:${channel}:${since}:works`;
  const lasted = formatDuration(Math.max(1000, now - since));
  return {
    id: toAlertId(ruleId, key),
    key,
    kind: 'recovery',
    severity: 'info',
    title: `${name} works again`,
    summary: `Alerts reach it again after ${lasted}. ${countOf(late)} sent late, ${countOf(lost)} given up.`,
    fields: [
      { name: 'Broken since', value: formatTime(since) },
      { name: 'Sent late', value: String(late) },
      { name: 'Given up', value: String(lost) },
    ],
    rows: [],
    ...(link !== undefined && { link }),
    occurredAt: now,
    incident,
  };
}

/**
 * What all messages about one time that a channel is broken have in common.
 *
 * @param ruleId - whose alerts they are
 * @param channel - its id or name
 * @param since - Unix milliseconds
 * @returns the messages' `incident`
 */
export function toChannelIncident(ruleId: string, channel: string, since: number): string {
  return toAlertId(ruleId, `channel:${channel}:${since}`);
}

const countOf = (count: number): string =>
  count === 0 ? 'none was' : count === 1 ? '1 alert was' : `${count} alerts were`;
