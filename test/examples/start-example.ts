import { execFile, spawn, type ChildProcess } from 'node:child_process';
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
  /** A port in `PORT` is kept; otherwise it is a free one. */
  readonly env?: Readonly<Record<string, string>>;
  /** What `npm run` is given. (`start`) */
  readonly script?: readonly [name: string, ...args: readonly string[]];
}

/** An example that listens. */
export interface RunningExample {
  /** Its origin: what `ready` has found. */
  readonly url: string;
  /** What it has printed. */
  readonly lines: readonly string[];
  /** Asks it to end, and waits until it has. */
  end(signal: 'SIGTERM' | 'SIGINT'): Promise<void>;
  /** Kills it. */
  close(): Promise<void>;
}

const listening = /listening on (http:\S+)$/m;

/** Starts an example on a free port, in a group of processes that ends as one. */
export async function startExample(
  { folder, build = false, ready = listening, env = {}, script = ['start'] }: ExampleServer,
  secrets: Readonly<Record<string, string>>,
): Promise<RunningExample> {
  const cwd = fileURLToPath(folder);
  // Vitest's own NODE_ENV is none that an application knows.
  const { NODE_ENV: _, PATH, ...inherited } = process.env;
  const shared = { ...inherited, ...env, NO_COLOR: '1', PATH: `${cwd}node_modules/.bin${delimiter}${PATH}` };
  // Without the secrets, as a host builds.
  if (build) await promisify(execFile)('npm', ['run', 'build'], { cwd, env: shared as never });
  const [name, ...args] = script;
  const server = spawn('npm', ['run', name, '--', ...args], {
    cwd,
    env: { ...shared, ...secrets, PORT: env['PORT'] ?? '0' } as never,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const end = toEnd(server);
  const lines: string[] = [];
  createInterface(server.stdout).on('line', (line) => lines.push(line));
  try {
    const found = await vi.waitUntil(() => ready.exec(lines.join('\n')), 60_000);
    return { url: String(found[1]), lines, end, close: () => end('SIGKILL') };
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
}

/** What signals a group of processes and waits for its end. One that has ended is not signalled. */
function toEnd(server: ChildProcess): (signal: NodeJS.Signals) => Promise<void> {
  const closed = once(server, 'close');
  const signalAll = (signal: NodeJS.Signals): void => {
    if (server.exitCode === null && server.signalCode === null) process.kill(-Number(server.pid), signal);
  };
  const kill = (): void => signalAll('SIGKILL');
  process.once('exit', kill);
  void closed.then(() => process.off('exit', kill));
  return async (signal) => {
    signalAll(signal);
    await closed;
  };
}
