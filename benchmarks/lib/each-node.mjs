import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bringNode, nodeVersions } from '../../scripts/lib/node-versions.mjs';

/**
 * Runs a program of this folder on every Node that the packages support; in a short run on this one alone.
 *
 * @param {string} program its file
 * @param {boolean} short
 * @param {readonly string[]} [flags] Node's
 * @returns {Promise<{ version: string, found: any }[]>} what it printed, as JSON
 */
export async function onEachNode(program, short, flags = []) {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const results = [];
  for (const version of short ? [process.versions.node] : nodeVersions) {
    const node = short ? process.execPath : await bringNode(version);
    const printed = execFileSync(node, [...flags, file, ...(short ? ['--short'] : [])], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    results.push({ version, found: JSON.parse(printed) });
  }
  return results;
}

/** @param {number} microseconds */
export const toMicroseconds = (microseconds) => `${microseconds.toFixed(microseconds < 100 ? 2 : 0)} us`;
