import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askQuestion } from '../../benchmarks/lib/ask.mjs';
import { root } from '../../scripts/lib/workspace.mjs';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hooklatch-ask-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const answer = (figure: object) =>
  `report({ question: 'What?', unit: 'times', figures: [${JSON.stringify(figure)}] });`;
const held = { group: 'a', label: 'b', ratio: 1, bound: 1 };
const past = { ...held, ratio: 1.5 };

test.each([
  ['answers', answer(held), false, []],
  ['is past a bound', answer(past), false, ['cost: a, b is past its bound']],
  ['is past a bound in a short run', answer(past), true, []],
  ['has no server', 'console.log("nothing was measured")', false, []],
  ['dies', 'throw new Error("it is wrong")', true, ['cost: died without an answer (exit code 1)']],
  ['is killed', 'process.kill(process.pid, "SIGKILL")', false, ['cost: died without an answer (SIGKILL)']],
  [
    'dies later',
    `${answer(held)} process.exitCode = 3;`,
    false,
    ['cost: died after its answer (exit code 3)'],
  ],
])('of a question that %s is said what it needs', (_, code, short, said) => {
  const file = join(dir, 'cost.mjs');
  const from = pathToFileURL(join(root, 'benchmarks/lib/report.mjs')).href;
  writeFileSync(file, `import { report } from '${from}';\n${code}\n`);
  expect(askQuestion(file, { short, results: join(dir, 'results') })).toEqual(said);
});
