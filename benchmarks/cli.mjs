// How much longer than Node itself does `hooklatch --help` take to start?
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compare } from './lib/compare.mjs';
import { report } from './lib/report.mjs';

const short = process.argv.includes('--short');
const command = fileURLToPath(new URL('../packages/cli/dist/hooklatch.mjs', import.meta.url));
if (!existsSync(command)) throw new Error('Build first: npm run build');

const run = (...args) => {
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error('What is measured is wrong: it fails.');
  return stdout;
};
if (!run(command, '--help').startsWith('Usage: hooklatch '))
  throw new Error('What is measured is wrong: no help.');

const options = short ? { rounds: 7, calls: 1 } : { rounds: 31, calls: 1 };
const { floor, ours, differences } = await compare(
  async () => run('-e', '0'),
  async () => run(command, '--help'),
  options,
);
const toMilliseconds = (time) => time / 1000;
report({
  question: 'How much longer than Node itself does the command take to start?',
  unit: 'milliseconds more',
  figures: [
    {
      group: 'node -e 0',
      label: 'hooklatch --help',
      ratio: toMilliseconds(differences.middle),
      spread: differences.spread.map(toMilliseconds),
      bound: 150,
      floor: `${toMilliseconds(floor).toFixed(0)} ms`,
      value: `${toMilliseconds(ours).toFixed(0)} ms`,
    },
  ],
});
