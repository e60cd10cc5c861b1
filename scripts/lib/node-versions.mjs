import { join } from 'node:path';
import { installPackages, isInstalled, nodePackage } from './npm-install.mjs';
import { cache } from './workspace.mjs';

/** One version of each Node that the packages support. */
export const nodeVersions = ['20.20.2', '22.23.3', '24.21.0', '26.10.0'];

const homes = join(cache, 'node');
const brought = new Map();

async function findOrInstall(version) {
  if (version === process.versions.node) return process.execPath;
  const home = join(homes, version);
  const packages = { [nodePackage]: version };
  if (!isInstalled(home, packages)) {
    console.log(`[setup] Node ${version} into .cache/node (once)`);
    await installPackages(home, packages);
  }
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(home, 'node_modules', nodePackage, 'bin', name);
}

/**
 * Brings in a version of Node, once: several at a time install at the same time.
 * @param {string} version such as `22.23.3`
 * @returns {Promise<string>} the path of its binary; this process's own, when it is that version
 */
export function bringNode(version) {
  const known = brought.get(version) ?? findOrInstall(version);
  brought.set(version, known);
  return known;
}
