import { afterEach, describe, expect, test } from 'vitest';
import { frameworkNames, type FrameworkName } from '../../src/lib/init/frameworks.ts';
import type { InitResult } from '../../src/lib/init/print-result.ts';
import { runCli } from '../support/run-cli.ts';
import { createScratchProject, type ScratchProject } from './scratch-project.ts';

// What `hooklatch init` creates, leaves alone and says.

let project: ScratchProject;
afterEach(() => project.remove());

const init = (...args: readonly string[]) => runCli(['init', ...args], { cwd: project.dir });

async function initJson(...args: readonly string[]): Promise<InitResult> {
  const { stdout, stderr } = await init(...args, '--json');
  expect(stderr).toBe('');
  return JSON.parse(stdout) as InitResult;
}

const paths = ({ files }: InitResult, state: string): readonly string[] =>
  files.filter((file) => file.state === state).map(({ path }) => path);

const clerkInExpress = ['--framework', 'express', '--provider', 'clerk'];

describe('where nobody can be asked', () => {
  test.each([
    [
      'both',
      [],
      '--framework express|next|fastify|hono|nestjs|workers|koa|node|aws-lambda and --provider <name>',
    ],
    [
      'the framework',
      ['--provider', 'clerk'],
      '--framework express|next|fastify|hono|nestjs|workers|koa|node|aws-lambda.',
    ],
    ['the provider', ['--framework', 'hono'], 'give --provider <name>.'],
    ['the provider, with --yes', ['--framework', 'hono', '--yes'], 'give --provider <name>.'],
  ])('it names the flags that are missing: %s', async (_, args, text) => {
    project = await createScratchProject();
    const { code, stdout, stderr } = await init(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(text);
  });

  test.each([
    [['--framework', 'rails', '--provider', 'clerk'], 'There is no framework "rails" here.'],
    [['--framework', 'hono', '--provider', 'clark'], 'clerk'],
    [[...clerkInExpress, '--typescript', '--javascript'], 'not both'],
    [[...clerkInExpress, '--test', 'jest'], '--test takes vitest or node'],
    [['--framework', 'nestjs', '--provider', 'clerk', '--javascript'], 'leave --javascript out'],
    [['--framework', 'nestjs', '--provider', 'clerk', '--test', 'node'], 'give --test vitest'],
  ])('it refuses %j', async (args, text) => {
    project = await createScratchProject();
    const { code, stdout, stderr } = await init(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(text);
    expect(
      (await initJson(...clerkInExpress, '--dry-run')).files.every(({ state }) => state === 'planned'),
    ).toBe(true);
  });
});

describe('the framework is found in package.json', () => {
  test.each([
    ['nestjs', { '@nestjs/core': '12', express: '5' }],
    ['next', { next: '16', react: '19' }],
    ['hono', { hono: '4', wrangler: '4' }],
    ['fastify', { fastify: '5' }],
    ['express', { express: '5' }],
    ['workers', { wrangler: '4' }],
    ['koa', { koa: '3', '@koa/router': '15' }],
    ['node', { connect: '3' }],
    ['aws-lambda', { '@types/aws-lambda': '8', '@hooklatch/node': '1' }],
    ['express', { express: '5', '@types/aws-lambda': '8' }],
  ])('%s', async (framework, dependencies) => {
    project = await createScratchProject(undefined, { dependencies });
    expect(await initJson('--provider', 'clerk', '--dry-run')).toMatchObject({ framework });
  });
});

const places: Readonly<Record<FrameworkName, readonly string[]>> = {
  express: ['src/webhooks/clerk.ts', 'src/server.ts', 'test/clerk-webhook.test.ts', '.env.example'],
  fastify: ['src/webhooks/clerk.ts', 'src/server.ts', 'test/clerk-webhook.test.ts', '.env.example'],
  hono: ['src/webhooks/clerk.ts', 'src/server.ts', 'test/clerk-webhook.test.ts', '.env.example'],
  next: ['app/api/webhooks/clerk/route.ts', 'test/clerk-webhook.test.ts', '.env.example'],
  nestjs: [
    'src/webhooks/clerk.controller.ts',
    'src/webhooks/webhook-routes.module.ts',
    'src/app.module.ts',
    'src/main.ts',
    'tsconfig.json',
    'test/clerk-webhook.test.ts',
    '.env.example',
  ],
  workers: [
    'src/webhooks/clerk.ts',
    'src/worker.ts',
    'wrangler.jsonc',
    'test/clerk-webhook.test.ts',
    '.dev.vars.example',
  ],
  koa: ['src/webhooks/clerk.ts', 'src/server.ts', 'test/clerk-webhook.test.ts', '.env.example'],
  node: ['src/webhooks/clerk.ts', 'src/server.ts', 'test/clerk-webhook.test.ts', '.env.example'],
  'aws-lambda': ['src/webhooks/clerk.ts', 'test/clerk-webhook.test.ts', '.env.example'],
};

describe('files stand where the framework wants them', () => {
  test.each(frameworkNames)('of a new application: %s', async (framework) => {
    project = await createScratchProject();
    const args = ['--framework', framework, '--provider', 'clerk'];
    expect(paths(await initJson(...args, '--dry-run'), 'planned')).toEqual(places[framework]);
    expect(paths(await initJson(...args), 'created')).toEqual(places[framework]);
  });

  test.each([
    ['next', 'src/app/page.tsx', 'src/app/api/webhooks/clerk/route.ts'],
    ['next', 'pages/index.tsx', 'pages/api/webhooks/clerk.ts'],
    ['next', 'src/pages/index.tsx', 'src/pages/api/webhooks/clerk.ts'],
    ['next', 'app/page.jsx', 'app/api/webhooks/clerk/route.js'],
    ['express', 'server.js', 'webhooks/clerk.mjs'],
    ['express', 'src/app.ts', 'src/webhooks/clerk.mts'],
    ['workers', 'src/index.ts', 'src/webhooks/clerk.ts'],
    ['nestjs', 'src/app.module.ts', 'src/webhooks/clerk.controller.ts'],
    ['koa', 'app.js', 'webhooks/clerk.mjs'],
    ['node', 'src/server.mts', 'src/webhooks/clerk.mts'],
    ['aws-lambda', 'index.mjs', 'webhooks/clerk.mjs'],
  ])('%s with %s: %s', async (framework, there, path) => {
    project = await createScratchProject(undefined, { type: 'commonjs' });
    await project.write(there, '');
    const result = await initJson('--framework', framework, '--provider', 'clerk');
    expect(paths(result, 'created')[0]).toBe(path);
    expect(result.files.map((file) => file.path)).not.toContain(there);
    expect(result.next.mount.join('\n')).toMatch(
      /^(next|aws-lambda)$/.test(framework) ? /^$/ : /clerk|WebhookRoutes/i,
    );
  });
});

test('a file that is there is left as it is, and told', async () => {
  project = await createScratchProject();
  await project.write('src/webhooks/clerk.ts', 'mine');
  const first = await init(...clerkInExpress);
  expect(first.code).toBe(0);
  expect(first.stdout).toMatch(/src\/webhooks\/clerk\.ts +is there: left as it is/);
  await project.write('src/server.ts', 'mine too');
  await project.write('test/clerk-webhook.test.ts', 'and this');
  expect((await init(...clerkInExpress)).code).toBe(1);
  for (const [path, text] of [
    ['src/webhooks/clerk.ts', 'mine'],
    ['src/server.ts', 'mine too'],
    ['test/clerk-webhook.test.ts', 'and this'],
  ] as const) {
    expect(await project.read(path)).toBe(text);
  }
});

test('an example of the environment that is there is left as it is, and what it lacks is told', async () => {
  project = await createScratchProject();
  await project.write('.env.example', 'DATABASE_URL=\n');
  expect((await init(...clerkInExpress)).stdout).toContain(
    'Add to .env.example:\n  CLERK_WEBHOOK_SIGNING_SECRET=\n',
  );
  expect(await project.read('.env.example')).toBe('DATABASE_URL=\n');
  await project.write('.env.example', 'export CLERK_WEBHOOK_SIGNING_SECRET=\n');
  expect((await init(...clerkInExpress)).stdout).not.toContain('Add to');
});

test.each([
  ['clerk', ['CLERK_WEBHOOK_SIGNING_SECRET']],
  ['github', ['GITHUB_WEBHOOK_SECRET']],
  ['discord', ['DISCORD_PUBLIC_KEY']],
  ['gitlab', ['GITLAB_WEBHOOK_TOKEN']],
  ['livekit', ['LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET']],
  ['square', ['SQUARE_WEBHOOK_SIGNATURE_KEY', 'WEBHOOK_PUBLIC_URL']],
])('the variables are those of the documentation of %s', async (provider, names) => {
  project = await createScratchProject();
  await init('--framework', 'express', '--provider', provider);
  const lines = (await project.read('.env.example')).split('\n').filter((line) => /^[A-Z]/.test(line));
  expect(lines).toEqual(names.map((name) => `${name}=`));
});

describe('the commands are those of the package manager', () => {
  test.each([
    ['package-lock.json', 'npm install @hooklatch/express', 'npx hooklatch send'],
    ['pnpm-lock.yaml', 'pnpm add @hooklatch/express', 'pnpm exec hooklatch send'],
    ['yarn.lock', 'yarn add @hooklatch/express', 'yarn hooklatch send'],
    ['bun.lock', 'bun add @hooklatch/express', 'bunx hooklatch send'],
  ])('%s', async (lockfile, install, send) => {
    project = await createScratchProject(undefined, {
      dependencies: { express: '5', '@hooklatch/providers': '1' },
    });
    await project.write(lockfile, '');
    const { next } = await initJson('--provider', 'clerk');
    expect(next.install[0]).toBe(install);
    expect(next.send.at(-1)).toBe(`${send} clerk user.created --to http://localhost:3000/webhooks/clerk`);
  });
});

describe('an application that is there is told what to write', () => {
  test.each([
    [
      'koa',
      { koa: '3' },
      /Router } from '@koa\/router';\nconst router = new Router\(\);\nrouter\.post\('\/webhooks\/clerk', toKoa\(clerkWebhook\)\);\napp\.use/,
      '@koa/router',
    ],
    ['koa', { koa: '3', 'koa-router': '14' }, /^router\.post\(.* \/\/ in a router above/m, undefined],
    [
      'node',
      {},
      /^const clerkListener = toNode\(clerkWebhook\);\nif \(request\.url\?\.split\('\?'\)\[0\] === '\/webhooks\/clerk'\) return/m,
      undefined,
    ],
    ['node', { connect: '3' }, /^app\.use\('\/webhooks\/clerk', toNode\(clerkWebhook\)\)/m, undefined],
    ['express', { express: '5' }, /toExpress\(clerkWebhook\)\); \/\/ above express\.json\(\)$/, undefined],
  ])('%s with %j', async (framework, dependencies, lines, router) => {
    project = await createScratchProject(undefined, { type: 'module', dependencies });
    await project.write('src/server.ts', '');
    const { next } = await initJson('--framework', framework, '--provider', 'clerk');
    expect(next.mount.join('\n')).toMatch(lines);
    expect(next.install[0]?.includes('router') ? '@koa/router' : undefined).toBe(router);
  });
});

test('a function is deployed, and not started', async () => {
  project = await createScratchProject();
  const { stdout } = await init('--framework', 'aws-lambda', '--provider', 'clerk');
  expect(stdout).toMatch(
    /Deploy it:\n {2}npx esbuild src\/webhooks\/clerk\.ts .*--outfile=dist\/clerk\.mjs\n.*clerk\.handler\n/,
  );
  expect(stdout).toContain('--to https://your-function.lambda-url.eu-central-1.on.aws/webhooks/clerk');
  expect(stdout).not.toMatch(/^Start:|another terminal|localhost/m);
});
