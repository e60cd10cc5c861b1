import type { RuleView } from '../../api/alert-api.ts';
import { visibleLine } from '../../lib/visible.ts';
import { toDraft, type RuleDraft } from './rule-draft.ts';

/** What makes a rule speak. */
export const triggers: readonly (readonly [RuleDraft['on'], string])[] = [
  ['event', 'An event was verified'],
  ['failure', 'A destination keeps failing, and when it is over'],
  ['silence', 'No event came for hours'],
  ['burst', 'Many signatures were wrong'],
  ['rotation', 'A secret is about to be retired'],
];

/** When it speaks. */
export const modes: readonly (readonly [RuleDraft['mode'], string, string])[] = [
  ['each', 'Each at once', 'One message for one event.'],
  ['throttle', 'Throttled', 'A few at once; what more comes is summed up.'],
  ['digest', 'Digest', 'Counted, and told at times of a calendar.'],
];

/** Times of a calendar that are asked for most. */
export const crons: readonly (readonly [string, string])[] = [
  ['0 * * * *', 'every hour'],
  ['0 9 * * *', 'every day at 9:00'],
  ['0 9 * * 1-5', 'Monday to Friday at 9:00'],
  ['0 9 * * 1', 'on Mondays at 9:00'],
];

/** How bad it is. */
export const severities: readonly (readonly [string, string])[] = [
  ['', 'As usual for its kind'],
  ['info', 'Info'],
  ['warning', 'Warning'],
  ['error', 'Error'],
  ['critical', 'Critical'],
];

/** A rule in a sentence. */
export function describeRule(rule: RuleView): string {
  const { on, hours, days, failures, burst, types, mode, cron, timeZone, filter } = toDraft(rule);
  const what = {
    event: `Verified events${types === '' ? '' : ` of ${types}`}${filter === '' ? '' : ` with ${filter}`}`,
    failure: `Destinations that fail, from ${failures} failures on`,
    silence: `No event${types === '' ? '' : ` of ${types}`} in ${hours} hours`,
    burst: `${burst} wrong signatures or more`,
    rotation: `Secrets that are retired within ${days} days`,
  }[on];
  const known = crons.find(([each]) => each === cron)?.[1] ?? cron;
  const when = { each: 'each at once', throttle: 'throttled', digest: `a digest ${known} (${timeZone})` }[
    mode
  ];
  return visibleLine(on === 'event' ? `${what}, ${when}` : what);
}
