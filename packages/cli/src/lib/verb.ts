import type { Command } from 'commander';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

/** Runs a verb's work: what it resolves to ends the process; what it throws is told and ends it too. */
export type Run = (work: () => Promise<ExitCode | void>) => Promise<void>;

/** What the file of a verb exports as `define`: gives a command its arguments, options, examples and action. */
export type DefineVerb = (command: Command, io: Io, run: Run) => void;

/** A verb as `hooklatch --help` shows it; its file is loaded when it is used. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** Whether only shells and other programs call it: it is neither shown nor completed. */
  readonly isHidden?: boolean;
  load(): Promise<{ readonly define: DefineVerb }>;
}
