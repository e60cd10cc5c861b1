import { expect, test } from 'vitest';
import { observeFailure, toFailureMessage, toRule, type FailureState } from '../src/rules.ts';
import { playWith, policy } from './lib/play-failures.ts';

test.each<[string, readonly (readonly [number, string])[], readonly string[]]>([
  [
    'each part is said once, when it is reached',
    [
      [0, 'fff'],
      [1, 'ffffff'],
      [2, 'f'],
      [3, 'fff'],
      [4, 'f'],
      [5, 'ffff'],
      [6, 'ff'],
      [7, 'f'.repeat(40)],
    ],
    ['0 opened', '2 escalated 50', '4 escalated 70', '5 escalated 90', '6 escalated 100'],
  ],
  [
    'a success begins anew, and what was said is not said again',
    [
      [0, 'f'.repeat(15)],
      [1, 's'],
      [2, 'f'.repeat(17)],
      [3, 'f'],
    ],
    ['0 opened', '0 escalated 50', '0 escalated 70', '3 escalated 90'],
  ],
  [
    'all is said again once it was resolved',
    [
      [0, 'f'.repeat(10)],
      [1, 'sss'],
      [10, '.'],
      [15, 'f'.repeat(9)],
      [16, 'f'],
    ],
    ['0 opened', '0 escalated 50', '10 resolved', '16 escalated 50'],
  ],
  [
    'half of the limit opens what fails slowly',
    [...Array.from({ length: 9 }, (_, at) => [at * 60, 'f'] as const), [540, 'f'], [541, 'ffff']],
    ['540 opened', '541 escalated 70'],
  ],
  [
    'what is said of a part is not repeated soon after',
    [
      [0, 'fff'],
      [239, 'fffffff'],
      [240, 'f'],
      [479, 'f'],
    ],
    ['0 opened', '239 escalated 50', '479 repeated'],
  ],
])('towards a limit of 20 in a row, %s', (_, happenings, said) => {
  expect(playWith({ ...policy, limit: 20 }, happenings)).toEqual(said);
});

test('somebody else may count: what is passed at once is said as one, under a key that does not change', () => {
  const rule = toRule({ id: 'f', match: { on: 'failure' } });
  const limited = { ...policy, limit: 20 };
  const opened = observeFailure(undefined, { at: 0, isFinal: true, inRow: 3 }, limited);
  const { state, turn } = observeFailure(opened.state, { at: 5, inRow: 14 }, limited);
  expect([opened.turn, opened.state?.step, turn, state?.step]).toEqual([
    'opened',
    undefined,
    'escalated',
    70,
  ]);
  const later = observeFailure(opened.state, { at: 7, inRow: 15 }, limited).state;
  const [first, second] = [state, later].map((one) =>
    toFailureMessage(rule, { id: 'x', name: 'Billing', cause: '500' }, one as FailureState, 'escalated'),
  );
  expect(first?.key).toBe(second?.key);
  expect([first?.kind, first?.title]).toEqual([
    'failure',
    'Billing has failed 14 times in a row: 70 % of the limit',
  ]);
  expect(first?.fields).toContainEqual({ name: 'In a row', value: '14 of 20 (70 %)' });
  expect(observeFailure(state, { at: 9, inRow: 20 }, limited).state?.step).toBe(100);
});
