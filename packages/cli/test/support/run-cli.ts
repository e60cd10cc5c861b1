import { Readable } from 'node:stream';
import { runProgram } from '../../src/lib/program.ts';

/** What a command has printed. */
export interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The world that a command is run in. */
export interface World {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly now?: number;
  readonly signal?: AbortSignal;
}

/** Runs the command line in a world of its own: no terminal, no colours, and an environment that is empty. */
export async function runCli(args: readonly string[], world: World = {}): Promise<Told> {
  const { stdin = '', env = {}, cwd = process.cwd(), now, signal = new AbortController().signal } = world;
  let stdout = '';
  let stderr = '';
  const code = await runProgram(args, {
    stdin: Readable.from([Buffer.from(stdin as string)]),
    stdout: { write: (text) => (stdout += Buffer.from(text as string).toString('utf8')) },
    stderr: { write: (text) => (stderr += Buffer.from(text as string).toString('utf8')) },
    env,
    cwd,
    signal,
    now: () => now ?? Date.now(),
    style: (_style, text) => text,
  });
  return { code, stdout, stderr };
}
