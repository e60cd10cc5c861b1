import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Running } from '../adapters/running.ts';
import { createGuard } from '../servers/guard.ts';

/** A server in a process of its own. */
export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Files in the directory that `args` have as `{dir}`, by name; it is removed at the end. */
  readonly files?: Readonly<Record<string, string>>;
  /** Finds the server's URL in a line of its output; none is said in the first. */
  readonly toUrl?: (line: string) => string;
}

/** Starts a server whose first line of output says where it is; it ends with this process, however this one ends. */
export async function startProcess(command: ServerCommand): Promise<Running> {
  const { program, args, files = {}, cwd, toUrl = (line: string) => line } = command;
  const dir = await mkdtemp(join(tmpdir(), 'hooklatch-runtime-'));
  const guard = createGuard(dir, 'SIGKILL');
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  const child = spawn(
    program,
    args.map((arg) => arg.replace('{dir}', dir)),
    { stdio: ['ignore', 'pipe', 'pipe'], ...(cwd !== undefined && { cwd }) },
  );
  guard.watch(child.pid);
  const ended = once(child, 'close');
  ended.catch(() => {});
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended.catch(() => {});
    guard.watch(undefined);
    await guard.finish();
  };
  try {
    const lines = createInterface(child.stdout);
    const [line] = await Promise.race([once(lines, 'line'), ended]);
    if (typeof line === 'string') return { url: toUrl(line), close };
    throw new Error(`it ended with ${line}`);
  } catch (error) {
    await close();
    throw new Error(`${program} did not start: ${String(error)}\n${said}`, { cause: error });
  }
}
