import type { AlertEvent, AlertLinks } from './alert-event.ts';
import { toAlertId } from './alert-id.ts';
import type { AlertField, AlertMessage } from './alert-message.ts';
import type { DigestWindow } from './digest-windows.ts';
import { formatChange, formatTime } from './format.ts';
import type { AlertRule, DigestMode } from './rule.ts';
import { addToTally, toRows, toTally, type Tally } from './tally.ts';

const weekMs = 7 * 86_400_000;

/** What a digest tells. */
export interface DigestContent {
  readonly window: DigestWindow;
  /** What the rule has matched in the window. */
  readonly counts: Tally;
  /** The same of the window before, where somebody has counted it. */
  readonly before?: Tally | undefined;
}

/**
 * Whether a digest is sent: one with something in it always is.
 *
 * @param mode - what becomes of empty ones
 * @param content - what it would tell
 * @param lastSaidAt - the end of the last window that was told, or when the rule was made; Unix milliseconds
 * @returns whether it is to be sent
 */
export function isDigestSaid(
  { empty }: DigestMode,
  { window, counts }: DigestContent,
  lastSaidAt: number,
): boolean {
  if (!isQuiet(counts) || empty === 'always') return true;
  return empty === 'heartbeat' && window.until - lastSaidAt >= weekMs;
}

/** What came before the window may have failed in it. */
const isQuiet = ({ total, failures }: Tally): boolean => total === 0 && failures === 0;

/**
 * What a digest says: totals, the change against the window before, and how often each type came, what has failed first.
 *
 * @param rule - whose mode is `digest`
 * @param content - what it tells
 * @param links - where more is to be seen
 * @returns the message; its key is the window's beginning
 */
export function toDigestMessage(
  rule: AlertRule,
  content: DigestContent,
  links: AlertLinks = {},
): AlertMessage {
  const { window, counts, before } = content;
  const { from, until } = window;
  const timeZone = rule.mode.kind === 'digest' ? rule.mode.timeZone : 'UTC';
  const key = `digest:${from}`;
  const fields: AlertField[] = [
    { name: 'Events', value: formatChange(counts.total, before?.total) },
    { name: 'Failures', value: formatChange(counts.failures, before?.failures) },
    { name: 'From', value: formatTime(from, timeZone) },
    { name: 'Until', value: formatTime(until, timeZone) },
  ];
  const many = counts.total === 1 ? '1 event' : `${counts.total} events`;
  const failed = counts.failures === 0 ? 'none failed' : `${counts.failures} failed`;
  return {
    id: toAlertId(rule.id, key),
    key,
    kind: 'digest',
    severity: counts.failures > 0 && rule.severity === 'info' ? 'warning' : rule.severity,
    title: isQuiet(counts) ? `${rule.name}: all quiet` : `${rule.name}: ${many}`,
    summary: isQuiet(counts) ? 'No events in this time.' : `${many}, ${failed}.`,
    fields,
    rows: toRows(counts, before),
    link: links.events?.(rule, { from, until }),
    occurredAt: until,
    rule: rule.name,
  };
}

/**
 * Counts an event that a rule has matched, for its digest.
 *
 * @param counts - of the window (nothing yet)
 * @param event - what came
 * @returns the counts with it; what was rejected stands under its code
 */
export function countInDigest(
  counts: Tally | undefined,
  { outcome, type, code }: Pick<AlertEvent, 'outcome' | 'type' | 'code'>,
): Tally {
  const name = outcome === 'rejected' ? `rejected: ${code ?? 'unknown'}` : type;
  return addToTally(counts ?? toTally(), name, outcome !== 'verified');
}
