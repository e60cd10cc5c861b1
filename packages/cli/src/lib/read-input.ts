import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from './cli-error.ts';
import { exitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { notice } from './output.ts';

const largestInput = 256 * 2 ** 20;

/**
 * The bytes of a file, or of standard input.
 *
 * @param path - `-` and undefined are standard input
 * @param io - the world
 * @throws CliError where the file cannot be read
 */
export async function readInput(path: string | undefined, io: Io): Promise<Uint8Array> {
  if (path !== undefined && path !== '-') return readPath(path, io);
  if (io.stdin.isTTY) notice(io, 'Paste a request, and end with Ctrl-D on a line of its own.');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of io.stdin as AsyncIterable<Buffer | string>) {
    const bytes = Buffer.from(chunk as Buffer);
    length += bytes.length;
    if (length > largestInput) throw new CliError('input_too_large', 'The input is over 256 MiB.');
    chunks.push(bytes);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

async function readPath(path: string, { cwd }: Io): Promise<Uint8Array> {
  try {
    return Uint8Array.from(await readFile(resolve(cwd, path)));
  } catch (error) {
    const { code = 'failed' } = error as NodeJS.ErrnoException;
    throw new CliError('file_unreadable', `The file ${path} cannot be read (${code}).`, {
      exitCode: exitCode.failed,
    });
  }
}
