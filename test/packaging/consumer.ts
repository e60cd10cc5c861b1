import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { packAll } from '../../scripts/lib/pack.mjs';
import { libraries, root } from '../../scripts/lib/workspace.mjs';

const exec = promisify(execFile);

/** An empty project outside the checkout, in which the packed packages were installed. */
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
      found[name] = await realpath(join(root, path, 'node_modules', name));
    }
  }
  return found;
}

type Packed = Awaited<ReturnType<typeof packAll>>;

/** What is installed, and where it is: tarballs, and directories of the workspace. */
interface Wanted {
  readonly packed: Packed;
  readonly outside: Readonly<Record<string, string>>;
}

async function installWithNpm(dir: string): Promise<void> {
  const flags = ['--offline', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  await exec('npm', ['install', ...flags, '--cache', join(dir, '.npm')], { cwd: dir });
}

/** What npm would do, in a twentieth of its time. */
async function unpack(dir: string, { packed, outside }: Wanted): Promise<void> {
  for (const { name, tarball } of packed) {
    const target = join(dir, 'node_modules', name);
    await mkdir(target, { recursive: true });
    await exec('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
  }
  for (const [name, source] of Object.entries(outside)) {
    const target = join(dir, 'node_modules', name);
    await mkdir(dirname(target), { recursive: true });
    await symlink(source, target, 'dir');
  }
}

/**
 * Packs all libraries and installs them, without the network.
 *
 * @param type - of the project
 * @param isByNpm - whether npm itself installs them, for a test of that
 */
export async function createConsumer(type: 'module' | 'commonjs', isByNpm = false): Promise<Consumer> {
  const dir = await mkdtemp(join(tmpdir(), `hooklatch ${type} `));
  const packed = await packAll(join(dir, 'tarballs'), libraries());
  const outside = await readOutside(packed.map((item) => item.dir));
  const toFiles = (places: readonly (readonly [string, string])[]): Record<string, string> =>
    Object.fromEntries(places.map(([name, place]) => [name, `file:${place}`]));
  const own = toFiles(packed.map(({ name, tarball }) => [name, tarball]));
  const dependencies = { ...own, ...toFiles(Object.entries(outside)) };
  const write = (name: string, text: string) => writeFile(join(dir, name), text);
  await write('package.json', JSON.stringify({ name: 'consumer', private: true, type, dependencies }));
  if (isByNpm) await installWithNpm(dir);
  else await unpack(dir, { packed, outside });
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
