import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGuard } from './guard.ts';
import { isRunning } from './is-running.ts';
import { until } from './until.ts';

/** What to run, and how to tell that it answers. */
export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Its data; removed at the end. */
  readonly dir: string;
  /** Who runs it; this process's user where absent. */
  readonly uid?: number;
  /** Ends it at once, but in order. */
  readonly endSignal: NodeJS.Signals;
  readonly isReady: () => Promise<boolean>;
}

/** A server that can be started and ended over and over, with the same data. */
export interface ServerProcess {
  /** Undefined while it does not run. */
  pid(): number | undefined;
  start(): Promise<void>;
  /** Sends a signal and waits until the server is gone, with all the processes that it has started. */
  end(signal: NodeJS.Signals): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Ends it and removes its data. */
  dispose(): Promise<void>;
}

const END_TIMEOUT_MS = 10_000;
/** Signals after which a server finishes what it is doing. */
const inOrder: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGTERM']);

function childrenOf(pid: number | undefined): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return []; // no Linux: they notice by themselves
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Makes a server process that ends with this one, however this one ends. */
export function createServerProcess(command: ServerCommand): ServerProcess {
  const { program, args, dir, uid, endSignal, isReady } = command;
  const log = join(dir, 'server.log');
  const guard = createGuard(dir, endSignal);
  let child: ChildProcess | undefined;

  const launch = (): ChildProcess => {
    const output = openSync(log, 'a', 0o644);
    const started = spawn(program, args, {
      cwd: dir,
      detached: true, // Ctrl-C is for the tests; the guard ends the server
      stdio: ['ignore', output, output],
      ...(uid !== undefined && { uid }),
    });
    closeSync(output);
    started.unref();
    const gone = (): void => {
      if (child !== started) return;
      child = undefined;
      guard.watch(undefined);
    };
    started.once('error', gone).once('exit', gone);
    child = started;
    guard.watch(started.pid);
    return started;
  };
  const start = async (): Promise<void> => {
    const started = launch();
    await until(async () => child !== started || (await isReady()), { what: program });
    if (child !== started)
      throw new Error(`${program} has ended:\n${readFileSync(log, 'utf8').slice(-2000)}`);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    if (!ending) return;
    ending.ref();
    const started = inOrder.has(signal) ? [] : childrenOf(ending.pid);
    const ended = once(ending, 'exit');
    ending.kill(signal);
    ending.kill('SIGCONT'); // a server that a test has stopped takes no other signal
    // A connection that has sent nothing yet would hold PostgreSQL up for seconds.
    for (const pid of started) killQuietly(pid);
    const timer = setTimeout(() => ending.kill('SIGKILL'), END_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
    await until(() => !started.some(isRunning), { what: `the processes of ${program} to end` });
  };
  return {
    pid: () => child?.pid,
    start,
    end,
    signal: (name) => void child?.kill(name),
    async dispose() {
      await end(endSignal);
      await guard.finish();
    },
  };
}
