import { styleText } from 'node:util';

/** What a command has to do with the world by; `hooklatch` passes its own. */
export interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted by Ctrl-C and by SIGTERM. */
  readonly signal: AbortSignal;
  style(style: Parameters<typeof styleText>[0], text: string): string;
}

/** What a command ends with: 0 done, 2 it cannot be understood, 3 something outside did not work. */
export type ExitCode = 0 | 2 | 3;
