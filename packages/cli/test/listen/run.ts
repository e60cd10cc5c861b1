import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { runProgram } from '../../src/lib/program.ts';
import { scratch, until } from './stage.ts';

/** `hooklatch listen`, in this process. */
export interface RunningListen {
  /** Where it listens. */
  readonly url: string;
  readonly cwd: string;
  stdout(): string;
  stderr(): string;
  /** Ctrl-C. */
  stop(): void;
  /** The exit code. */
  readonly ended: Promise<number>;
}

/** Runs `hooklatch listen` on any free port, until the test ends. */
export async function runListen(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<RunningListen> {
  const controller = new AbortController();
  const cwd = scratch();
  let stdout = '';
  let stderr = '';
  const ended = runProgram(['listen', '--port', '0', ...args], {
    stdin: Readable.from([]),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env,
    cwd,
    signal: controller.signal,
    now: Date.now,
    style: (_style, text) => text,
  });
  const stop = (): void => controller.abort();
  onTestFinished(async () => {
    stop();
    await ended;
  });
  const url = (): string | undefined =>
    /http:\/\/(?:127\.0\.0\.1|localhost|0\.0\.0\.0):\d+/.exec(stderr + stdout)?.[0];
  const early = ended.then(() => true);
  await until(() => url() !== undefined, 'it does not listen').catch(async (error: unknown) => {
    if (await Promise.race([early, Promise.resolve(false)])) throw new Error(stderr, { cause: error });
    throw error;
  });
  return { url: url() as string, cwd, stdout: () => stdout, stderr: () => stderr, stop, ended };
}
