// Node and pnpm for everything else. This file runs on Node 20 and needs nothing but npm, once.
import { delimiter, join } from 'node:path';
import { installPackages, isInstalled, nodePackage, withHome } from './npm-install.mjs';
import { cache, readManifest, root } from './workspace.mjs';

const NODE = '24.21.0';
const PNPM = readManifest('.').packageManager.replace('pnpm@', '');
const home = join(cache, 'toolchain');

/** The build and test tools need 22.18, 24.11 or 26. */
function isNodeUsable(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major === 22) return minor >= 18;
  if (major === 24) return minor >= 11;
  return major >= 26;
}

function wanted() {
  const packages = { pnpm: PNPM };
  return isNodeUsable(process.versions.node) ? packages : { ...packages, [nodePackage]: NODE };
}

/**
 * Makes sure of Node and pnpm, and gives the environment in which all tools run.
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function prepareToolchain() {
  const packages = wanted();
  if (!isInstalled(home, packages)) {
    const list = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
    console.log(`[setup] ${list.join(' and ')} into .cache/toolchain (once)`);
    await installPackages(home, packages);
  }
  const { NODE_ENV: _, ...env } = withHome(process.env);
  return {
    ...env,
    PATH: [join(root, 'node_modules', '.bin'), join(home, 'node_modules', '.bin'), env.PATH].join(delimiter),
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    DO_NOT_TRACK: '1',
    HOOKLATCH_NODE: process.execPath,
    ...(process.stdout.isTTY || env.FORCE_COLOR ? {} : { NO_COLOR: '1' }),
    NEXT_TELEMETRY_DISABLED: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    WRANGLER_SEND_METRICS: 'false',
  };
}
