// Runs every question, one process each: `npm run bench -- --only verify,size`. With `--short` as the tests do: fewer
// rounds, twice the bounds, and nothing is written. Without it README.md and plots/ are written from what was found.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { askQuestion } from './lib/ask.mjs';
import { toPlot } from './lib/plot.mjs';
import { toReadme } from './lib/readme.mjs';

const folder = fileURLToPath(new URL('./', import.meta.url));
const kept = join(folder, 'results');
const plots = join(folder, 'plots');

const { values } = parseArgs({
  options: { short: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const questions = readdirSync(folder)
  .filter((name) => name.endsWith('.mjs') && name !== 'main.mjs')
  .map((name) => basename(name, '.mjs'));
const asked = values.only?.split(',').map((name) => name.trim()) ?? questions;
const unknown = asked.filter((name) => !questions.includes(name));
if (unknown.length > 0) {
  throw new TypeError(`No question is named ${unknown.join(', ')}. There are: ${questions.join(', ')}.`);
}

/** Writes the page from the results that are kept, these new ones among them. */
function write(results) {
  for (const into of [kept, plots]) mkdirSync(into, { recursive: true });
  for (const file of readdirSync(results)) copyFileSync(join(results, file), join(kept, file));
  const all = questions
    .map((name) => [name, join(kept, `${name}.json`)])
    .filter(([, file]) => existsSync(file))
    .map(([name, file]) => [name, JSON.parse(readFileSync(file, 'utf8'))]);
  for (const [name, result] of all) writeFileSync(join(plots, `${name}.svg`), toPlot(result));
  writeFileSync(join(folder, 'README.md'), toReadme(Object.fromEntries(all)));
}

const results = mkdtempSync(join(tmpdir(), 'hooklatch-bench-'));
try {
  const options = { short: values.short, results };
  const failures = asked.flatMap((name) => askQuestion(join(folder, `${name}.mjs`), options));
  if (!values.short) write(results);
  console.log(`${readdirSync(results).length} of ${asked.length} questions answered`);
  console.log(failures.length === 0 ? 'Every bound is held.' : failures.join('\n'));
  if (failures.length > 0) process.exitCode = 1;
} finally {
  rmSync(results, { recursive: true, force: true });
}
