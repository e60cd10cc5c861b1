import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findPort } from '../servers/find-port.ts';
import { bundleRoles, type Role } from './bundle-roles.ts';
import type { ChaosConfig } from './config.ts';

/** An end that nobody has brought about. */
export interface Crash {
  /** Above 0. */
  readonly code: number;
  /** Whether it had not begun yet because its server was slow, or gone: it cannot help that. */
  readonly isExcused: boolean;
}

/** A process of the harness, which is started again whenever it dies, until it is told to stop or has done its work. */
export interface Child {
  readonly role: Role;
  /** A receiver's. */
  readonly port: number;
  signal(name: NodeJS.Signals): void;
  /** Asks it to end, and resolves to its exit code; null where it had to be killed. */
  stop(): Promise<number | null>;
  /** Resolves once it has ended well by itself. */
  readonly done: Promise<void>;
  /** How often it was killed. */
  kills(): number;
  /** How it ended although nobody had killed it. */
  crashes(): readonly Crash[];
  /** What it wrote to standard error. */
  errors(): string;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const one of running) one.kill('SIGKILL');
});

/** Compiled once for all the processes, which live for moments. */
const compileCache = join(tmpdir(), `hooklatch-chaos-cache-${process.getuid?.() ?? ''}`);

/** Where the bundles are, and what to run of them. */
interface Program {
  readonly dir: string;
  readonly role: Role;
}

function launch({ dir, role }: Program, config: ChaosConfig, args: readonly string[]): ChildProcess {
  const file = join(dir, `${role}.mjs`);
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache, HOOKLATCH_CHAOS: JSON.stringify(config) };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/** The first line that a process prints with this word. */
async function lineOf(child: ChildProcess, word: string): Promise<string | undefined> {
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    if (line.startsWith(word)) return line;
  }
  return undefined;
}

/** One life of a process. */
interface Life {
  readonly child: ChildProcess;
  /** Resolves to the line with which it says that it is ready; undefined where it has ended before. */
  readonly ready: Promise<string | undefined>;
  readonly closed: Promise<unknown>;
  /** Whether it was sent SIGKILL; it may not have ended yet. */
  isKilled: boolean;
}

function begin(program: Program, config: ChaosConfig, onError: (text: string) => void): Life {
  const child = launch(program, config, []);
  child.stderr?.on('data', (text: Buffer) => onError(text.toString()));
  const closed = once(child, 'close');
  const ready = lineOf(child, 'ready').finally(() => child.stdout?.resume());
  return { child, ready, closed, isKilled: false };
}

const stopTimeoutMs = 15_000;

async function end({ child, ready, closed, isKilled }: Life): Promise<number | null> {
  // What has ended already, or is about to, has nothing to answer for.
  if (isKilled) await closed;
  if (isKilled || child.exitCode !== null || child.signalCode !== null) return 0;
  child.kill('SIGCONT');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  // Before, it would not know what the signal means.
  await ready;
  child.kill('SIGTERM');
  await closed;
  clearTimeout(timer);
  return child.exitCode;
}

interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

function createDeferred(): Deferred {
  let settle: Omit<Deferred, 'promise'> | undefined;
  const promise = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...(settle as unknown as Omit<Deferred, 'promise'>) };
}

const restMs = 100;
const mostCrashes = 5;
/** What drivers, and the inbox, say of a server that is slow, or gone. */
const serverFailure =
  /did not answer|cannot be reached|ECONNRE|starting up|shutting down|57P0|terminated unexpectedly/;

/** Starts a process, and again whenever it dies; resolves when it is ready for the first time. */
export async function startChild(role: Role, config: ChaosConfig): Promise<Child> {
  const program = { dir: await bundleRoles(), role };
  const port = config.port || (await findPort());
  let kills = 0;
  let errors = '';
  let life: Life;
  const crashes: Crash[] = [];
  const done = createDeferred();
  const first = createDeferred();
  let stopped: Promise<number | null> | undefined;
  const start = (): void => {
    if (stopped) return;
    let isReady = false;
    let said = '';
    life = begin(program, { ...config, port }, (text) => {
      said += text;
      errors = (errors + text).slice(-20_000);
    });
    const { child, ready, closed } = life;
    void ready.then((line) => {
      if (line === undefined) return;
      isReady = true;
      first.resolve();
    });
    void closed.then(() => {
      const { exitCode } = child;
      if (stopped) return first.resolve();
      if (exitCode === 0) return done.resolve();
      if (exitCode === null) kills += 1;
      else crashes.push({ code: exitCode, isExcused: !isReady && serverFailure.test(said) });
      if (crashes.length > mostCrashes || crashes.some(({ isExcused }) => !isExcused)) {
        first.reject(new Error(`A ${role} does not start: ${errors}`));
      }
      if (exitCode === null) start();
      else setTimeout(start, restMs);
    });
  };
  start();
  await first.promise;
  return {
    role,
    port,
    signal(name) {
      if (name === 'SIGKILL') life.isKilled = true;
      life.child.kill(name);
    },
    done: done.promise,
    kills: () => kills,
    crashes: () => crashes,
    errors: () => errors,
    stop() {
      stopped ??= end(life);
      return stopped;
    },
  };
}

/** Starts the sender, which sends until it has come to its end. */
export async function startSender(
  config: ChaosConfig,
  args: readonly (number | string)[],
): Promise<{ readonly done: Promise<boolean>; stop(): void }> {
  const program = { dir: await bundleRoles(), role: 'sender' as const };
  const child = launch(program, config, args.map(String));
  child.stderr?.pipe(process.stderr);
  const done = lineOf(child, 'done').then((line) => line !== undefined);
  return { done, stop: () => void child.kill('SIGKILL') };
}
