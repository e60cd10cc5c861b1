import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from './process.mjs';
import { cache, publicPackages, readManifest, root, workspaceDirs } from './workspace.mjs';

/** Tarballs by the digest of what is in them: many tests want them, and packing takes a second each. */
const kept = join(cache, 'tarballs');

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
    const digest = digestOf(dir);
    const place = join(kept, digest);
    if (!existsSync(place)) await pack(dir, digest);
    const [file] = readdirSync(place);
    copyFileSync(join(place, file), join(destination, file));
    packed.push({ dir, name: readManifest(dir).name, tarball: join(destination, file) });
  }
  return packed;
}

/** Puts a package's tarball where those of its digest are kept. */
async function pack(dir, digest) {
  const partial = join(kept, `${process.pid}-${basename(dir)}`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const { ok, output } = await run(['pnpm', 'pack', '--pack-destination', partial], {
    cwd: join(root, dir),
    quiet: true,
  });
  if (!ok) throw new Error(`pnpm pack failed in ${dir}\n${output}`);
  if (digestOf(dir) !== digest) throw new Error(`${dir} was changed while it was packed.`);
  try {
    renameSync(partial, join(kept, digest));
  } catch {
    // Another process was first, with the same.
    rmSync(partial, { recursive: true });
  }
}

/** A digest of everything that goes into a package's tarball: its files, the licence, and the versions it asks for. */
function digestOf(dir) {
  const hash = createHash('sha256');
  for (const one of workspaceDirs(['packages'])) hash.update(`${one} ${readManifest(one).version}\n`);
  const own = readdirSync(join(root, dir), { withFileTypes: true }).filter((entry) => entry.isFile());
  const listed = readManifest(dir).files.flatMap((part) => filesIn(join(root, dir, part)));
  const files = [join(root, 'LICENSE'), ...own.map(({ name }) => join(root, dir, name)), ...listed];
  const inOrder = files.toSorted((left, right) => (left < right ? -1 : 1));
  for (const file of inOrder) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return `${basename(dir)}-${hash.digest('hex')}`;
}

function filesIn(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
