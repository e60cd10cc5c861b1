import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const rootDir = fileURLToPath(new URL('commonjs', import.meta.url));
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const node = process.execPath;

/** NestJS 11 in the place of 12. */
const nest11 = {
  '^@nestjs/common(.*)$': `${dirname(require.resolve('nest11-common/package.json'))}$1`,
  '^@nestjs/core(.*)$': `${dirname(require.resolve('nest11-core/package.json'))}$1`,
  '^@nestjs/platform-express(.*)$': `${dirname(require.resolve('nest11-platform-express/package.json'))}$1`,
  '^@nestjs/platform-fastify(.*)$': `${dirname(require.resolve('nest11-platform-fastify/package.json'))}$1`,
  '^@nestjs/testing(.*)$': `${dirname(require.resolve('nest11-testing/package.json'))}$1`,
};

/** Runs the compiled tests as `jest` would in a project of its own. */
async function jest(
  moduleNameMapper: Record<string, string>,
  nodeOptions: readonly string[],
): Promise<string> {
  const config = {
    rootDir,
    testMatch: ['<rootDir>/dist/**/*.spec.js'],
    transform: {},
    moduleNameMapper: { '^@hooklatch/nestjs$': '<rootDir>/../../dist/index.cjs', ...moduleNameMapper },
  };
  const args = [...nodeOptions, require.resolve('jest/bin/jest'), '--config', JSON.stringify(config)];
  const env = { ...process.env, NODE_OPTIONS: '', FORCE_COLOR: '0' };
  const { stderr } = await run(node, args, { cwd: rootDir, env });
  return stderr;
}

describe('the built package, required from CommonJS', () => {
  beforeAll(async () => {
    await run(node, ['scripts/build.mjs', 'nestjs', 'testing'], { cwd: repository });
    const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
    await run(node, [tsc, '-p', rootDir], { cwd: repository }).catch((error: unknown) => {
      throw new Error(String((error as { stdout?: string }).stdout));
    });
  }, 180_000);

  test('compiles against NestJS 11, and runs there under Jest', async () => {
    expect(await jest(nest11, [])).toContain('Tests:       11 passed, 11 total');
  }, 60_000);

  // There Jest can require ESM.
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const canRequire = major > 24 || (major === 24 && minor >= 9);
  test.runIf(canRequire)(
    'runs on NestJS 12 under Jest with --experimental-vm-modules',
    async () => {
      expect(await jest({}, ['--experimental-vm-modules'])).toContain('Tests:       11 passed, 11 total');
    },
    60_000,
  );
});
