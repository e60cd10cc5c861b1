import { describe, expect, test } from 'vitest';
import {
  checkFailure,
  escalationOf,
  failureDueAt,
  observeFailure,
  observeSuccess,
  toFailureMessage,
  toRule,
  type FailureState,
} from '../src/rules.ts';
import { play, policy } from './lib/play-failures.ts';

test.each<[string, readonly (readonly [number, string])[], readonly string[]]>([
  ['a failure alone is not said', [[0, 'f']], []],
  ['the third one is', [[0, 'fff']], ['0 opened']],
  ['a final one is at once', [[0, 'F']], ['0 opened']],
  [
    'three in six minutes are not',
    [
      [0, 'f'],
      [3, 'f'],
      [6, 'f'],
    ],
    [],
  ],
  [
    'what goes on is not said again',
    [
      [0, 'fff'],
      [1, 'fff'],
      [60, 'fff'],
    ],
    ['0 opened'],
  ],
  [
    'but after four hours',
    [
      [0, 'fff'],
      [239, 'f'],
      [240, 'f'],
      [241, 'f'],
      [480, 'f'],
    ],
    ['0 opened', '240 repeated', '480 repeated'],
  ],
  [
    'three successes end it, and ten quiet minutes',
    [
      [0, 'fff'],
      [1, 'sss'],
      [9, '.'],
      [10, '.'],
    ],
    ['0 opened', '10 resolved'],
  ],
  [
    'the third success may come late',
    [
      [0, 'fff'],
      [1, 'ss'],
      [30, '.'],
      [31, 's'],
    ],
    ['0 opened', '31 resolved'],
  ],
  [
    'a failure in between counts them anew',
    [
      [0, 'fff'],
      [5, 'sss'],
      [9, 'f'],
      [12, 's'],
      [19, 's'],
      [20, '.'],
      [21, 's'],
    ],
    ['0 opened', '21 resolved'],
  ],
  [
    'time alone ends nothing',
    [
      [0, 'fff'],
      [600, '.'],
    ],
    ['0 opened'],
  ],
  [
    'what comes back soon has never been away, and is said once an hour',
    [
      [0, 'fff'],
      [10, 'sss'],
      [20, 'f'],
      [30, 'sss'],
      [45, 'f'],
      [60, 'sss'],
      [75, 'f'],
      [85, 'sss'],
      [95, 'f'],
    ],
    ['0 opened', '10 resolved', '75 repeated', '85 resolved'],
  ],
  [
    'what came back unsaid and stays is said after an hour',
    [
      [0, 'fff'],
      [10, 'sss'],
      [20, 'f'],
      [69, 'f'],
      [70, 'f'],
      [71, 'f'],
    ],
    ['0 opened', '10 resolved', '70 repeated'],
  ],
  [
    'what comes back late begins anew',
    [
      [0, 'fff'],
      [10, 'sss'],
      [41, 'f'],
      [42, 'ff'],
    ],
    ['0 opened', '10 resolved', '42 opened'],
  ],
  [
    'successes without failures are nothing',
    [
      [0, 'sss'],
      [1, '.'],
    ],
    [],
  ],
])('%s', (_, happenings, said) => {
  expect(play(...happenings)).toEqual(said);
});

describe('time', () => {
  test('is waited for where it ends something', () => {
    let { state } = observeFailure(undefined, { at: 0, isFinal: true }, policy);
    expect(failureDueAt(state)).toBeUndefined();
    for (const at of [1, 2, 3]) ({ state } = observeSuccess(state, at));
    expect(failureDueAt(state)).toBe(600_000);
    ({ state } = checkFailure(state, 600_000));
    expect(failureDueAt(state)).toBeUndefined();
  });
});

test.each([
  [20, { 9: undefined, 10: 50, 11: undefined, 14: 70, 18: 90, 20: 100, 21: undefined }],
  [3, { 1: undefined, 2: 50, 3: 100 }],
  [1, { 1: 100, 2: undefined }],
])('of a limit of %i failures these parts are said', (limit, parts) => {
  for (const [count, part] of Object.entries(parts)) expect(escalationOf(Number(count), limit)).toBe(part);
});

test('all that is said of one failure has one incident, and each a key of its own', () => {
  const rule = toRule({ id: 'f', match: { on: 'failure' } });
  const subject = { id: 'dst_1:503', name: 'Billing', cause: 'HTTP 503' };
  const opened = observeFailure(undefined, { at: 0, isFinal: true }, policy).state as FailureState;
  const resolved = { ...opened, state: 'resolved', notifiedAt: 600_000, resolvedAt: 600_000 } as const;
  const first = toFailureMessage(rule, subject, opened, 'opened', {
    failure: (id) => `https://example.com/${id}`,
  });
  const last = toFailureMessage(rule, subject, resolved, 'resolved');
  expect([first.kind, first.severity, first.title, first.link]).toEqual([
    'failure',
    'error',
    'Billing fails: HTTP 503',
    'https://example.com/dst_1:503',
  ]);
  expect([last.kind, last.severity, last.title]).toEqual(['recovery', 'info', 'Billing works again']);
  expect(last.incident).toBe(first.incident);
  expect(last.key).not.toBe(first.key);
});
