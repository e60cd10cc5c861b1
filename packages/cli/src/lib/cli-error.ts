import { exitCode, type ExitCode } from './exit-code.ts';

/** What ends a command: one sentence, and one of advice. No secret and no payload stands in either. */
export class CliError extends Error {
  override readonly name: string = 'CliError';
  /** Stable, in lower case with underscores: `unknown_provider`. */
  readonly code: string;
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;

  constructor(code: string, message: string, more: { hint?: string; exitCode?: ExitCode } = {}) {
    super(message);
    this.code = code;
    this.hint = more.hint;
    this.exitCode = more.exitCode ?? exitCode.usage;
  }
}
