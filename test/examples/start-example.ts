import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { vi } from 'vitest';

/** How an example is started: by its own scripts. */
export interface ExampleServer {
  /** The example's folder. */
  readonly folder: URL;
  /** Whether `npm run build` comes first. (false) */
  readonly build?: boolean;
  /** What it prints once it listens; the first group is its origin. (`listening on …`) */
  readonly ready?: RegExp;
  readonly env?: Readonly<Record<string, string>>;
}

/** An example that listens. */
export interface RunningExample {
  readonly url: string;
  /** What it has printed. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

const listening = /listening on (http:\S+)$/m;

/** Starts an example on a free port, in a group of processes that ends as one. */
export async function startExample(
  { folder, build = false, ready = listening, env = {} }: ExampleServer,
  secrets: Readonly<Record<string, string>>,
): Promise<RunningExample> {
  const cwd = fileURLToPath(folder);
  // Vitest's own NODE_ENV is none that an application knows.
  const { NODE_ENV: _, PATH, ...inherited } = process.env;
  const shared = { ...inherited, ...env, NO_COLOR: '1', PATH: `${cwd}node_modules/.bin${delimiter}${PATH}` };
  // Without the secrets, as a host builds.
  if (build) await promisify(execFile)('npm', ['run', 'build'], { cwd, env: shared as never });
  const server = spawn('npm', ['start'], {
    cwd,
    env: { ...shared, ...secrets, PORT: '0' } as never,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const kill = (): boolean => process.kill(-Number(server.pid), 'SIGKILL');
  process.once('exit', kill);
  const lines: string[] = [];
  createInterface(server.stdout).on('line', (line) => lines.push(line));
  const found = await vi.waitUntil(() => ready.exec(lines.join('\n')), 60_000);
  return {
    url: String(found[1]),
    lines,
    async close() {
      process.off('exit', kill);
      kill();
      await once(server, 'close');
    },
  };
}
