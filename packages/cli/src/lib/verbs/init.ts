import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import { choose, type Chosen, type InitFlags } from '../init/choose.ts';
import { toEnvExample } from '../init/env-example.ts';
import { frameworks, frameworkNames } from '../init/frameworks.ts';
import { toNextSteps } from '../init/next-steps.ts';
import { readProject, type Project } from '../init/project.ts';
import { printResult, type InitResult } from '../init/print-result.ts';
import { writeFiles } from '../init/write-files.ts';
import type { Io } from '../io.ts';
import type { DefineVerb } from '../verb.ts';

const examples = `
Examples:
  $ hooklatch init                                          asks, in a terminal
  $ hooklatch init --framework next --provider stripe       asks nothing
  $ hooklatch init --provider github --dir api --dry-run    says what it would create in api/

No file that is there is changed: what has to be written in it is printed.
Exit codes: 0 files were created; 1 all of them were there already; 2 something is missing or does not fit; 3 a file
cannot be created.`;

interface Flags extends InitFlags {
  readonly dir: string;
  readonly dryRun?: boolean;
}

export const define: DefineVerb = (command, io, run) => {
  command
    .option('--framework <name>', `${frameworkNames.join(', ')} (the one in package.json)`)
    .option('--provider <name>', 'who sends: hooklatch providers lists them')
    .option('--dir <directory>', "the project's directory", '.')
    .option('--typescript', 'write TypeScript (unless the project is in JavaScript)')
    .option('--javascript', 'write JavaScript')
    .option('--test <runner>', 'vitest, or node for node:test (vitest where the project has it)')
    .option('-y, --yes', 'ask nothing')
    .option('--dry-run', 'say what would be created, and create nothing')
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((flags: Flags) => run(() => init(flags, io)));
};

async function init(flags: Flags, io: Io): Promise<ExitCode> {
  const project = readProjectIn(resolve(io.cwd, flags.dir), io);
  const chosen = await choose(project, flags, io);
  const result = await createFiles(chosen, flags.dryRun === true);
  if (flags.json) io.stdout.write(`${JSON.stringify(result)}\n`);
  else printResult(result, flags.dir, io);
  return result.files.every(({ state }) => state === 'kept') ? exitCode.no : exitCode.ok;
}

function readProjectIn(dir: string, io: Io): Project {
  try {
    return readProject(dir, io.env);
  } catch (error) {
    throw new CliError('bad_project', `package.json in ${dir} cannot be read: ${(error as Error).message}`);
  }
}

async function createFiles(chosen: Chosen, isDryRun: boolean): Promise<InitResult> {
  const { framework, provider, project, isTypeScript, runner } = chosen;
  const scaffold = (await frameworks[framework].load()).render(chosen);
  const env = toEnvExample(chosen, scaffold.secretsFile);
  const files = [...scaffold.files, ...(env.file ? [env.file] : [])];
  const steps = toNextSteps(chosen, scaffold, scaffold.files.at(-1)?.path ?? '');
  return {
    framework,
    provider: provider.name,
    language: isTypeScript ? 'typescript' : 'javascript',
    test: runner,
    files: await writeFiles(project.dir, files, { isDryRun, exists: project.has }),
    envExample: { path: env.path, missing: env.missing },
    next: steps,
  };
}
