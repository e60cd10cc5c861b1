import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { packAll } from '../../scripts/lib/pack.mjs';
import { libraries, root } from '../../scripts/lib/workspace.mjs';

const exec = promisify(execFile);

/** An empty project outside the checkout, in which the packed packages were installed by npm. */
export interface Consumer {
  readonly dir: string;
  /** Every entry that can be imported: `@hooklatch/core`, `@hooklatch/core/node`, … */
  readonly entries: readonly string[];
  /** Writes a file of the project. */
  write(name: string, text: string): Promise<void>;
  /** Runs a file, with the Node of the machine where nothing else is said, and gives what it printed. */
  node(file: string, program?: string): Promise<string>;
  /** Type-checks files, and gives what the compiler says: nothing when all is well. */
  types(files: readonly string[], compilerOptions: Record<string, unknown>): Promise<string>;
  remove(): Promise<void>;
}

interface Manifest {
  readonly exports?: Record<string, unknown>;
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

const readManifest = async (dir: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(dir, 'package.json'), 'utf8'));

/** Frameworks are the application's own: they come from the workspace, so that no network is needed. */
async function linkFrameworks(dir: string, packages: readonly string[]): Promise<void> {
  for (const from of [root, ...packages.map((path) => join(root, path))]) {
    const { peerDependencies = {}, devDependencies = {} } = await readManifest(from);
    const types = Object.keys(devDependencies).filter((name) => name.startsWith('@types/'));
    for (const name of [...Object.keys(peerDependencies), ...types]) {
      const target = join(dir, 'node_modules', name);
      if (existsSync(target)) continue;
      await mkdir(dirname(target), { recursive: true });
      await symlink(join(from, 'node_modules', name), target, 'dir');
    }
  }
}

async function entriesOf(dir: string, names: readonly string[]): Promise<string[]> {
  const lists = names.map(async (name) => {
    const { exports = {} } = await readManifest(join(dir, 'node_modules', name));
    const paths = Object.keys(exports).filter((path) => path !== './package.json' && !path.includes('*'));
    return paths.map((path) => name + path.slice(1));
  });
  return (await Promise.all(lists)).flat();
}

/** What the packages depend on beside each other: from the workspace, so that no network is needed. */
async function readOutside(packages: readonly string[]): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const path of packages) {
    const { dependencies = {} } = await readManifest(join(root, path));
    for (const name of Object.keys(dependencies).filter((one) => !one.startsWith('@hooklatch/'))) {
      found[name] = `file:${await realpath(join(root, path, 'node_modules', name))}`;
    }
  }
  return found;
}

/** Packs all libraries and installs them with npm, without the network. */
export async function createConsumer(type: 'module' | 'commonjs'): Promise<Consumer> {
  const dir = await mkdtemp(join(tmpdir(), `hooklatch ${type} `));
  const packed = await packAll(join(dir, 'tarballs'), libraries());
  const own = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const dependencies = { ...own, ...(await readOutside(packed.map((item) => item.dir))) };
  const write = (name: string, text: string) => writeFile(join(dir, name), text);
  await write('package.json', JSON.stringify({ name: 'consumer', private: true, type, dependencies }));
  const flags = [
    '--offline',
    '--ignore-scripts',
    '--legacy-peer-deps',
    '--no-audit',
    '--no-fund',
    '--cache',
    join(dir, '.npm'),
  ];
  await exec('npm', ['install', ...flags], { cwd: dir });
  await linkFrameworks(
    dir,
    packed.map((item) => item.dir),
  );

  return {
    dir,
    entries: await entriesOf(dir, Object.keys(own)),
    write,
    async node(file, program = process.env['HOOKLATCH_NODE'] ?? process.execPath) {
      const { stdout } = await exec(program, [file], { cwd: dir });
      return stdout.trim();
    },
    async types(files, compilerOptions) {
      const options = { noEmit: true, strict: true, exactOptionalPropertyTypes: true, ...compilerOptions };
      await write('tsconfig.json', JSON.stringify({ compilerOptions: options, files }));
      return exec(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.json'], { cwd: dir }).then(
        ({ stdout }) => stdout,
        ({ stdout }) => stdout,
      );
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
