import type { KeyPair } from '@hooklatch/core/provider';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { capturesFile, prepareCapturesFile } from '../captures/captures-file.ts';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';

/** Keys made up for an endpoint under development, and where they are kept. */
export interface ThrowAwayKeys extends KeyPair {
  readonly file: string;
  readonly isNew: boolean;
}

/**
 * The throw-away keys of a provider that signs with a private key: made once in a project, so that its endpoint is
 * configured once.
 *
 * @param name - the provider's
 * @param options - of its factory
 * @param io - whose directory is meant
 */
export async function throwAwayKeys(
  name: string,
  options: Readonly<Record<string, unknown>>,
  { cwd }: Pick<Io, 'cwd'>,
): Promise<ThrowAwayKeys> {
  const captures = capturesFile(cwd);
  const file = join(dirname(captures), 'keys', `${name}.json`);
  const kept = await readKept(file);
  if (kept) return { ...kept, file, isNew: false };
  const { throwAway } = await import('@hooklatch/testing');
  const { secret: privateKey, provider } = await throwAway(name, options);
  const publicKey = String(provider.secret());
  try {
    // It keeps the directory out of git.
    prepareCapturesFile(captures);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, `${JSON.stringify({ privateKey, publicKey })}\n`, { mode: 0o600 });
    await chmod(file, 0o600);
  } catch (error) {
    throw new CliError('file_unwritable', `${file} cannot be written: ${(error as Error).message}`, {
      exitCode: exitCode.failed,
    });
  }
  return { privateKey, publicKey, file, isNew: true };
}

async function readKept(file: string): Promise<KeyPair | undefined> {
  try {
    const { privateKey, publicKey } = JSON.parse(await readFile(file, 'utf8')) as Partial<KeyPair>;
    return typeof privateKey === 'string' && typeof publicKey === 'string'
      ? { privateKey, publicKey }
      : undefined;
  } catch {
    return undefined;
  }
}
