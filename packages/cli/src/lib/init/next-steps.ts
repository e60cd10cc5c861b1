import type { PackageManager } from './project.ts';
import type { Choice, Scaffold } from './scaffold.ts';

/** What is to be done once the files are there: commands, and lines to write. */
export interface NextSteps {
  readonly install: readonly string[];
  /** Lines for the application's own module. */
  readonly mount: readonly string[];
  readonly secret: readonly string[];
  readonly test: readonly string[];
  readonly start: readonly string[];
  /** How it gets to where it runs, where that is another machine. */
  readonly deploy: readonly string[];
  readonly send: readonly string[];
}

interface Commands {
  readonly create: string;
  readonly add: string;
  readonly addDev: string;
  readonly run: string;
}

const commands: Readonly<Record<PackageManager, Commands>> = {
  npm: { create: 'npm init -y', add: 'npm install', addDev: 'npm install --save-dev', run: 'npx' },
  pnpm: { create: 'pnpm init', add: 'pnpm add', addDev: 'pnpm add --save-dev', run: 'pnpm exec' },
  yarn: { create: 'yarn init -y', add: 'yarn add', addDev: 'yarn add --dev', run: 'yarn' },
  bun: { create: 'bun init -y', add: 'bun add', addDev: 'bun add --dev', run: 'bunx' },
};

/**
 * What a user does next.
 *
 * @param choice - what was chosen
 * @param scaffold - what was made of it
 * @param testFile - the path of the created test
 * @returns commands, in the order in which they are given
 */
export function toNextSteps(choice: Choice, scaffold: Scaffold, testFile: string): NextSteps {
  const { project, provider, runner } = choice;
  const { secretsFile = '.env', route, port, mount, start, deployed } = scaffold;
  const { steps = [], origin = `http://localhost:${port}` } = deployed ?? {};
  const { run } = commands[project.packageManager];
  const type = provider.types[0] ?? 'example.event';
  const byManager = (command: string): string => command.replace(/^npx\b/, run);
  return {
    install: toInstall(choice, scaffold),
    mount,
    secret: [
      `cp ${secretsFile}.example ${secretsFile}`,
      ...(provider.isShared
        ? [
            `echo "${provider.variables[0]}=$(${run} hooklatch secret new ${provider.name})" >> ${secretsFile}`,
          ]
        : []),
    ],
    test: [runner === 'vitest' ? `${run} vitest run ${testFile}` : `node --test ${testFile}`],
    start: start.map(byManager),
    deploy: steps.map(byManager),
    send: [`${run} hooklatch send ${provider.name} ${type} --to ${origin}${route}`],
  };
}

function toInstall({ project, runner }: Choice, { packages, devPackages }: Scaffold): readonly string[] {
  const { create, add, addDev } = commands[project.packageManager];
  const missing = (specs: readonly string[]): string =>
    specs.filter((spec) => !project.dependencies.has(spec.replace(/(?<=.)@.*$/, ''))).join(' ');
  const tools = ['@hooklatch/cli', '@hooklatch/testing', ...(runner === 'vitest' ? ['vitest'] : [])];
  const [own, dev] = [missing(packages), missing([...devPackages, ...tools])];
  return [
    ...(project.hasManifest ? [] : [create, 'npm pkg set type=module']),
    ...(own ? [`${add} ${own}`] : []),
    ...(dev ? [`${addDev} ${dev}`] : []),
  ];
}
