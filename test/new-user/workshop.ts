import { execFile } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { packAll } from '../../scripts/lib/pack.mjs';
import { readManifest, root } from '../../scripts/lib/workspace.mjs';
import { frameworks, type UserFramework } from './frameworks.ts';

const exec = promisify(execFile);
const workspaceStore = join(root, 'node_modules/.pnpm');
const toolNames = ['core', 'providers', 'testing', 'relay', 'eslint-plugin', 'cli'];
const ownPackages = toolNames.concat(frameworks.map(({ name }) => name)).map((name) => `packages/${name}`);

/** Where the packed packages are installed, with a project for each framework beside each other. */
export interface Workshop {
  /** Makes a new project: empty, but for what was installed. */
  createProject(framework: UserFramework): Promise<string>;
  remove(): Promise<void>;
}

/**
 * Installs the packed packages once, and the frameworks beside them: copies of what the workspace has installed, so that
 * nothing is downloaded, and nothing of the checkout is reached.
 */
export async function createWorkshop(): Promise<Workshop> {
  const dir = await mkdtemp(join(tmpdir(), 'hooklatch user '));
  const modules = join(dir, 'node_modules');
  try {
    const outside = await installPacked(dir);
    const sources = new Map([...(await findTools()), ...outside]);
    const copied = new Set<string>();
    for (const source of sources.values()) await copyEntry(entryOf(source), join(modules, '.store'), copied);
    for (const [name, source] of sources) {
      await linkPackage(join(modules, '.store', relative(workspaceStore, source)), join(modules, name));
    }
    await linkCommands(modules, [...sources.keys()]);
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
  return {
    async createProject({ name, packages }) {
      const project = join(dir, name);
      await mkdir(project);
      const own = ['cli', 'testing', 'providers', name].map((one) => `@hooklatch/${one}`);
      const dependencies = Object.fromEntries([...own, ...packages].map((one) => [one, '*']));
      await writeFile(join(project, 'package.json'), JSON.stringify({ name, type: 'module', dependencies }));
      await symlink('../node_modules', join(project, 'node_modules'), 'dir');
      return project;
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

/** Packs and installs what `hooklatch init` says to install; gives where the workspace has what that depends on. */
async function installPacked(dir: string): Promise<ReadonlyMap<string, string>> {
  const packed = await packAll(join(dir, 'tarballs'), ownPackages);
  const outside = new Map<string, string>();
  for (const path of ownPackages) {
    const { dependencies = {} } = readManifest(path) as { dependencies?: Record<string, string> };
    for (const name of Object.keys(dependencies).filter((one) => !one.startsWith('@hooklatch/'))) {
      outside.set(name, await realpath(join(root, path, 'node_modules', name)));
    }
  }
  const dependencies = Object.fromEntries([
    ...packed.map(({ name, tarball }) => [name, `file:${tarball}`]),
    ...[...outside].map(([name, source]) => [name, `file:${source}`]),
  ]);
  await writeFile(
    join(dir, 'package.json'),
    JSON.stringify({ name: 'workshop', private: true, dependencies }),
  );
  const flags = ['--offline', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  await exec('npm', ['install', ...flags, '--cache', join(dir, '.npm')], { cwd: dir });
  return outside;
}

/** Where the workspace has the frameworks, and what they are developed with. */
async function findTools(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const examples = frameworks.map(({ name }) => join(root, 'examples', name, 'node_modules'));
  for (const modules of examples) {
    for (const name of await packagesIn(modules)) found.set(name, await realpath(join(modules, name)));
  }
  for (const name of ['vitest', '@types/node'])
    found.set(name, await realpath(join(root, 'node_modules', name)));
  // Next wants TypeScript's own API, which ended with 6.
  return found.set('typescript', await typescript6());
}

async function packagesIn(modules: string): Promise<readonly string[]> {
  const names = (await readdir(modules)).filter((name) => !name.startsWith('.') && name !== '@hooklatch');
  const nested = names.map(async (name) =>
    name.startsWith('@') ? (await readdir(join(modules, name))).map((one) => `${name}/${one}`) : [name],
  );
  return (await Promise.all(nested)).flat();
}

/** The entry of pnpm's store that holds a package and links to what it depends on. */
function entryOf(source: string): string {
  return relative(workspaceStore, source).split('/')[0] ?? '';
}

async function typescript6(): Promise<string> {
  const wrapper = await realpath(join(root, 'examples/next/node_modules/typescript'));
  return realpath(join(dirname(wrapper), 'old'));
}

/** Copies an entry, as hard links where that can be, and those that it links to. */
async function copyEntry(entry: string, into: string, copied: Set<string>): Promise<void> {
  if (copied.has(entry)) return;
  copied.add(entry);
  await mkdir(into, { recursive: true });
  const source = join(workspaceStore, entry);
  await exec('cp', ['-al', source, into]).catch(async () => {
    await rm(join(into, entry), { recursive: true, force: true });
    await exec('cp', ['-a', source, into]);
  });
  for (const name of await packagesIn(join(source, 'node_modules'))) {
    const path = join(source, 'node_modules', name);
    if (!(await lstat(path)).isSymbolicLink()) continue;
    await copyEntry(entryOf(resolve(dirname(path), await readlink(path))), into, copied);
  }
}

async function linkPackage(to: string, at: string): Promise<void> {
  await rm(at, { recursive: true, force: true });
  await mkdir(dirname(at), { recursive: true });
  await symlink(relative(dirname(at), to), at, 'dir');
}

/** The commands that an install would put into `node_modules/.bin`. */
async function linkCommands(modules: string, names: readonly string[]): Promise<void> {
  await mkdir(join(modules, '.bin'), { recursive: true });
  for (const name of names) {
    const { bin = {} } = JSON.parse(await readFile(join(modules, name, 'package.json'), 'utf8')) as {
      bin?: string | Record<string, string>;
    };
    const commands = typeof bin === 'string' ? { [basename(name)]: bin } : bin;
    for (const [command, file] of Object.entries(commands)) {
      const at = join(modules, '.bin', command);
      await rm(at, { force: true });
      await symlink(join('..', name, file), at);
      await chmod(join(modules, name, file), 0o755);
    }
  }
}
