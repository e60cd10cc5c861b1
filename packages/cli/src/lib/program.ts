import { Command, CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { toPrintable, toPrintableJson } from './printable.ts';
import type { Run } from './verb.ts';
import { verbs } from './verbs.ts';
import { version } from './version.ts';

const footer = `
Exit codes: 0 yes, or done; 1 no; 2 the command cannot be understood; 3 something outside did not work; 130 Ctrl-C.
Nothing leaves this machine unless you name another one. Each verb has examples: hooklatch <verb> --help`;

/**
 * Runs the command line.
 *
 * @param args - without `node` and the script
 * @param io - the world
 * @returns the exit code
 */
export async function runProgram(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCode.ok;
  const run: Run = async (work) => {
    code = (await work()) ?? exitCode.ok;
  };
  try {
    const given = args.length === 0 ? ['--help'] : [...args];
    await (await createProgram(given, io, run)).parseAsync(given, { from: 'user' });
    return code;
  } catch (error) {
    return report(error, io, args.includes('--json'));
  }
}

/**
 * The program with the verb that `args` name, or with all of them.
 *
 * @param args - without `node` and the script; `undefined` loads every verb
 */
export async function createProgram(args: readonly string[] | undefined, io: Io, run: Run): Promise<Command> {
  const program = new Command('hooklatch')
    .description('Receives, signs, verifies, explains and replays webhooks, offline.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .addHelpText('after', footer)
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      // Errors are told by `report`, once; a verb that is called without what it is to do says what there is.
      writeErr: (text) => void (text.startsWith('Usage:') && io.stderr.write(text)),
      getOutHelpWidth: () => io.stdout.columns ?? 80,
    })
    // What stands behind a verb is the verb's.
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .exitOverride();
  const used = args?.find((arg) => !arg.startsWith('-'));
  for (const { name, summary, isHidden, load } of verbs) {
    if (isHidden && used !== name) continue;
    const command = program.command(name).summary(summary).description(summary);
    if (args === undefined || used === name) (await load()).define(command, io, run);
  }
  return program;
}

function report(error: unknown, io: Io, isJson: boolean): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCode.ok;
  if (error instanceof CommanderError && error.code === 'commander.help') return exitCode.usage;
  if (error instanceof Error && error.name === 'AbortError') return exitCode.interrupted;
  const { code, message, hint, exit } = toReport(error);
  if (isJson) {
    io.stderr.write(`${toPrintableJson({ error: { code, message, ...(hint && { hint }) } })}\n`);
  } else {
    io.stderr.write(`hooklatch: ${toPrintable(message)}\n${hint ? `  ${toPrintable(hint)}\n` : ''}`);
  }
  return exit;
}

function toReport(error: unknown): {
  code: string;
  message: string;
  hint?: string | undefined;
  exit: ExitCode;
} {
  if (error instanceof CliError) {
    return { code: error.code, message: error.message, hint: error.hint, exit: error.exitCode };
  }
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '');
    return { code: 'usage', message, hint: 'hooklatch <verb> --help has examples.', exit: exitCode.usage };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'failed', message, exit: exitCode.failed };
}
