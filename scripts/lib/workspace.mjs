import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's directory. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** What belongs to the checkout, is not committed, and outlives node_modules: tools, tarballs, totals. */
export const cache = join(root, '.cache');

/**
 * Directories of the workspace that have a package.json, as paths from the root.
 * @param {readonly string[]} groups `packages`, `examples`, `benchmarks`
 */
export function workspaceDirs(groups = ['packages', 'examples', 'benchmarks']) {
  const dirs = groups.flatMap((group) => {
    if (group === 'benchmarks' || !existsSync(join(root, group))) return [group];
    return readdirSync(join(root, group))
      .toSorted()
      .map((name) => `${group}/${name}`);
  });
  return dirs.filter((dir) => existsSync(join(root, dir, 'package.json')));
}

/** The package.json of a directory, parsed. */
export const readManifest = (dir) => JSON.parse(readFileSync(join(root, dir, 'package.json'), 'utf8'));

/** Packages that are published and have something to build. */
export const publicPackages = () =>
  workspaceDirs(['packages']).filter(
    (dir) => existsSync(join(root, dir, 'src')) && readManifest(dir).private !== true,
  );

/** Public packages that are imported; the others are commands. */
export const libraries = () => publicPackages().filter((dir) => readManifest(dir).bin === undefined);
