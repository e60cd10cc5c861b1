import type { Readable } from 'node:stream';
import { styleText } from 'node:util';
import { withEnvFiles } from './env-files.ts';

type Style = Parameters<typeof styleText>[0];

/** Where a command writes. */
export interface Output {
  write(text: string | Uint8Array): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Everything that a command has to do with the world by; tests pass their own. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean | undefined };
  /** What was asked for, and nothing else: it may be piped. */
  readonly stdout: Output;
  /** Notices, progress and errors. */
  readonly stderr: Output;
  /** Also what stands in `.env`, `.env.local` and `.dev.vars` where the command was called. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted by Ctrl-C and by SIGTERM. A second one ends the process at once. */
  readonly signal: AbortSignal;
  /** Unix milliseconds. */
  now(): number;
  /** Styles text for standard output; as it is where that is no terminal, or `NO_COLOR` is set. */
  style(style: Style, text: string): string;
}

/** Whether colours are wanted: `NO_COLOR` and `FORCE_COLOR` have the last word. */
function hasColor(output: Output, env: Io['env']): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0';
  return output.isTTY === true && env['TERM'] !== 'dumb';
}

/** The world of this process. */
export function processIo(): Io {
  const { stdin, stdout, stderr } = process;
  const colored = hasColor(stdout, process.env);
  let env: Io['env'] | undefined;
  const controller = new AbortController();
  // Who reads may have had enough, as `head` has.
  stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3));
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  return {
    stdin,
    stdout,
    stderr,
    get env() {
      return (env ??= withEnvFiles(process.cwd(), process.env));
    },
    cwd: process.cwd(),
    // Where nobody asks for it, Ctrl-C ends the process as ever.
    get signal() {
      if (process.listenerCount('SIGINT', stop) === 0) process.on('SIGINT', stop).on('SIGTERM', stop);
      return controller.signal;
    },
    now: Date.now,
    style: (style, text) => (colored ? styleText(style, text, { validateStream: false }) : text),
  };
}
