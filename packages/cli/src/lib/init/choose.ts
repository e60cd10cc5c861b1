import { CliError } from '../cli-error.ts';
import type { Io } from '../io.ts';
import { ask } from './ask.ts';
import {
  detectFramework,
  frameworkNames,
  frameworks,
  isFrameworkName,
  type FrameworkName,
} from './frameworks.ts';
import type { Project } from './project.ts';
import { readOutline } from './provider-outline.ts';
import type { Choice, Framework, TestRunner } from './scaffold.ts';

/** The options of the verb that say what to make. */
export interface InitFlags {
  readonly framework?: string;
  readonly provider?: string;
  readonly typescript?: boolean;
  readonly javascript?: boolean;
  readonly test?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** A choice, and the framework that makes files of it. */
export interface Chosen extends Choice {
  readonly framework: FrameworkName;
}

/**
 * Takes what was given, finds what can be found in the project, and asks for the rest.
 *
 * @param project - what was read of it
 * @param flags - what was given
 * @param io - the terminal
 * @returns the choice
 * @throws CliError where something is missing and nobody can be asked, or the options do not fit together
 */
export async function choose(project: Project, flags: InitFlags, io: Io): Promise<Chosen> {
  const given = checkFramework(flags.framework);
  const detected = detectFramework(project);
  const isQuiet = flags.yes === true || flags.json === true || !(io.stdin.isTTY && io.stderr.isTTY);
  const known = { framework: given ?? (isQuiet ? detected : undefined), provider: flags.provider };
  const isKnown = known.framework !== undefined && known.provider !== undefined;
  if (!isKnown && isQuiet) throw missing(known);
  const { framework, provider } = isKnown ? known : await ask({ ...known, detected }, io);
  if (framework === undefined || provider === undefined) throw missing(known);
  const isTypeScript = chooseLanguage(project, frameworks[framework], flags);
  return {
    framework,
    provider: await readOutline(provider),
    project,
    isTypeScript,
    runner: chooseRunner(project, framework, isTypeScript, flags.test),
  };
}

function checkFramework(name: string | undefined): FrameworkName | undefined {
  if (name === undefined || isFrameworkName(name)) return name;
  throw new CliError('unknown_framework', `There is no framework ${JSON.stringify(name)} here.`, {
    hint: `--framework takes one of ${frameworkNames.join(', ')}.`,
  });
}

function missing({
  framework,
  provider,
}: {
  framework?: string | undefined;
  provider?: string | undefined;
}): CliError {
  const flags = [
    ...(framework === undefined ? [`--framework ${frameworkNames.join('|')}`] : []),
    ...(provider === undefined ? ['--provider <name>'] : []),
  ];
  return new CliError('usage', `Nobody can be asked here: give ${flags.join(' and ')}.`, {
    hint: 'hooklatch init --framework express --provider clerk',
  });
}

/** TypeScript, unless the project says that it is written in JavaScript. */
function chooseLanguage(project: Project, framework: Framework, flags: InitFlags): boolean {
  if (flags.typescript && flags.javascript)
    throw new CliError('usage', 'Give --typescript or --javascript, not both.');
  if (flags.javascript && framework.needsTypeScript)
    throw new CliError('usage', `${framework.title} is written in TypeScript: leave --javascript out.`);
  if (flags.typescript || framework.needsTypeScript) return true;
  if (flags.javascript) return false;
  const { hasTsconfig, dependencies, has } = project;
  const isJavaScript = ['js', 'mjs', 'cjs', 'jsx'].some((extension) =>
    [
      'server',
      'app',
      'index',
      'main',
      'src/server',
      'src/app',
      'src/index',
      'src/main',
      'app/page',
      'src/app/page',
    ].some((name) => has(`${name}.${extension}`)),
  );
  return hasTsconfig || dependencies.has('typescript') || !(isJavaScript || has('jsconfig.json'));
}

/** Vitest where the project has it, or where Node cannot run the files as they are. */
function chooseRunner(
  project: Project,
  framework: FrameworkName,
  isTypeScript: boolean,
  given: string | undefined,
): TestRunner {
  if (given !== undefined && given !== 'vitest' && given !== 'node')
    throw new CliError('usage', `--test takes vitest or node, not ${JSON.stringify(given)}.`);
  if (given === 'node' && framework === 'nestjs')
    throw new CliError('usage', "NestJS's decorators have to be compiled: give --test vitest.");
  if (given) return given;
  const isCompiled = isTypeScript && project.hasTsconfig && !project.allowsTsImports;
  const isPlain = frameworks[framework].isPlainNode && !isCompiled;
  return project.dependencies.has('vitest') || !isPlain ? 'vitest' : 'node';
}
