// Whether a built example is still what its sources say.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root, workspaceDirs } from '../lib/workspace.mjs';

const generated = new Set(['node_modules', 'dist', '.next', '.turbo', '.wrangler', 'test', 'next-env.d.ts']);

const stampOf = (example: string): string => join(cache, 'demo', `${example}.built`);

function* filesIn(dir: string, skipped: ReadonlySet<string>): Generator<string> {
  if (!existsSync(dir)) return;
  const entries = readdirSync(dir, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (skipped.has(entry.name)) continue;
    const path = join(dir, entry.name);
    if (entry.isDirectory()) yield* filesIn(path, skipped);
    else if (entry.isFile() && !entry.name.endsWith('.tsbuildinfo')) yield path;
  }
}

/** A digest of all that a build is made of: the example, the built packages, the versions of all others. */
function fingerprint(example: string): string {
  const hash = createHash('sha256').update(process.version);
  const packages = (workspaceDirs(['packages']) as string[]).map((dir) => join(root, dir, 'dist'));
  const sources = [...filesIn(join(root, 'examples', example), generated)];
  const dists = packages.flatMap((dir) => [...filesIn(dir, new Set())]);
  for (const file of [...sources, ...dists, join(root, 'pnpm-lock.yaml')]) {
    hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Whether anything has changed since an example was built by the demo. */
export function needsBuild(example: string): boolean {
  const stamp = stampOf(example);
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint(example);
}

/** Remembers that an example is built. */
export function markBuilt(example: string): void {
  mkdirSync(join(cache, 'demo'), { recursive: true });
  writeFileSync(stampOf(example), fingerprint(example));
}
