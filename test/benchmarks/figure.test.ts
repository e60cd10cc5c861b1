import { expect, test } from 'vitest';
import { boundText, groupsOf, isHeld, spreadText, toText } from '../../benchmarks/lib/figure.mjs';

const figure = { group: 'Stripe, 1 KiB', label: 'verify' };
const short = { short: true };

test.each([
  ['at an upper bound', { ratio: 1.25, bound: 1.25 }, {}, true],
  ['above an upper bound', { ratio: 1.26, bound: 1.25 }, {}, false],
  ['at a lower bound', { ratio: 0.9, bound: 0.9, atLeast: true }, {}, true],
  ['below a lower bound', { ratio: 0.89, bound: 0.9, atLeast: true }, {}, false],
  ['far above a lower bound', { ratio: 9, bound: 0.9, atLeast: true }, {}, true],
  ['short, at twice an upper bound', { ratio: 2.5, bound: 1.25 }, short, true],
  ['short, past twice an upper bound', { ratio: 2.51, bound: 1.25 }, short, false],
  ['short, at half a lower bound', { ratio: 0.45, bound: 0.9, atLeast: true }, short, true],
  ['short, past half a lower bound', { ratio: 0.44, bound: 0.9, atLeast: true }, short, false],
  ['short, but exact', { ratio: 5001, bound: 5000, exact: true }, short, false],
  ['without a bound', { ratio: 99 }, {}, true],
  ['no number', { ratio: Number.NaN, bound: 1.25 }, {}, false],
  ['no number, with a lower bound', { ratio: Number.NaN, bound: 0.9, atLeast: true }, {}, false],
])('a figure %s', (_, given, options, held) => {
  expect(isHeld({ ...figure, ...given }, options)).toBe(held);
});

test.each([
  [1.005, '1.00'],
  [0.333, '0.33'],
  [99.9, '99.90'],
  [123.4, '123'],
  [12_345, '12,345'],
])('%d reads %s', (number, text) => {
  expect(toText(number)).toBe(text);
});

test('quartiles and bounds read as words', () => {
  expect(spreadText([1.1, 1.154])).toBe('1.10 to 1.15');
  expect(spreadText(undefined)).toBe('');
  expect(boundText({ ...figure, ratio: 1, bound: 600 })).toBe('at most 600');
  expect(boundText({ ...figure, ratio: 1, bound: 0.9, atLeast: true })).toBe('at least 0.90');
  expect(boundText({ ...figure, ratio: 1 })).toBe('');
});

test('figures of one group stand together', () => {
  const figures = ['a', 'b', 'a'].map((group, ratio) => ({ group, label: 'x', ratio }));
  expect(groupsOf(figures)).toEqual([
    ['a', [figures[0], figures[2]]],
    ['b', [figures[1]]],
  ]);
});
