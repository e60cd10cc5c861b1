// Builds the public packages: `node scripts/build.mjs [package ...]`. With turbo, so that what has not changed is not built.
import { run } from './lib/process.mjs';
import { publicPackages, readManifest } from './lib/workspace.mjs';

const asked = process.argv.slice(2).map((name) => name.replace(/^packages\//, '').replace(/\/$/, ''));
const dirs = publicPackages().filter(
  (dir) => asked.length === 0 || asked.includes(dir.slice('packages/'.length)),
);
const filters = dirs.map((dir) => `--filter=${readManifest(dir).name}`);
const flags = ['--output-logs=errors-only', '--log-order=grouped', '--no-update-notifier', '--ui=stream'];

if (dirs.length === 0) {
  console.log('nothing to build');
} else if (process.env.HOOKLATCH_BUILT === 'true') {
  // Everything was built a moment ago, and is read now: nobody writes it again meanwhile.
  console.log('built already');
} else {
  console.log(`building ${dirs.map((dir) => dir.slice('packages/'.length)).join(', ')}`);
  const { ok } = await run(['turbo', 'run', 'build', ...filters, ...flags]);
  process.exitCode = ok ? 0 : 1;
}
