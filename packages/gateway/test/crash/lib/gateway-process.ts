import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { releaseProgram, useProgram } from './bundle-program.ts';
import type { ProgramOptions } from './gateway-program.ts';

/** A gateway that is started again after each death. */
export interface GatewayProcess extends AsyncDisposable {
  readonly port: number;
  /** When it died of a kill, by `performance.now()`. */
  readonly deaths: readonly number[];
  /** Starts it, and resolves when it is ready. */
  start(): Promise<void>;
  kill(): void;
  /** Resolves once it has died of a kill. @throws Error where it has ended otherwise */
  died(): Promise<void>;
  /** How often it came by each failpoint since it was started. */
  passed(): Promise<Readonly<Record<string, number>>>;
}

const compileCache = join(tmpdir(), `hooklatch-crash-cache-${process.getuid?.() ?? ''}`);

/** Makes a gateway, which is not started yet. */
export async function createGatewayProcess(options: ProgramOptions): Promise<GatewayProcess> {
  const file = await useProgram();
  const deaths: number[] = [];
  let child: ChildProcess | undefined;
  let lines: Interface | undefined;
  let closed: Promise<unknown> = Promise.resolve();
  let errors = '';
  const nextLine = async (): Promise<string> => {
    const ended = closed.then(() => {
      throw new Error(`The gateway has ended: ${errors}`);
    });
    const line = once(lines as Interface, 'line').then(([text]) => String(text));
    ended.catch(() => {});
    return Promise.race([line, ended]);
  };
  const died = async (): Promise<void> => {
    await closed;
    if (child?.signalCode !== 'SIGKILL') throw new Error(`The gateway has ended by itself: ${errors}`);
  };
  return {
    port: options.ingestPort,
    deaths,
    died,
    async start() {
      const own = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', file, JSON.stringify(options)],
        {
          env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
          stdio: ['pipe', 'pipe', 'pipe'],
        },
      );
      child = own;
      lines = createInterface(own.stdout);
      own.stdin.on('error', () => {});
      own.stderr.on('data', (chunk) => (errors = (errors + String(chunk)).slice(-4000)));
      closed = once(own, 'close');
      own.once('exit', (_code, signal) => {
        if (signal === 'SIGKILL') deaths.push(performance.now());
      });
      await nextLine();
    },
    kill: () => void child?.kill('SIGKILL'),
    async passed() {
      const line = nextLine();
      child?.stdin?.write('?\n');
      return JSON.parse(await line) as Record<string, number>;
    },
    async [Symbol.asyncDispose]() {
      child?.kill('SIGKILL');
      await closed;
      await releaseProgram();
    },
  };
}
