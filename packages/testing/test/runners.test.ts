import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const node = process.execPath;
const dirOf = (kind: string): string => fileURLToPath(new URL(`runners/${kind}`, import.meta.url));
const { FORCE_COLOR: _, ...inherited } = process.env;
const env = { ...inherited, NODE_OPTIONS: '', NO_COLOR: '1', VITEST: '', NODE_ENV: 'test' };

/** What the compiler says of a project that uses the built package. */
async function compile(kind: string): Promise<string> {
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  return run(node, [tsc, '-p', dirOf(kind)], { cwd: repository }).then(
    ({ stdout }) => stdout,
    (error: unknown) => String((error as { stdout?: string }).stdout),
  );
}

/** Runs the compiled tests as `jest` would in a project of its own. */
async function jest(kind: string, config: object, nodeOptions: readonly string[] = []): Promise<string> {
  const rootDir = dirOf(kind);
  const whole = { rootDir, testMatch: ['<rootDir>/dist/jest.spec.js'], transform: {}, ...config };
  const args = [...nodeOptions, require.resolve('jest/bin/jest'), '--config', JSON.stringify(whole)];
  const { stderr } = await run(node, args, { cwd: rootDir, env });
  return stderr;
}

describe('the built package', () => {
  beforeAll(async () => {
    await run(node, ['scripts/build.mjs', 'testing'], { cwd: repository });
  }, 180_000);

  test('has matchers for Jest', async () => {
    expect(await compile('commonjs')).toBe('');
    expect(await jest('commonjs', {})).toContain('Tests:       3 passed, 3 total');
  }, 60_000);

  test('has matchers for Jest without globals', async () => {
    expect(await jest('commonjs', { injectGlobals: false })).toContain('Tests:       3 passed, 3 total');
  }, 60_000);

  test('has matchers for Jest with modules', async () => {
    const config = { testMatch: ['<rootDir>/jest.mjs'] };
    const output = await jest('esm', config, ['--experimental-vm-modules']);
    expect(output).toContain('Tests:       1 passed, 1 total');
  }, 60_000);

  test('has matchers for vitest, from the built files', async () => {
    expect(await compile('esm')).toBe('');
    const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
    const args = [vitest, 'run', '--root', dirOf('esm')];
    const { stdout } = await run(node, args, { cwd: dirOf('esm'), env });
    expect(stdout).toMatch(/Tests {2}3 passed \(3\)/);
  }, 60_000);
});
