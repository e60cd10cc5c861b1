import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Examination } from '../doctor/examine.ts';
import { printExamination } from '../doctor/print-examination.ts';
import { exitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { writeJson } from '../output.ts';
import { startProgress } from '../progress.ts';
import type { DefineVerb } from '../verb.ts';

const examples = `
Reads JavaScript and TypeScript, and the names of variables in .env files. Nothing is run, and nothing is sent.
Left out: tests, node_modules, dist, build, coverage, what begins with a dot, and what git ignores.

Examples:
  hooklatch doctor                      the application in this directory
  hooklatch doctor apps/api --json      another one, for a machine
  hooklatch doctor src/server.ts        one file

A finding that you have judged otherwise is turned off as in ESLint, by a comment in the line above:
  // eslint-disable-next-line hooklatch/no-parser-before-webhook

Exit codes: 0 nothing found, 1 findings, 2 there is nothing to read.`;

export const define: DefineVerb = (command, io, run) => {
  command
    .argument('[path]', 'a directory, or one file', '.')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((path: string, { json: isJson = false }: { json?: boolean }) =>
      run(async () => {
        const examination = await examinePath(path, io);
        if (isJson) writeJson(io, examination);
        else printExamination(io, examination);
        return examination.findings.length > 0 ? exitCode.no : exitCode.ok;
      }),
    );
};

async function examinePath(path: string, io: Io): Promise<Examination> {
  const progress = startProgress(io, 'Reading');
  try {
    const { examine } = await import('../doctor/examine.ts');
    const examination = await examine(resolve(io.cwd, path), {
      from: io.cwd,
      onFile: (count) => progress.update(`Reading: ${count} files`),
      signal: io.signal,
    });
    if (examination.files > 0 || examination.notes.length > 0) return examination;
  } catch (error) {
    throw toCliError(error, path, io);
  } finally {
    progress.end();
  }
  throw new CliError('nothing_to_read', `There is no JavaScript or TypeScript in ${path}.`, {
    hint: 'hooklatch doctor <path> takes the directory of an application.',
  });
}

function toCliError(error: unknown, path: string, { signal }: Io): unknown {
  if (signal.aborted) return new CliError('interrupted', 'Interrupted.', { exitCode: exitCode.interrupted });
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return new CliError('not_found', `There is no ${path}.`);
  if (code === 'EACCES')
    return new CliError('not_readable', `${path} cannot be read.`, { exitCode: exitCode.failed });
  return error;
}
