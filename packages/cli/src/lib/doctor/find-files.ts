import { isTestFile } from '@hooklatch/eslint-plugin/check';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isIgnored, readIgnoreRules, type IgnoreRule } from './ignore-rules.ts';

/** The files of one application: those below a `package.json` and no nearer one. */
export interface Application {
  /** Relative to the directory that is examined; `''` or with `/` at its end. */
  readonly folder: string;
  /** Relative to the folder, with `/`. */
  readonly files: readonly string[];
}

const neverRead: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'dist',
  'build',
  'coverage',
]);
const program = /(?<!\.d)(?<!\.min)\.[cm]?[jt]sx?$/;
const environment = /^\.env(\.[\w.-]+)?$/;

/**
 * The programs and `.env` files below a directory, by application. Tests, dependencies, what is built, what begins with a dot
 * and what git ignores are left out; symbolic links are not followed.
 *
 * @param directory - absolute
 */
export async function findFiles(directory: string): Promise<readonly Application[]> {
  const applications = new Map<string, string[]>();
  const visit = async (path: string, folder: string, above: readonly IgnoreRule[]): Promise<void> => {
    const entries = await readdir(join(directory, path), { withFileTypes: true });
    const names = entries.map(({ name }) => name);
    const ignored = names.includes('.gitignore')
      ? await rulesIn(join(directory, path, '.gitignore'), path)
      : [];
    const rules = [...above, ...ignored];
    const own = names.includes('package.json') ? path : folder;
    for (const entry of entries.toSorted((a, b) => Number(a.name > b.name) - Number(a.name < b.name))) {
      const inside = `${path}${entry.name}`;
      if (entry.isDirectory()) {
        const isLeftOut = neverRead.has(entry.name) || entry.name.startsWith('.');
        if (!isLeftOut && !isIgnored(rules, inside, true)) await visit(`${inside}/`, own, rules);
        continue;
      }
      // Of `.env` files, which git is to ignore, the names of variables are looked at.
      const isProgram = program.test(entry.name) && !isIgnored(rules, inside, false);
      const isWanted = (isProgram || environment.test(entry.name)) && !isTestFile(inside);
      if (!entry.isFile() || !isWanted) continue;
      const files = applications.get(own) ?? [];
      applications.set(own, files);
      files.push(inside.slice(own.length));
    }
  };
  await visit('', '', await rulesAbove(directory));
  return [...applications].map(([folder, files]) => ({ folder, files }));
}

async function rulesIn(file: string, base: string): Promise<readonly IgnoreRule[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return readIgnoreRules(text, base);
}

/** What the repository around a directory ignores at any depth. Its paths from its own top are not meant for here. */
async function rulesAbove(directory: string): Promise<readonly IgnoreRule[]> {
  const rules: IgnoreRule[] = [];
  for (let below = directory; ; below = dirname(below)) {
    const names: readonly string[] = await readdir(below).catch(() => []);
    if (below !== directory && names.includes('.gitignore')) {
      const text = await readFile(join(below, '.gitignore'), 'utf8').catch(() => '');
      const anywhere = text.split(/\r?\n/).filter((line) => !line.replace(/\/$/, '').includes('/'));
      rules.unshift(...readIgnoreRules(anywhere.join('\n'), ''));
    }
    if (names.includes('.git')) return rules;
    if (dirname(below) === below) return [];
  }
}
