import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { root, type Snippet } from './snippets.ts';

/** What the compiler says, by the file that the snippet stands in. */
export type Complaints = ReadonlyMap<string, readonly string[]>;

const cache = `.cache/snippets-${process.pid}`;
const workspace = globSync(['packages/*/package.json', 'examples/*/package.json'], { cwd: root })
  .map((path) => dirname(path))
  .toSorted();

/** As the framework's own template has it. */
const bundled = /(next|workers)$/;

/** Type-checks every snippet against the sources, in a directory from which its imports resolve. */
export async function checkSnippets(snippets: readonly Snippet[]): Promise<Complaints> {
  const homes = new Map<string, Snippet[]>();
  for (const snippet of snippets) {
    const home = homeOf(snippet);
    homes.set(home, [...(homes.get(home) ?? []), snippet]);
  }
  const found = new Map<string, string[]>();
  try {
    const queue = [...homes];
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        for (const [file, complaint] of await compile(...next))
          found.set(file, [...(found.get(file) ?? []), complaint]);
      }
    };
    await Promise.all([work(), work()]);
  } finally {
    for (const home of homes.keys()) rmSync(join(root, home, cache), { recursive: true, force: true });
  }
  return found;
}

/** The first directory that everything a snippet imports can be found from, its own before others. */
function homeOf({ file, code }: Snippet): string {
  const own = /^(packages|examples)\/[^/]+/.exec(file)?.[0] ?? '.';
  const names = [...code.matchAll(/(?:from|import)\s*\(?'([^'.][^']*)'/g)]
    .map(([, specifier]) => specifier as string)
    .filter((specifier) => !isBuiltin(specifier))
    .map((specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'));
  return [own, ...workspace].find((home) => names.every((name) => isFound(name, home))) ?? own;
}

function isFound(name: string, home: string): boolean {
  const itself = JSON.parse(readFileSync(join(root, home, 'package.json'), 'utf8')) as { name: string };
  return (
    itself.name === name || [home, '.'].some((from) => existsSync(join(root, from, 'node_modules', name)))
  );
}

/** Compiles the snippets of one home. */
async function compile(
  home: string,
  snippets: readonly Snippet[],
): Promise<(readonly [file: string, complaint: string])[]> {
  const folder = join(root, home, cache);
  const written = write(folder, snippets);
  const base = join(root, home, 'tsconfig.json');
  const compilerOptions = {
    ...(bundled.test(home) && { module: 'esnext', moduleResolution: 'bundler' }),
    noEmit: true,
    declaration: false,
    isolatedDeclarations: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
    customConditions: ['@hooklatch/source'],
  };
  const config = {
    extends: existsSync(base) ? base : join(root, 'tsconfig.base.json'),
    compilerOptions,
    files: [...written.keys()],
    include: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const output = await tsc(folder);
  return output
    .split('\n')
    .filter((line) => line.includes('error TS'))
    .map((line) => {
      const [, name = '', at = '', message = ''] = /^(.*?)\((\d+),\d+\): error (.*)$/.exec(line) ?? [];
      const file = written.get(basename(name)) ?? name;
      return [file, at === '' ? line : `${file}:${at} ${message}`] as const;
    });
}

/** Writes snippets with as many empty lines before them as there are in their file, so that line numbers agree. */
function write(folder: string, snippets: readonly Snippet[]): ReadonlyMap<string, string> {
  mkdirSync(folder, { recursive: true });
  const written = new Map<string, string>();
  for (const { file, line, language, code } of snippets) {
    const name = `${file.replaceAll('/', '__')}.${line}.${language}`;
    // What imports and exports nothing is to be a module all the same.
    writeFileSync(join(folder, name), `${'\n'.repeat(line - 1)}${code}\nexport {};\n`);
    written.set(name, file);
  }
  return written;
}

/** What the compiler prints. */
function tsc(project: string): Promise<string> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, '--pretty', 'false', '-p', project], (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}
