// No source file passes 250 lines.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, workspaceDirs } from './lib/workspace.mjs';

const LIMIT = 250;
const code = /\.([cm]?[jt]sx?)$/;
const generated = new Set([
  'node_modules',
  'dist',
  'build',
  '.next',
  '.svelte-kit',
  '.astro',
  '.react-router',
  '.nitro',
  '.output',
  '.tanstack',
  'routeTree.gen.ts',
  '.wrangler',
  '.turbo',
  'coverage',
  'next-env.d.ts',
  'generated',
]);

function* filesIn(dir) {
  let entries = [];
  try {
    entries = readdirSync(join(root, dir), { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    if (generated.has(entry.name)) continue;
    if (entry.isDirectory()) yield* filesIn(join(dir, entry.name));
    else if (code.test(entry.name)) yield join(dir, entry.name);
  }
}

const dirs = ['scripts', 'test', ...workspaceDirs()];
let tooLong = 0;
for (const file of dirs.flatMap((dir) => [...filesIn(dir)])) {
  const lines = readFileSync(join(root, file), 'utf8').replace(/\n$/, '').split('\n').length;
  if (lines <= LIMIT) continue;
  tooLong += 1;
  console.log(`${file} has ${lines} lines; ${LIMIT} is the limit`);
}
process.exitCode = tooLong > 0 ? 1 : 0;
