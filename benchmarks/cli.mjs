// How much longer than Node itself does `hooklatch --help` take to start?
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compare } from './lib/compare.mjs';

const bound = 150;
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
const { floor, ours } = await compare(
  async () => run('-e', '0'),
  async () => run(command, '--help'),
  options,
);
const [bare, help] = [floor / 1000, ours / 1000];
console.log(
  `hooklatch --help, Node ${process.versions.node}: ${help.toFixed(0)} ms against ${bare.toFixed(0)} ms of node -e 0`,
);
console.log(`difference ${(help - bare).toFixed(0)} ms, bound ${bound} ms`);
if (help - bare > (short ? 2 * bound : bound)) process.exitCode = 1;
