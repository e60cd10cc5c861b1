import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { collect } from './collect.ts';
import { runMatrix, type Matrix } from './run-matrix.ts';
import { runtimes } from './runtimes.ts';
import { suiteRows } from './suite-list.ts';
import { toPage } from './to-page.ts';

// The contract suites and every vector, on every runtime, from the packed packages.

let matrix: Matrix;

beforeAll(async () => {
  matrix = await runMatrix();
}, 900_000);

describe.each(runtimes)('$name', ({ name }) => {
  test.each(suiteRows)('$title', ({ title }) => {
    const cell = matrix.get(name)?.get(title);
    if (cell !== undefined && 'notSupported' in cell) return;
    expect(cell).toMatchObject({ failed: [] });
    expect(cell?.passed).toBeGreaterThan(50);
  });
});

test('docs/runtimes.md says what ran (npm run runtimes writes it)', async () => {
  expect(await readFile(new URL('../../docs/runtimes.md', import.meta.url), 'utf8')).toBe(toPage(matrix));
});

test.each([1, 2])('a fact that fails is counted, and the others go on (%i at a time)', async (lanes) => {
  let runs = 0;
  const { passed, leftOut, failed } = await collect(({ test: define }) => {
    define('good', () => {});
    define('bad', () => Promise.reject(new Error(`no, ${(runs += 1)}`)));
    define('away (left out: no clock)', () => {});
    define('good too', async () => {});
  }, lanes);
  expect({ passed, leftOut, runs }).toEqual({ passed: 2, leftOut: 1, runs: lanes });
  expect(failed).toEqual([{ name: 'bad', error: expect.stringContaining(`no, ${lanes}`) }]);
});

test('a fact that fails among others may pass when it is alone', async () => {
  let runs = 0;
  const late = (): void => {
    runs += 1;
    if (runs === 1) throw new Error('late');
  };
  expect(await collect(({ test: define }) => define('late', late), 2)).toEqual({
    passed: 1,
    leftOut: 0,
    failed: [],
  });
});
