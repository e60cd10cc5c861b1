import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const modules = fileURLToPath(new URL('../../../../node_modules/', import.meta.url));

/** What a run of tests came to. */
export interface Passed {
  /** How many have passed of the files in a directory. */
  countIn(dir: string): number;
  /** What was printed where a test has failed; else nothing. */
  readonly failure: string;
}

interface Ran {
  readonly isOk: boolean;
  readonly printed: string;
}

function run(dir: string, command: string, args: readonly string[]): Promise<Ran> {
  const { NODE_ENV: _, NODE_OPTIONS: _options, ...env } = process.env;
  const options = { cwd: dir, env: { ...env, CI: '1', NO_COLOR: '1' }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(command, args, options, (error, stdout, stderr) =>
      resolve({ isOk: error === null, printed: error ? stdout + stderr : stdout }),
    );
  });
}

const compilerOptions = {
  target: 'es2023',
  module: 'esnext',
  moduleResolution: 'bundler',
  customConditions: ['@hooklatch/source'],
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  skipLibCheck: true,
  lib: ['es2023', 'dom', 'dom.iterable'],
  typeRoots: [join(modules, '@types')],
  types: ['node'],
};

/** Checks the types of everything below a directory. @returns what the compiler says: nothing where all is well */
export async function runTypes(dir: string): Promise<string> {
  await writeFile(
    join(dir, 'check.json'),
    JSON.stringify({ compilerOptions, include: ['**/*.ts', '**/*.mts'] }),
  );
  const { printed } = await run(dir, join(modules, '.bin/tsc'), ['-p', 'check.json', '--pretty', 'false']);
  return printed;
}

/** Runs the tests of projects with Vitest, all in one run. */
export async function runVitest(parent: string, dirs: readonly string[]): Promise<Passed> {
  const vitest = join(modules, 'vitest/vitest.mjs');
  const flags = ['--reporter=default', '--reporter=json', '--outputFile.json=report.json'];
  const { isOk, printed } = await run(parent, process.execPath, [vitest, 'run', ...flags, ...dirs]);
  if (!isOk) return { countIn: () => 0, failure: printed };
  const { testResults } = JSON.parse(await readFile(join(parent, 'report.json'), 'utf8')) as VitestReport;
  const files = testResults.flatMap(({ name, assertionResults }) => assertionResults.map(() => name));
  return { countIn: countIn(files), failure: '' };
}

interface VitestReport {
  readonly testResults: readonly { readonly name: string; readonly assertionResults: readonly unknown[] }[];
}

/** Prints the file of each test that passes, and why another one does not. */
const reporter = `export default async function* (events) {
  for await (const { type, data } of events) {
    if (type === 'test:pass') yield data.file + '\\n';
    if (type === 'test:fail') yield data.file + ': ' + data.name + ': ' + data.details.error.cause + '\\n';
  }
}
`;

/** Runs the tests of a project with Node's own runner: each has secrets of its own in the environment. */
export async function runNodeTests(dir: string): Promise<Passed> {
  const file = join(dir, '..', 'reporter.mjs');
  await writeFile(file, reporter);
  const flags = ['--conditions=@hooklatch/source', '--test', '--test-isolation=none'];
  const own = ['--test-reporter', pathToFileURL(file).href];
  const { isOk, printed } = await run(dir, process.execPath, [...flags, ...own, ...(await findTests(dir))]);
  return { countIn: isOk ? countIn(printed.split('\n')) : () => 0, failure: isOk ? '' : printed };
}

async function findTests(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter(({ name, parentPath }) => /\.test\.\w+$/.test(name) && !parentPath.includes('node_modules'))
    .map(({ name, parentPath }) => join(parentPath, name));
}

const countIn =
  (files: readonly string[]) =>
  (dir: string): number =>
    files.filter((file) => file.startsWith(`${dir}/`)).length;
