import type { AlertEvent, AlertLinks } from './alert-event.ts';
import { toAlertId } from './alert-id.ts';
import type { AlertField, AlertMessage } from './alert-message.ts';
import { formatTime } from './format.ts';
import { readPointer } from './json-pointer.ts';
import type { AlertRule } from './rule.ts';
import { fillTemplate } from './template.ts';
import type { HeldBack } from './throttle.ts';
import { toRows } from './tally.ts';

/**
 * What is said of one event: its type, id, time, endpoint and link, and of its payload what the rule names, nothing else.
 *
 * @param rule - that has matched
 * @param event - what came
 * @param links - where more is to be seen
 * @returns the message; its key is the event's id
 * @example
 * ```ts
 * import { toMessage, toRule, type AlertEvent } from '@hooklatch/alerts/rules';
 *
 * const rule = toRule({ id: 'new-users', match: { on: 'event' }, template: { fields: ['/data/id'] } });
 * export const say = (event: AlertEvent) =>
 *   toMessage(rule, event, { event: ({ id }) => `https://hooks.example.com/events/${id}` });
 * ```
 */
export function toMessage(rule: AlertRule, event: AlertEvent, links: AlertLinks = {}): AlertMessage {
  const { template } = rule;
  const type = event.type || '(no type)';
  const known: AlertField[] = [
    { name: 'Type', value: type },
    ...(event.eventId === undefined ? [] : [{ name: 'Id', value: event.eventId }]),
    { name: 'Time', value: formatTime(event.receivedAt) },
    { name: 'Endpoint', value: event.endpoint },
    ...(event.code === undefined ? [] : [{ name: 'Code', value: event.code }]),
  ];
  const chosen = template.fields.flatMap(({ name, pointer }) => {
    const value = readPointer(event.subject.body, pointer);
    return value === undefined ? [] : [{ name, value }];
  });
  return {
    id: toAlertId(rule.id, event.id),
    key: event.id,
    kind: event.outcome === 'failed' ? 'failure' : 'event',
    severity: rule.severity,
    title: fillTemplate(template.title ?? '{endpoint}: {type}', rule, event),
    summary: fillTemplate(template.summary ?? 'An event of {provider} came in at {endpoint}.', rule, event),
    fields: [...chosen, ...known],
    rows: [],
    link: links.event?.(event),
    occurredAt: event.receivedAt,
    rule: rule.name,
    endpoint: event.endpoint,
    provider: event.provider,
  };
}

/**
 * What sums up the events that a throttle has held back.
 *
 * @param rule - whose mode is `throttle`
 * @param held - of `endThrottle`
 * @param links - where more is to be seen
 * @returns the message
 */
export function toBurstMessage(rule: AlertRule, held: HeldBack, links: AlertLinks = {}): AlertMessage {
  const { from, until, total } = held;
  const key = `burst:${from}`;
  const many = total === 1 ? '1 more event' : `${total} more events`;
  return {
    id: toAlertId(rule.id, key),
    key,
    kind: 'burst',
    severity: rule.severity,
    title: `${rule.name}: ${many}`,
    summary: `${many} came from ${formatTime(from)} to ${formatTime(until)} and ${total === 1 ? 'is' : 'are'} summed up here.`,
    fields: [],
    rows: toRows(held),
    link: links.events?.(rule, { from, until: until + 1 }),
    occurredAt: until,
    rule: rule.name,
  };
}

/**
 * A marked sample, for a button that tests a channel by the real path.
 *
 * @param now - Unix milliseconds; each test is another message
 * @param rule - whose name and severity it shows (none)
 * @returns the message
 */
export function toTestMessage(now: number, rule?: Pick<AlertRule, 'id' | 'name' | 'severity'>): AlertMessage {
  const key = `test:${now}`;
  return {
    id: toAlertId(rule?.id ?? 'test', key),
    key,
    kind: 'test',
    severity: rule?.severity ?? 'info',
    title: 'Test: alerts arrive here',
    summary: 'Somebody has tried this channel. Nothing has happened.',
    fields: [{ name: 'Time', value: formatTime(now) }],
    rows: [],
    occurredAt: now,
    rule: rule?.name,
  };
}
