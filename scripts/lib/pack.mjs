import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.mjs';
import { publicPackages, readManifest, root } from './workspace.mjs';

/**
 * Packs packages as they would be published.
 * @param {string} into a directory, emptied first
 * @param {readonly string[]} dirs all public packages, unless named
 * @returns {Promise<{ dir: string, name: string, tarball: string }[]>}
 */
export async function packAll(into, dirs = publicPackages()) {
  rmSync(into, { recursive: true, force: true });
  const packed = [];
  for (const dir of dirs) {
    const destination = join(into, dir);
    mkdirSync(destination, { recursive: true });
    const { ok, output } = await run(['pnpm', 'pack', '--pack-destination', destination], {
      cwd: join(root, dir),
      quiet: true,
    });
    if (!ok) throw new Error(`pnpm pack failed in ${dir}\n${output}`);
    const [file] = readdirSync(destination);
    packed.push({ dir, name: readManifest(dir).name, tarball: join(destination, file) });
  }
  return packed;
}
