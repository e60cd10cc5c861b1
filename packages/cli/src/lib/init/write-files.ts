import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import type { ScaffoldFile } from './scaffold.ts';

/** What became of a file. */
export interface WrittenFile {
  readonly path: string;
  /** A file that was there is left as it was. */
  readonly state: 'created' | 'kept' | 'planned';
}

/**
 * Creates files, and touches none that is there.
 *
 * @param dir - the project's directory, created where it is not there
 * @param files - what to create
 * @param options - `isDryRun` creates nothing
 * @returns what became of each
 * @throws CliError where a file cannot be created
 */
export async function writeFiles(
  dir: string,
  files: readonly ScaffoldFile[],
  { isDryRun, exists }: { readonly isDryRun: boolean; exists(path: string): boolean },
): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = [];
  for (const { path, text } of files) {
    if (isDryRun) written.push({ path, state: exists(path) ? 'kept' : 'planned' });
    else written.push({ path, state: (await create(join(dir, path), text)) ? 'created' : 'kept' });
  }
  return written;
}

async function create(file: string, text: string): Promise<boolean> {
  const fail = (error: unknown): never => {
    const { message } = error as Error;
    throw new CliError('not_written', `${file} cannot be created: ${message}`, { exitCode: exitCode.failed });
  };
  await mkdir(dirname(file), { recursive: true }).catch(fail);
  try {
    // Fails where somebody has created it meanwhile, and follows no link.
    await writeFile(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST' ? false : fail(error);
  }
}
