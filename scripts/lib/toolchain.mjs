// Node and pnpm for everything else. This file runs on Node 20 and needs nothing but npm, once.
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './process.mjs';
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

/** Packages of the registry that hold a Node binary as it is; elsewhere `node` fetches its own. */
const binaries = new Set(['linux-x64', 'linux-arm64', 'win32-x64']);

function wanted() {
  const packages = { pnpm: PNPM };
  if (isNodeUsable(process.versions.node)) return packages;
  const platform = `${process.platform}-${process.arch}`;
  return {
    ...packages,
    [binaries.has(platform) ? `node-${platform.replace('win32', 'win')}` : 'node']: NODE,
  };
}

const versionOf = (name) => {
  const file = join(home, 'node_modules', name, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
};

async function installToolchain(packages) {
  const list = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  console.log(`[setup] ${list.join(' and ')} into .cache/toolchain (once)`);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const allowScripts = Object.fromEntries(
    Object.entries(packages).map(([name, version]) => [`${name}@${version}`, true]),
  );
  const manifest = { private: true, dependencies: packages, allowScripts };
  writeFileSync(join(home, 'package.json'), JSON.stringify(manifest, null, 2));
  const flags = [
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--ignore-scripts=false',
    '--loglevel=error',
  ];
  const result = await run(['npm', 'install', '--prefix', home, '--cache', join(cache, 'npm'), ...flags], {
    cwd: home,
    env: withHome(process.env),
  });
  rmSync(join(cache, 'npm'), { recursive: true, force: true });
  if (!result.ok)
    throw new Error(`npm could not install ${list.join(' and ')}; the first run needs the network`);
}

/** Tools may write into HOME, but none may need one that is there and writable. */
function withHome(env) {
  try {
    if (!env.HOME) throw new Error('no HOME');
    accessSync(env.HOME, constants.W_OK);
    return env;
  } catch {
    const substitute = join(cache, 'home');
    mkdirSync(substitute, { recursive: true });
    return { ...env, HOME: substitute };
  }
}

/**
 * Makes sure of Node and pnpm, and gives the environment in which all tools run.
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function prepareToolchain() {
  const packages = wanted();
  const isReady = Object.entries(packages).every(([name, version]) => versionOf(name) === version);
  if (!isReady) await installToolchain(packages);
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
