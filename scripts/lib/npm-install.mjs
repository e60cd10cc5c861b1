import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { run } from './process.mjs';
import { cache } from './workspace.mjs';

/** Packages of the registry that hold a Node binary as it is; elsewhere `node` fetches its own. */
const binaries = new Set(['linux-x64', 'linux-arm64', 'win32-x64']);
const platform = `${process.platform}-${process.arch}`;

/** The package of the registry that brings Node to this platform. */
export const nodePackage = binaries.has(platform) ? `node-${platform.replace('win32', 'win')}` : 'node';

const versionOf = (home, name) => {
  const file = join(home, 'node_modules', name, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
};

/** Whether packages are in a directory's node_modules, in these versions. */
export const isInstalled = (home, packages) =>
  Object.entries(packages).every(([name, version]) => versionOf(home, name) === version);

/** Tools may write into HOME, but none may need one that is there and writable. */
export function withHome(env) {
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
 * Installs packages with npm into a directory of their own, which appears when all of it is there.
 * @param {string} home the directory; what it held is removed
 * @param {Readonly<Record<string, string>>} packages exact versions by name; their install scripts run
 * @returns {Promise<void>}
 * @throws {Error} when npm could not install them
 */
export async function installPackages(home, packages) {
  const partial = `${home}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const names = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  const allowScripts = Object.fromEntries(names.map((name) => [name, true]));
  const manifest = { private: true, dependencies: packages, allowScripts };
  writeFileSync(join(partial, 'package.json'), JSON.stringify(manifest, null, 2));
  const flags = [
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--ignore-scripts=false',
    '--loglevel=error',
  ];
  const command = ['npm', 'install', '--prefix', partial, '--cache', join(partial, '.npm'), ...flags];
  const { ok, output } = await run(command, { cwd: partial, env: withHome(process.env), quiet: true });
  rmSync(join(partial, '.npm'), { recursive: true, force: true });
  // Another process may have been first, and use them already.
  if (ok && !isInstalled(home, packages)) {
    rmSync(home, { recursive: true, force: true });
    renameSync(partial, home);
  }
  rmSync(partial, { recursive: true, force: true });
  if (ok) return;
  throw new Error(`npm could not install ${names.join(' and ')}; the first run needs the network\n${output}`);
}
