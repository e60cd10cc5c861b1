import { CliError } from '../cli-error.ts';

/** What is thrown where a text is no request: `message` says what was found, `hint` what to do. */
export function badRequest(message: string, hint?: string): CliError {
  return new CliError('bad_request', message, hint === undefined ? {} : { hint });
}
