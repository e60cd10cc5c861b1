import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bringNode, nodeVersions } from '../../scripts/lib/node-versions.mjs';
import { root } from '../../scripts/lib/workspace.mjs';
import type { Running } from '../adapters/running.ts';
import { bundleOwn, bundleWhole } from './bundle.ts';
import { startProcess } from './start-process.ts';

/** What a suite may need of a runtime: `node:sqlite`, and packages that are loaded by `require`. */
export type Ability = 'sqlite' | 'require';

/** A runtime that the packages run on. */
export interface Runtime {
  /** With its version. */
  readonly name: string;
  /** What it does not have, and why. (nothing) */
  readonly without?: { readonly [Name in Ability]?: string };
  /**
   * Starts a server that answers suites, and the endpoints of the adapter contract.
   * @param dir where the packed packages are installed
   */
  start(dir: string, format: 'esm' | 'cjs'): Promise<Running>;
}

const versionOf = (file: string): string =>
  (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
const rootModule = (name: string): string => join(root, 'node_modules', name);

/** The entry for a runtime with files, beside the installed packages. */
async function writeEntry(dir: string, entry: string, format: 'esm' | 'cjs'): Promise<string> {
  const file = join(dir, `${entry}-${crypto.randomUUID()}.${format === 'esm' ? 'mjs' : 'cjs'}`);
  await writeFile(file, await bundleOwn(entry, format));
  return file;
}

const node = (version: string): Runtime => ({
  name: `Node ${version}`,
  ...(version.startsWith('20.') && { without: { sqlite: 'no `node:sqlite`' } }),
  start: async (cwd, format) =>
    startProcess({ program: await bringNode(version), args: [await writeEntry(cwd, 'node', format)], cwd }),
});

const bun: Runtime = {
  name: `Bun ${versionOf(rootModule('bun/package.json'))}`,
  start: async (cwd, format) =>
    startProcess({ program: rootModule('.bin/bun'), args: [await writeEntry(cwd, 'bun', format)], cwd }),
};

const deno: Runtime = {
  name: `Deno ${versionOf(rootModule('deno/package.json'))}`,
  async start(cwd, format) {
    const entry = await writeEntry(cwd, 'deno', format);
    const flags = ['--no-config', '--node-modules-dir=manual', '--allow-all'];
    // Its command in `.bin` would start it as a process of its own.
    return startProcess({ program: rootModule('deno/deno'), args: ['run', ...flags, entry], cwd });
  },
};

const fromWorkers = createRequire(join(root, 'packages/workers/package.json'));
const fromMiniflare = createRequire(fromWorkers.resolve('miniflare'));

const bundled = { sqlite: 'no files', require: 'bundled' };

/** As of a date when nothing of Node was there without a flag. */
const workerdConfig = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(
    name = "main",
    worker = (modules = [(name = "worker", esModule = embed "worker.mjs")], compatibilityDate = "2024-04-01")
  )],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]
);`;

const workerd: Runtime = {
  name: `workerd ${versionOf(fromMiniflare.resolve('workerd/package.json'))}`,
  without: bundled,
  start: async (dir) =>
    startProcess({
      program: (fromMiniflare('workerd') as { default: string }).default,
      args: ['serve', '{dir}/config.capnp', '--control-fd=1'],
      files: {
        'config.capnp': workerdConfig,
        'worker.mjs': await bundleWhole('workerd', dir, { conditions: ['workerd', 'worker', 'browser'] }),
      },
      toUrl: (line) => `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}`,
    }),
};

const edge: Runtime = {
  name: `edge runtime of Next.js ${versionOf(join(root, 'packages/next/node_modules/next/package.json'))}`,
  without: bundled,
  start: async (dir) =>
    startProcess({
      program: process.execPath,
      args: [fileURLToPath(new URL('edge-server.ts', import.meta.url)), '{dir}/edge.js'],
      files: {
        'edge.js': await bundleWhole('edge', dir, { conditions: ['edge-light', 'browser'], format: 'iife' }),
      },
    }),
};

/** Every runtime, in the order of the table. */
export const runtimes: readonly Runtime[] = [...nodeVersions.map(node), bun, deno, workerd, edge];
