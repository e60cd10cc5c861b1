import { posix } from 'node:path';
import type { Choice } from './scaffold.ts';

/** Where the files of a scaffold stand, and how they import each other. */
export interface ModulePaths {
  /** A module of the application: `file('webhooks/clerk')` is `src/webhooks/clerk.ts`. */
  file(name: string): string;
  /** The test: `test/clerk-webhook.test.ts`. */
  readonly test: string;
  /** The specifier by which the file at `from` imports the one at `to`. */
  specifier(from: string, to: string): string;
}

const entryNames = ['server', 'app', 'index', 'main'];
const sourceExtensions = ['ts', 'mts', 'js', 'mjs', 'cjs', 'cts'];

/**
 * Finds the module that an application starts with.
 *
 * @returns its path, or undefined where there is none
 */
export function findEntry({ project }: Choice, names: readonly string[] = entryNames): string | undefined {
  const candidates = ['src/', ''].flatMap((dir) =>
    names.flatMap((name) => sourceExtensions.map((extension) => `${dir}${name}.${extension}`)),
  );
  return candidates.find((path) => project.has(path));
}

/**
 * The paths of a project's modules.
 *
 * @param choice - what was chosen
 * @param options - `isBundled` where a bundler resolves imports without an extension; `isCompiled` where a compiler
 *   does (where there is a tsconfig.json); `sourceDir` where it is known (`src`, or where the application's entry is)
 * @returns the paths
 */
export function toModulePaths(
  choice: Choice,
  options: { isBundled?: boolean; isCompiled?: boolean; sourceDir?: string } = {},
): ModulePaths {
  const { project, isTypeScript, provider } = choice;
  const { isBundled = false, isCompiled = isTypeScript && project.hasTsconfig } = options;
  const entry = findEntry(choice);
  const sourceDir = options.sourceDir ?? (entry === undefined || entry.startsWith('src/') ? 'src' : '');
  const language = isTypeScript ? 'ts' : 'js';
  // Node takes a file for a module by its name where package.json does not say so.
  const extension = project.isModule || isBundled || isCompiled ? language : `m${language}`;
  const testDir = project.has('tests') && !project.has('test') ? 'tests' : 'test';
  const test = `${testDir}/${provider.name}-webhook.test.${extension}`;
  const suffix = (): string => {
    if (isBundled) return '';
    if (!isCompiled || project.allowsTsImports) return `.${extension}`;
    return project.isModule ? '.js' : '';
  };
  return {
    file: (name) => posix.join(sourceDir, `${name}.${extension}`),
    test,
    specifier(from, to) {
      const path = posix.relative(posix.dirname(from), to);
      const relative = path.startsWith('.') ? path : `./${path}`;
      // Node's own runner resolves nothing but what is written.
      if (from === test && choice.runner === 'node') return relative;
      return relative.replace(/\.\w+$/, suffix());
    },
  };
}
