import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/lib/workspace.mjs';

const held = {
  group: 'Stripe, 1 KiB',
  label: '@hooklatch/core',
  ratio: 1.12,
  spread: [1.1, 1.15],
  bound: 1.25,
};
const past = { group: 'Express, 1 KiB', label: 'rate', ratio: 0.5, bound: 0.9, atLeast: true };
const farPast = { ...past, ratio: 0.4 };
const peer = { group: 'Stripe, 1 KiB', label: 'stripe', ratio: 24, floor: '2.9 us', value: '70 us' };

let dir: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'hooklatch-report-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Runs a question that reports these figures. */
function ask(figures: readonly object[], args: readonly string[] = [], results?: string) {
  const found = { question: 'What does it cost?', unit: 'times the floor', figures, notes: ['A note.'] };
  const from = new URL(`file://${join(root, 'benchmarks/lib/report.mjs')}`).href;
  const file = join(dir, 'cost.mjs');
  writeFileSync(file, `import { report } from '${from}';\nreport(${JSON.stringify(found)});\n`);
  const { HOOKLATCH_RESULTS: _, ...env } = process.env;
  return spawnSync(process.execPath, [file, ...args], {
    encoding: 'utf8',
    env: results === undefined ? env : { ...env, HOOKLATCH_RESULTS: results },
  });
}

test.each([
  ['all are within their bounds', [held, peer], [], 0],
  ['one is past its bound', [held, past], [], 1],
  ['one is past its bound, in a short run', [held, past], ['--short'], 0],
  ['one is past twice its bound, in a short run', [held, farPast], ['--short'], 1],
  ['there are none', [], [], 1],
  ['one is no number', [{ ...held, ratio: Number.NaN }], [], 1],
])('the exit code where %s', (_, figures, args, status) => {
  expect(ask(figures, args).status).toBe(status);
});

test('one line a figure is printed', () => {
  const lines = ask([held, past, peer]).stdout.trimEnd().split('\n');
  expect(lines).toEqual([
    `What does it cost? (times the floor, Node ${process.versions.node})`,
    '  Stripe, 1 KiB, @hooklatch/core: 1.12 (1.10 to 1.15) at most 1.25',
    '  Express, 1 KiB, rate: 0.50 at least 0.90 PAST ITS BOUND',
    '  Stripe, 1 KiB, stripe: 24.00 [70 us against 2.9 us]',
  ]);
});

test('a result is kept under the name of its question, and names no machine', () => {
  const results = join(dir, 'results');
  ask([held, past], [], results);
  expect(readdirSync(results)).toEqual(['cost.json']);
  const text = readFileSync(join(results, 'cost.json'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    question: 'What does it cost?',
    node: process.versions.node,
    date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    machine: { cores: expect.any(Number), memory: expect.stringMatching(/^\d+ GiB$/) },
    figures: [held, past],
    notes: ['A note.'],
  });
  expect(text).not.toContain(hostname());
});
