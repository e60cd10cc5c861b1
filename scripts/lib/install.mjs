import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.mjs';
import { readManifest, root, workspaceDirs } from './workspace.mjs';

const stamp = join(root, 'node_modules', '.hooklatch-installed');
const fields = ['name', 'dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/** A digest of all that decides what an installation looks like. */
function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) {
    hash.update(existsSync(join(root, file)) ? readFileSync(join(root, file)) : '');
  }
  for (const dir of ['.', ...workspaceDirs()]) {
    const manifest = readManifest(dir);
    hash.update(JSON.stringify([dir, ...fields.map((field) => manifest[field])]));
  }
  return hash.digest('hex');
}

const hasModules = () =>
  workspaceDirs().every((dir) => {
    const { dependencies, devDependencies } = readManifest(dir);
    return (!dependencies && !devDependencies) || existsSync(join(root, dir, 'node_modules'));
  });

/**
 * Installs the workspace when the lockfile or a manifest has changed since the last time.
 * @param {NodeJS.ProcessEnv} env
 */
export async function installWorkspace(env) {
  const isCurrent = existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint() && hasModules();
  if (isCurrent) return;
  console.log('[setup] pnpm install');
  const flags = ['--reporter=append-only', '--prefer-offline', '--config.confirmModulesPurge=false'];
  const result = await run(['pnpm', 'install', ...flags], { env });
  if (!result.ok) throw new Error('pnpm install failed');
  writeFileSync(stamp, fingerprint());
}
