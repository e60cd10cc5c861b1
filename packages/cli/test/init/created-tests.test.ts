import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { providerNames } from '@hooklatch/providers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FrameworkName } from '../../src/lib/init/frameworks.ts';
import { runCli } from '../support/run-cli.ts';
import { runNodeTests, runTypes, runVitest, type Passed } from './run-created.ts';
import { createScratchProject, vitestConfig } from './scratch-project.ts';

// What `hooklatch init` creates is compiled and its tests are run, as the user's tools do it: of all projects at once.

interface Created {
  readonly framework: FrameworkName;
  readonly runner: 'vitest' | 'node';
  /** Of the project's package.json. */
  readonly type?: 'module' | 'commonjs';
  readonly language: 'typescript' | 'javascript';
  readonly providers?: readonly string[];
  /** What is there before. */
  readonly files?: Readonly<Record<string, string>>;
}

/** An HMAC, Standard Webhooks, a public key with questions of its own, and a token. */
const some = ['github', 'clerk', 'discord', 'gitlab'];

const typed = (
  framework: FrameworkName,
  runner: Created['runner'],
  more: Partial<Created> = {},
): Created => ({
  framework,
  runner,
  type: 'module',
  language: 'typescript',
  ...more,
});
const plain = (framework: FrameworkName, runner: Created['runner'], type: 'module' | 'commonjs'): Created =>
  typed(framework, runner, { language: 'javascript', type });

const page = { 'pages/index.tsx': 'export default function Page() {}\n' };
const projects: Readonly<Record<string, Created>> = {
  'TypeScript: express with vitest': typed('express', 'vitest'),
  'TypeScript: fastify with node': typed('fastify', 'node'),
  'TypeScript: hono with node': typed('hono', 'node'),
  'TypeScript: next with vitest': typed('next', 'vitest'),
  'TypeScript: nestjs with vitest': typed('nestjs', 'vitest'),
  'TypeScript: workers with vitest': typed('workers', 'vitest'),
  'TypeScript: koa with node': typed('koa', 'node'),
  'TypeScript: node with node': typed('node', 'node'),
  'TypeScript: aws-lambda with node': typed('aws-lambda', 'node'),
  'JavaScript: express with node, as commonjs': plain('express', 'node', 'commonjs'),
  'JavaScript: fastify with vitest, as commonjs': plain('fastify', 'vitest', 'commonjs'),
  'JavaScript: workers with node, as module': plain('workers', 'node', 'module'),
  'JavaScript: koa with node, as commonjs': plain('koa', 'node', 'commonjs'),
  'JavaScript: aws-lambda with node, as module': plain('aws-lambda', 'node', 'module'),
  'the Pages Router of Next.js': {
    framework: 'next',
    runner: 'vitest',
    language: 'typescript',
    files: page,
  },
  'every provider, in Hono': typed('hono', 'node', { providers: providerNames }),
};

let parent: string;
const dirs = new Map<string, string>();
let types: string;
const passed: Passed[] = [];

async function create(title: string, created: Created): Promise<void> {
  const { framework, runner, type, language, providers = some, files = {} } = created;
  const project = await createScratchProject(framework, type ? { type } : {}, parent);
  dirs.set(title, project.dir);
  for (const [path, text] of Object.entries(files)) await project.write(path, text);
  for (const provider of providers) {
    const words = ['--framework', framework, '--provider', provider, `--${language}`, '--test', runner];
    const ran = await runCli(['init', ...words], { cwd: project.dir });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  }
}

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'hooklatch created '));
  for (const [title, created] of Object.entries(projects)) await create(title, created);
  await writeFile(join(parent, 'vitest.config.js'), vitestConfig);
  const of = (runner: Created['runner']): readonly string[] =>
    [...dirs].flatMap(([title, dir]) => (projects[title]?.runner === runner ? [dir] : []));
  types = await runTypes(parent);
  passed.push(await runVitest(parent, of('vitest')));
  for (const dir of of('node')) passed.push(await runNodeTests(dir));
}, 240_000);
afterAll(() => rm(parent, { recursive: true, force: true }));

test.each(Object.entries(projects))('%s', (title, { language, providers = some }) => {
  const dir = dirs.get(title) as string;
  if (language === 'typescript')
    expect(types.split('\n').filter((line) => line.includes(basename(dir)))).toEqual([]);
  const counts = passed.map(({ countIn }) => countIn(dir));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2 * providers.length);
});

test('nothing else is wrong with them', () => {
  expect(types).toBe('');
  expect(passed.flatMap(({ failure }) => (failure === '' ? [] : [failure]))).toEqual([]);
});
