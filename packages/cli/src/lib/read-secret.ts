import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from './cli-error.ts';
import type { Io } from './io.ts';

/**
 * A secret as it was named on the command line: itself, `env:NAME` or `file:PATH`, so that it need not stand in the
 * shell's history.
 *
 * @param text - of the option
 * @param io - whose environment and directory are meant
 * @returns the secret; of a file without the line feed at its end
 * @throws CliError where the variable is not set, or the file cannot be read
 */
export async function readSecret(text: string, { env, cwd }: Pick<Io, 'env' | 'cwd'>): Promise<string> {
  if (text.startsWith('env:')) {
    const name = text.slice(4);
    const value = env[name];
    if (value) return value;
    throw new CliError('secret_missing', `The variable ${name} is not set.`);
  }
  if (!text.startsWith('file:')) return text;
  const path = text.slice(5);
  try {
    return (await readFile(resolve(cwd, path), 'utf8')).replace(/\r?\n$/, '');
  } catch {
    throw new CliError('secret_missing', `The file ${path} cannot be read.`);
  }
}
