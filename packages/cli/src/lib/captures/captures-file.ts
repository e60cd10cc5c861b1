import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';

const folderName = '.hooklatch';
const projectFiles = ['package.json', 'pyproject.toml', 'go.mod', 'composer.json', '.git'];

/**
 * Where the captures of a project are: `.hooklatch/captures.db` beside the nearest file that makes a directory a
 * project, or where there is such a directory already.
 *
 * @param cwd - where the command was called
 * @param given - the value of `--captures`
 * @returns an absolute path
 */
export function capturesFile(cwd: string, given?: string): string {
  if (given !== undefined) return resolve(cwd, given);
  const folders = ancestors(cwd);
  const project =
    folders.find((folder) => existsSync(join(folder, folderName))) ??
    folders.find((folder) => projectFiles.some((name) => existsSync(join(folder, name)))) ??
    cwd;
  return join(project, folderName, 'captures.db');
}

function ancestors(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestors(above)];
}

/**
 * Makes the file where it is not there, for its owner alone: deliveries hold personal data. The directory keeps itself
 * out of git.
 *
 * @throws CliError where it cannot be written
 */
export function prepareCapturesFile(file: string): void {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const ignore = join(folder, '.gitignore');
    if (basename(folder) === folderName && !existsSync(ignore)) writeFileSync(ignore, '*\n');
    // SQLite gives the files beside it the same mode.
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    throw new CliError('captures_unwritable', `${file} cannot be written: ${(error as Error).message}`, {
      hint: '--captures names another file.',
      exitCode: exitCode.failed,
    });
  }
}
