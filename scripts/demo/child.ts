// The processes that the demo starts. None of them outlives it.
import { spawn, type ChildProcess } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

const windows = process.platform === 'win32';
const GRACE_MS = 2000;
const KEPT_LINES = 2000;

/** A command that is running, or was. */
export interface Child {
  /** What it has printed, line by line, without colours. */
  readonly lines: readonly string[];
  /** Undefined while it runs. */
  readonly ended: { readonly ok: boolean; readonly how: string } | undefined;
  /** Calls back with every line from now on. */
  follow(listener: (line: string) => void): void;
  /** Waits until a condition holds, or the process has ended, or the time is over. */
  until(condition: () => boolean, milliseconds: number): Promise<boolean>;
  /** Ends it and all that it started. */
  stop(): Promise<void>;
}

const running = new Map<ChildProcess, Child>();

function kill(process_: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (windows) process_.kill(signal);
    else process.kill(-(process_.pid as number), signal);
  } catch {
    // All of it has ended.
  }
}

process.on('exit', () => {
  for (const started of running.keys()) kill(started, 'SIGKILL');
});

/** Ends whatever has been started and not stopped. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running.values()].map((child) => child.stop()));
}

/** Feeds whole lines of a stream to a listener. */
function readLines(stream: NodeJS.ReadableStream | null, take: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) take(stripVTControlCharacters(line));
  });
  stream?.on('end', () => {
    if (rest !== '') take(stripVTControlCharacters(rest));
  });
}

/**
 * Starts a command line in a process group of its own.
 * @param command as it stands in the scripts of a package.json
 */
export function startChild(command: string, cwd: string, env: NodeJS.ProcessEnv): Child {
  const started = spawn(command, {
    cwd,
    env,
    shell: true,
    detached: !windows,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  const waiting = new Set<() => void>();
  let ended: Child['ended'];
  const wake = (): void => {
    for (const look of waiting) look();
  };
  const take = (line: string): void => {
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.splice(0, KEPT_LINES / 2);
    for (const listener of listeners) listener(line);
    wake();
  };
  const end = (ok: boolean, how: string): void => {
    ended ??= { ok, how };
    wake();
  };
  readLines(started.stdout, take);
  readLines(started.stderr, take);
  started.on('error', (error) => end(false, error.message));
  started.on('close', (code, signal) => end(code === 0, signal ?? `code ${code}`));
  const until = (condition: () => boolean, milliseconds: number): Promise<boolean> =>
    new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        waiting.delete(look);
        resolve(condition());
      };
      const look = (): void => {
        if (condition() || ended !== undefined) finish();
      };
      const timer = setTimeout(finish, milliseconds);
      waiting.add(look);
      look();
    });
  const child: Child = {
    lines,
    get ended() {
      return ended;
    },
    follow: (listener) => void listeners.add(listener),
    until,
    async stop() {
      kill(started, 'SIGTERM');
      await until(() => false, GRACE_MS);
      kill(started, 'SIGKILL');
      await until(() => false, GRACE_MS);
      running.delete(started);
    },
  };
  running.set(started, child);
  return child;
}
