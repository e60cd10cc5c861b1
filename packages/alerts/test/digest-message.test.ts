import { expect, test } from 'vitest';
import { isDigestSaid, toDigestMessage, toRule, toTally, type DigestMode } from '../src/rules.ts';

const hour = 3_600_000;
const until = Date.parse('2026-11-20T10:00:00Z');
const window = { from: until - hour, until, dueAt: until + 5000 };
const rule = toRule({ id: 'r', match: { on: 'event' }, mode: { kind: 'digest', cron: '0 * * * *' } });
const mode = rule.mode as DigestMode;

test.each([
  ['nothing', toTally(), false],
  ['an event', toTally([['paid', 1, 0]]), true],
  ['an event that has failed', toTally([['paid', 1, 1]]), true],
  ['what came before and has failed now', toTally([['paid', 0, 1]]), true],
])('a digest of %s is said, or is not', (_, counts, isSaid) => {
  expect(isDigestSaid(mode, { window, counts }, window.until - hour)).toBe(isSaid);
});

test.each([
  ['No events in this time.', [], toTally()],
  ['2 events, none failed.', ['paid 2'], toTally([['paid', 2, 0]])],
  ['2 events, 1 failed.', ['!paid 1', 'paid 1'], toTally([['paid', 2, 1]])],
  ['1 event, 3 failed.', ['!paid 3'], toTally([['paid', 1, 3]])],
  ['0 events, 1 failed.', ['!paid 1'], toTally([['paid', 0, 1]])],
])('"%s"', (summary, rows, counts) => {
  const message = toDigestMessage(rule, { window, counts, before: toTally([['paid', 1, 4]]) });
  expect(message.summary).toBe(summary);
  expect(message.rows.map(({ name, count, isFailure }) => `${isFailure ? '!' : ''}${name} ${count}`)).toEqual(
    rows,
  );
  expect(message.rows.every(({ before }) => (before ?? 0) >= 0)).toBe(true);
});
