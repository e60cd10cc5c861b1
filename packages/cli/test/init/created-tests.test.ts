import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { providerNames } from '@hooklatch/providers';
import { afterEach, expect, test } from 'vitest';
import type { FrameworkName } from '../../src/lib/init/frameworks.ts';
import { runCli } from '../support/run-cli.ts';
import { createScratchProject, type ScratchProject } from './scratch-project.ts';

// What `hooklatch init` creates is compiled and its tests are run, as the user's tools do it.

const bin = fileURLToPath(new URL('../../../../node_modules/.bin/', import.meta.url));
/** An HMAC, Standard Webhooks, a public key with questions of its own, and a token. */
const providers = ['github', 'clerk', 'discord', 'gitlab'];

let project: ScratchProject | undefined;
afterEach(() => project?.remove());

/** What a command prints; its end, where it failed, is in front. */
function run(dir: string, command: string, ...args: readonly string[]): Promise<string> {
  const { NODE_ENV: _, NODE_OPTIONS: _options, ...env } = process.env;
  return new Promise((resolve) => {
    execFile(command, args, { cwd: dir, env: { ...env, CI: '1', NO_COLOR: '1' } }, (error, stdout, stderr) =>
      resolve(`${error ? `failed: ${error.code}\n` : ''}${stdout}${stderr}`),
    );
  });
}

const runTests = (dir: string, runner: 'vitest' | 'node'): Promise<string> =>
  runner === 'vitest'
    ? run(dir, process.execPath, join(bin, '../vitest/vitest.mjs'), 'run')
    : run(
        dir,
        process.execPath,
        '--conditions=@hooklatch/source',
        '--test',
        '--test-isolation=none',
        '--test-reporter=tap',
      );

const compilerOptions = {
  target: 'es2023',
  module: 'esnext',
  moduleResolution: 'bundler',
  customConditions: ['@hooklatch/source'],
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  skipLibCheck: true,
  lib: ['es2023', 'dom', 'dom.iterable'],
  types: ['node'],
};

async function typesOf({ dir, write }: ScratchProject): Promise<string> {
  await write('check.json', JSON.stringify({ compilerOptions, include: ['**/*.ts', '**/*.mts'] }));
  return run(dir, join(bin, 'tsc'), '-p', 'check.json');
}

const typed: readonly (readonly [FrameworkName, 'vitest' | 'node'])[] = [
  ['express', 'vitest'],
  ['fastify', 'node'],
  ['hono', 'node'],
  ['next', 'vitest'],
  ['nestjs', 'vitest'],
  ['workers', 'vitest'],
  ['koa', 'node'],
  ['node', 'node'],
  ['aws-lambda', 'node'],
];

async function create(
  framework: FrameworkName,
  names: readonly string[],
  ...args: readonly string[]
): Promise<void> {
  const { dir } = project as ScratchProject;
  for (const provider of names) {
    const ran = await runCli(['init', '--framework', framework, '--provider', provider, ...args], {
      cwd: dir,
    });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  }
}

/** How many tests have passed; a text where one has not. */
async function countPassed(runner: 'vitest' | 'node'): Promise<number | string> {
  const printed = await runTests((project as ScratchProject).dir, runner);
  const [, count] =
    (runner === 'vitest' ? /Tests {2}(\d+) passed \(/ : /^# pass (\d+)$/m).exec(printed) ?? [];
  return count === undefined || /^failed|^# fail [1-9]/m.test(printed) ? printed : Number(count);
}

test.each(typed)('in TypeScript: %s with %s', { timeout: 120_000 }, async (framework, runner) => {
  project = await createScratchProject(framework, { type: 'module' });
  await create(framework, providers, '--typescript', '--test', runner);
  expect(await typesOf(project)).toBe('');
  expect(await countPassed(runner)).toBe(2 * providers.length);
});

test.each([
  ['express', 'node', 'commonjs'],
  ['fastify', 'vitest', 'commonjs'],
  ['workers', 'node', 'module'],
  ['koa', 'node', 'commonjs'],
  ['aws-lambda', 'node', 'module'],
] as const)('in JavaScript: %s with %s, as %s', { timeout: 120_000 }, async (framework, runner, type) => {
  project = await createScratchProject(framework, { type });
  await create(framework, providers, '--javascript', '--test', runner);
  expect(await countPassed(runner)).toBe(2 * providers.length);
});

test('in the Pages Router of Next.js', { timeout: 120_000 }, async () => {
  project = await createScratchProject('next', {});
  await project.write('pages/index.tsx', 'export default function Page() {}\n');
  await create('next', providers, '--typescript');
  expect(await typesOf(project)).toBe('');
  expect(await countPassed('vitest')).toBe(2 * providers.length);
});

test('of every provider, in Hono', { timeout: 300_000 }, async () => {
  project = await createScratchProject('hono', { type: 'module' });
  await create('hono', providerNames, '--typescript', '--test', 'node');
  expect(await typesOf(project)).toBe('');
  expect(await countPassed('node')).toBe(2 * providerNames.length);
});
