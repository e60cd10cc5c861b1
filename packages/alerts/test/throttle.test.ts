import { array, assert, constantFrom, integer, property, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countInThrottle, endThrottle, throttleDueAt, type ThrottleState } from '../src/rules.ts';

const mode = { kind: 'throttle', limit: 3, groupWaitMs: 30_000, groupIntervalMs: 300_000 } as const;

/** Lets events come at these seconds; says what was said, and summed up, and when. */
function play(seconds: readonly number[], until = 2000): readonly string[] {
  const said: string[] = [];
  let state: ThrottleState | undefined;
  const end = (now: number): void => {
    const ended = endThrottle(mode, state, now);
    state = ended.state;
    if (ended.held) said.push(`${now / 1000}: ${ended.held.total} more`);
  };
  const pass = (now: number): void => {
    for (
      let due = throttleDueAt(mode, state);
      due !== undefined && due <= now;
      due = throttleDueAt(mode, state)
    )
      end(due);
    end(now);
  };
  for (const second of seconds) {
    pass(second * 1000);
    const counted = countInThrottle(mode, state, { type: 'a' }, second * 1000);
    // It is kept as JSON.
    state = JSON.parse(JSON.stringify(counted.state)) as ThrottleState;
    if (counted.isSaid) said.push(`${second}`);
  }
  pass(until * 1000);
  return said;
}

const burst = (count: number, at = 0): readonly number[] => Array.from({ length: count }, () => at);

test.each<[string, readonly number[], readonly string[]]>([
  ['nothing', [], []],
  ['a few', [0, 1, 2], ['0', '1', '2']],
  ['one more than that', burst(4), ['0', '0', '0', '30: 1 more']],
  ['many', burst(100), ['0', '0', '0', '30: 97 more']],
  ['a few in each window', [0, 10, 20, 40, 50, 60], ['0', '10', '20', '40', '50', '60']],
  [
    'what comes right after a summary waits for the next',
    [...burst(5), 31, 329],
    ['0', '0', '0', '30: 2 more', '330: 2 more'],
  ],
  [
    'what goes on is summed up each five minutes',
    [...burst(5), 31, 331, 632],
    ['0', '0', '0', '30: 2 more', '330: 1 more', '630: 1 more', '930: 1 more'],
  ],
  ['what has ended begins anew', [...burst(4), 400], ['0', '0', '0', '30: 1 more', '400']],
])('%s', (_, seconds, said) => {
  expect(play(seconds)).toEqual(said);
});

describe('any events', () => {
  test('each is said once, alone or in a sum', () => {
    assert(
      property(array(integer({ min: 0, max: 900 }), { maxLength: 60 }), (given) => {
        const lines = play(given.toSorted((left, right) => left - right));
        const summed = lines.flatMap((line) => Number(/: (\d+) more/.exec(line)?.[1] ?? []));
        const alone = lines.filter((line) => !line.includes('more')).length;
        expect(alone + summed.reduce((sum, one) => sum + one, 0)).toBe(given.length);
      }),
    );
  });

  test('no window of 30 seconds has more than twice the limit', () => {
    assert(
      property(
        array(tuple(integer({ min: 0, max: 300 }), constantFrom(1, 5)), { maxLength: 30 }),
        (given) => {
          const seconds = given
            .flatMap(([second, count]) => burst(count, second))
            .toSorted((left, right) => left - right);
          const times = play(seconds).map((line) => Number.parseInt(line, 10));
          for (const from of times)
            expect(times.filter((time) => time >= from && time < from + 30).length).toBeLessThanOrEqual(
              2 * 3 + 1,
            );
        },
      ),
    );
  });
});
