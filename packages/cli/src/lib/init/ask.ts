import { providerNames } from '@hooklatch/providers';
import type { Readable, Writable } from 'node:stream';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { frameworkNames, frameworks, type FrameworkName } from './frameworks.ts';

/** What is known already, and what the project seems to be. */
export interface Known {
  readonly framework: FrameworkName | undefined;
  readonly provider: string | undefined;
  readonly detected: FrameworkName | undefined;
}

/**
 * Asks for the framework and the provider in the terminal.
 *
 * @param known - what needs no question
 * @param io - the terminal; the questions are on standard error
 * @returns both
 * @throws CliError where the user does not go on
 */
export async function ask(
  { framework, provider, detected }: Known,
  io: Io,
): Promise<{ framework: FrameworkName; provider: string }> {
  const { autocomplete, select } = await import('@clack/prompts');
  // A terminal's own streams, of which Io shows less.
  const terminal = { input: io.stdin as Readable, output: io.stderr as unknown as Writable };
  const answered = <Value extends string>(value: Value | symbol): Value => {
    if (typeof value !== 'symbol') return value;
    // What the prompts give for Ctrl-C.
    throw new CliError('interrupted', 'Nothing was created.', { exitCode: exitCode.interrupted });
  };
  const options = frameworkNames.map((value) => ({ value, label: frameworks[value].title }));
  const chosen =
    framework ??
    answered<FrameworkName>(
      await select<FrameworkName>({
        ...terminal,
        message: 'Which framework?',
        options,
        initialValue: detected ?? 'express',
      }),
    );
  const name =
    provider ??
    answered(
      await autocomplete<string>({
        ...terminal,
        message: 'Which provider sends?',
        placeholder: 'type to search: clerk',
        maxItems: 8,
        options: providerNames.map((value) => ({ value, label: value })),
      }),
    );
  return { framework: chosen, provider: name };
}
