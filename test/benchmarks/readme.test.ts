import { expect, test } from 'vitest';
import { toReadme } from '../../benchmarks/lib/readme.mjs';
import { result } from './result.ts';

const lines = (text: string) => text.split('\n');

test('a question has its heading, its plot, its table and its notes', () => {
  const page = toReadme({ verify: result });
  const section = lines(page.slice(page.indexOf('\n## ') + 1));
  expect(section).toEqual([
    '## What does `verify` cost, against the hash?',
    '',
    '`verify.mjs`, Node 24.1.0, 2026-01-31',
    '',
    '![What does `verify` cost, against the hash?](plots/verify.svg)',
    '',
    '| What |  | times the floor | Quartiles | Bound | Held | Measured | Against |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    '| Stripe, 1 KiB | @hooklatch/core | 1.12 | 1.10 to 1.15 | at most 1.25 | yes | 3.2 us | 2.9 us |',
    String.raw`|  | a\|peer <1> | 24.00 |  |  |  |  |  |`,
    '| Express, 1 KiB | rate | 0.50 |  | at least 0.90 | **no** |  |  |',
    '',
    '- The first note.',
    '- The second note.',
    '',
  ]);
});

test('a column that no figure fills is left out', () => {
  const figures = [{ group: 'a', label: 'b', ratio: 1 }];
  const page = toReadme({ size: { ...result, figures, notes: [] } });
  expect(lines(page).slice(-5)).toEqual([
    '',
    '| What |  | times the floor |',
    '| --- | --- | --- |',
    '| a | b | 1.00 |',
    '',
  ]);
});

test('the list of questions links to them, and counts the bounds that are held', () => {
  expect(lines(toReadme({ verify: result }))).toContain(
    '| [What does `verify` cost, against the hash?](#what-does-verify-cost-against-the-hash) | 1 of 2 | `verify` |',
  );
});

test('the machine is said once where all were measured on it, else at each question', () => {
  const one = toReadme({ a: result, b: result });
  expect(one).toContain('All were measured on A processor, 2 cores, 8 GiB, linux x64.');
  expect(one).not.toContain('on A processor, 2 cores, 8 GiB, linux x64\n');
  const other = { ...result, machine: { ...result.machine, cores: 4 } };
  const two = toReadme({ a: result, b: other });
  expect(two).not.toContain('All were measured on');
  expect(lines(two)).toContain('`a.mjs`, Node 24.1.0, 2026-01-31, on A processor, 2 cores, 8 GiB, linux x64');
  expect(lines(two)).toContain('`b.mjs`, Node 24.1.0, 2026-01-31, on A processor, 4 cores, 8 GiB, linux x64');
});
