import { expect, test } from 'vitest';
import { toPlot } from '../../benchmarks/lib/plot.mjs';
import { result } from './result.ts';

/** Widths of the bars, in their order: the first rectangle is the background. */
const bars = (svg: string) =>
  Array.from(svg.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)"/g), ([, width]) =>
    Number(width),
  ).slice(1);

/** Colours of the bars. */
const fills = (svg: string) =>
  Array.from(svg.matchAll(/rx="2" fill="(#\w+)"/g), ([, fill]) => fill as string);

const figures = (...ratios: number[]) => ratios.map((ratio) => ({ group: 'a', label: 'b', ratio }));

test('every tag is closed, and no text ends one', () => {
  const svg = toPlot(result);
  expect(svg).toContain('>a|peer &lt;1&gt;<');
  expect(svg).toContain('<title>What does verify cost, against the hash?</title>');
  const tags = svg.match(/<(\/?\w+)[^>]*?(\/?)>/g) ?? [];
  const open = tags.filter((tag) => !tag.endsWith('/>') && !tag.startsWith('</'));
  expect(open.length).toBe(tags.filter((tag) => tag.startsWith('</')).length);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});

test('it has a background and says every number', () => {
  const svg = toPlot(result);
  expect(svg).toMatch(/<rect x="0.5" y="0.5"[^>]*fill="#ffffff"/);
  for (const said of ['1.12 (1.10 to 1.15)', 'at most 1.25', '24.00', '0.50', 'at least 0.90']) {
    expect(svg).toContain(`>${said}<`);
  }
});

test('bars are as long as their figures', () => {
  expect(bars(toPlot({ ...result, figures: figures(1, 2, 4) }))).toEqual([82.5, 165, 330]);
});

test('a bar far longer than every bound is cut, so that the others can be told apart', () => {
  const svg = toPlot({
    ...result,
    figures: [{ group: 'a', label: 'b', ratio: 1, bound: 1 }, ...figures(40)],
  });
  expect(bars(svg)).toEqual([82.5, 330]);
});

test('groups have a scale of their own where that is asked for', () => {
  const two = [...figures(1), { group: 'other', label: 'b', ratio: 10 }];
  expect(bars(toPlot({ ...result, figures: two }))).toEqual([33, 330]);
  expect(bars(toPlot({ ...result, figures: two, scale: 'group' }))).toEqual([330, 330]);
});

test('what is past its bound, ours and others differ in colour', () => {
  const [ours, other, past] = fills(toPlot(result));
  expect(new Set([ours, other, past]).size).toBe(3);
  const held = toPlot({
    ...result,
    figures: [{ group: 'a', label: 'rate', ratio: 1, bound: 0.9, atLeast: true }],
  });
  expect(fills(held)).toEqual([ours]);
});
