import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What installs packages. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** What was found of the project that files are made for. */
export interface Project {
  readonly dir: string;
  /** Every package that package.json names. */
  readonly dependencies: ReadonlySet<string>;
  readonly hasManifest: boolean;
  /** Whether package.json says `"type": "module"`; without one Node looks into the file. */
  readonly isModule: boolean;
  readonly hasTsconfig: boolean;
  /** Whether tsconfig.json lets an import end in `.ts`. */
  readonly allowsTsImports: boolean;
  readonly packageManager: PackageManager;
  /** Whether a file or a directory of the project is there. */
  has(path: string): boolean;
}

interface Manifest {
  readonly type?: string;
  readonly packageManager?: string;
  readonly dependencies?: object;
  readonly devDependencies?: object;
  readonly peerDependencies?: object;
}

const lockfiles: readonly (readonly [file: string, manager: PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
];

/**
 * Reads what a project says of itself.
 *
 * @param dir - the directory of its package.json; it need not be there
 * @param env - of the process: a package manager that runs the command tells its name
 * @returns what was found
 * @throws SyntaxError where package.json is no JSON
 */
export function readProject(dir: string, env: Readonly<Record<string, string | undefined>>): Project {
  const manifestText = readText(join(dir, 'package.json'));
  const manifest = manifestText === undefined ? {} : (JSON.parse(manifestText) as Manifest);
  const tsconfig = readText(join(dir, 'tsconfig.json'));
  const groups = [manifest.dependencies, manifest.devDependencies, manifest.peerDependencies];
  return {
    dir,
    dependencies: new Set(groups.flatMap((group) => Object.keys(group ?? {}))),
    hasManifest: manifestText !== undefined,
    isModule: manifestText === undefined || manifest.type === 'module',
    hasTsconfig: tsconfig !== undefined,
    allowsTsImports: /"(allowImporting|rewriteRelativeImport)\w+"\s*:\s*true/.test(tsconfig ?? ''),
    packageManager: findManager(dir) ?? namedManager(manifest.packageManager ?? env['npm_config_user_agent']),
    has: (path) => existsSync(join(dir, path)),
  };
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** By the nearest lockfile, up to the root of the repository. */
function findManager(dir: string): PackageManager | undefined {
  const found = lockfiles.find(([file]) => existsSync(join(dir, file)));
  if (found) return found[1];
  const parent = dirname(dir);
  return parent === dir || existsSync(join(dir, '.git')) ? undefined : findManager(parent);
}

function namedManager(text = ''): PackageManager {
  const [name = ''] = text.split(/[@/]/);
  return lockfiles.find(([, manager]) => manager === name)?.[1] ?? 'npm';
}
