import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

/** How a platform's server is started. */
interface ServerCommand {
  readonly folder: URL;
  readonly command: readonly [name: string, ...args: string[]];
  readonly env: Readonly<Record<string, string>>;
  /** What it prints once it listens; the first group is its origin, or its port. */
  readonly listening: RegExp;
}

/** A server that runs. */
interface RunningProcess {
  /** Its origin. */
  readonly url: string;
  /** What it has printed. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/** Runs a command in a folder until it says where it listens, in a group of processes that ends as one. */
export async function startProcess({
  folder,
  command: [name, ...args],
  env,
  listening,
}: ServerCommand): Promise<RunningProcess> {
  const server = spawn(name, args, {
    cwd: fileURLToPath(folder),
    env: { ...process.env, NO_COLOR: '1', ...env },
    // Some platforms say on a descriptor of its own that they are ready.
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = once(server, 'close');
  const kill = (): void => {
    if (server.exitCode === null && server.signalCode === null) process.kill(-Number(server.pid), 'SIGKILL');
  };
  process.once('exit', kill);
  const close = async (): Promise<void> => {
    process.off('exit', kill);
    kill();
    await ended;
  };
  const lines: string[] = [];
  for (const stream of server.stdio.slice(1)) {
    createInterface(stream as Readable).on('line', (line) => lines.push(line));
  }
  try {
    const found = await vi.waitUntil(() => {
      if (server.exitCode !== null) throw new Error(lines.join('\n'));
      return listening.exec(lines.join('\n'));
    }, 30_000);
    const at = String(found[1]);
    return { url: at.includes('://') ? at : `http://127.0.0.1:${at}`, lines, close };
  } catch (error) {
    await close();
    throw error;
  }
}
