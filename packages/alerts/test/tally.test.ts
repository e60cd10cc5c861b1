import { array, assert, boolean, property, string, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { addToTally, joinTallies, toRows, toTally, type Tally } from '../src/rules.ts';

const count = (events: readonly (readonly [string, boolean])[]): Tally =>
  events.reduce((tally, [type, isFailure]) => addToTally(tally, type, isFailure), toTally());

test('what has failed comes first, then what came most often, with the change', () => {
  const before = toTally([
    ['paid', 2, 0],
    ['failed', 5, 5],
  ]);
  const now = toTally([
    ['paid', 9, 0],
    ['created', 12, 0],
    ['failed', 4, 3],
  ]);
  expect(toRows(now, before)).toEqual([
    { name: 'failed', count: 3, before: 5, isFailure: true },
    { name: 'created', count: 12, before: 0, isFailure: false },
    { name: 'paid', count: 9, before: 2, isFailure: false },
    { name: 'failed', count: 1, before: 0, isFailure: false },
  ]);
});

test('there are 20 rows at most, and the last one is all the rest', () => {
  const rows = toRows(toTally(Array.from({ length: 300 }, (_, at) => [`type ${at}`, 300 - at, 0])));
  expect(rows).toHaveLength(20);
  expect(rows[19]).toMatchObject({ name: '(all others)', isFailure: false });
  expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe((300 * 301) / 2);
});

test('many types take no more room than 200', () => {
  const tally = count(Array.from({ length: 1000 }, (_, at) => [`${at} ${'x'.repeat(500)}`, at % 2 === 0]));
  expect([tally.total, tally.failures, tally.types.length, tally.others]).toEqual([
    1000,
    500,
    200,
    [800, 400],
  ]);
  expect(JSON.stringify(tally).length).toBeLessThan(50_000);
});

test('two together are what one would be', () => {
  const events = array(tuple(string({ maxLength: 2 }), boolean()), { maxLength: 30 });
  assert(
    property(events, events, (left, right) => {
      const joined = joinTallies(count(left), count(right));
      const whole = count([...left, ...right]);
      const sorted = ({ types, ...rest }: Tally): object => ({
        ...rest,
        types: types.toSorted(([one], [other]) => (one < other ? -1 : 1)),
      });
      expect(sorted(joined)).toEqual(sorted(whole));
      expect(joinTallies(toTally(), whole).total).toBe(whole.total);
    }),
    { numRuns: 50 },
  );
});
