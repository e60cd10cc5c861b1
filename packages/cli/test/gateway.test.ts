import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from './support/run-cli.ts';

let cwd: string;
beforeEach(async () => void (cwd = await mkdtemp(join(tmpdir(), 'hooklatch-'))));
afterEach(() => rm(cwd, { recursive: true }));

async function install(entries: object, source: string): Promise<void> {
  const folder = join(cwd, 'node_modules', '@hooklatch', 'gateway');
  await mkdir(folder, { recursive: true });
  const manifest = { name: '@hooklatch/gateway', type: 'module', exports: entries };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'cli.mjs'), source);
}

const source = `export async function runGateway(args, io) { io.stdout.write(JSON.stringify(args)); return 1; }`;
const entries: readonly (readonly [string, object])[] = [
  ['a file', { './cli': './cli.mjs' }],
  [
    'conditions',
    { './cli': { types: './cli.d.ts', import: { types: './cli.d.mts', default: './cli.mjs' } } },
  ],
];

test.each(entries)('what is installed is run with every argument, named by %s', async (_name, given) => {
  await install(given, source);
  const told = await runCli(['gateway', 'start', '--port', '1', '-h', '--', '-x'], { cwd });
  expect(told).toMatchObject({ code: 1, stdout: '["start","--port","1","-h","--","-x"]' });
});

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

test('where it is not installed, and there is no npm, it says what to install', async () => {
  const told = await runCli(['gateway', 'start'], { cwd, env: { PATH: cwd } });
  expect(told).toMatchObject({ code: 3, stdout: '' });
  expect(told.stderr).toContain('there is no npm to fetch it');
  expect(told.stderr).toContain(`Install @hooklatch/gateway@${version}`);
});

/** Puts something in the place of npm that prints `printed` as the `PATH`, unless it is asked offline. */
async function standInForNpm(printed: string, status = 0): Promise<string> {
  const lines = [
    '#!/bin/sh',
    `echo "$@" >> ${cwd}/asked`,
    `env | grep -i ^npm_config_ >> ${cwd}/env`,
    'case "$*" in *--offline*) exit 1;; esac',
    `echo "${printed}"`,
    `exit ${status}`,
  ];
  await writeFile(join(cwd, 'npm'), lines.join('\n'), { mode: 0o755 });
  return `${cwd}:${process.env['PATH']}`;
}

test('else npm fetches the version of the command, and what an outer npx was told is not meant', async () => {
  const elsewhere = join(cwd, 'elsewhere');
  await install({ './cli': './cli.mjs' }, source);
  await mkdir(elsewhere);
  await rename(join(cwd, 'node_modules'), join(elsewhere, 'node_modules'));
  const PATH = await standInForNpm(`/usr/bin:${elsewhere}/node_modules/.bin:/bin`);
  const env = {
    PATH,
    npm_config_call: 'hooklatch gateway',
    npm_config_package: 'x',
    npm_config_registry: 'y',
  };
  const told = await runCli(['gateway', 'start', '--port', '1'], { cwd, env });
  expect(told).toMatchObject({ code: 1, stdout: '["start","--port","1"]' });
  expect(told.stderr).toMatch(/^hooklatch: fetching @hooklatch\/gateway@\S+ with npm, once\. .*\n$/);
  const asked = (await readFile(join(cwd, 'asked'), 'utf8')).trim().split('\n');
  const rest = `--package=@hooklatch/gateway@${version} -- node -p process.env.PATH`;
  expect(asked).toEqual([`exec --yes --offline ${rest}`, `exec --yes ${rest}`]);
  const lines = new Set((await readFile(join(cwd, 'env'), 'utf8')).trim().split('\n'));
  expect([...lines]).toEqual(['npm_config_registry=y']);
});

test.each([
  ['npm fails', '', 7, /\(exit code 7\)/],
  ['npm gives none', '/usr/bin:/bin', 0, /npm could not fetch/],
])('where %s it says what to run', async (_name, printed, status, message) => {
  const PATH = await standInForNpm(printed, status);
  const told = await runCli(['gateway'], { cwd, env: { PATH } });
  expect(told).toMatchObject({ code: 3, stderr: expect.stringMatching(message) });
  expect(told.stderr).toContain(`npm install @hooklatch/gateway@${version}`);
});

test('Ctrl-C while it is fetched ends it with 130', async () => {
  const PATH = await standInForNpm('');
  const told = await runCli(['gateway'], { cwd, env: { PATH }, signal: AbortSignal.abort() });
  expect(told.code).toBe(130);
});

test('one without commands is too old', async () => {
  await install({ '.': './cli.mjs' }, source);
  expect(await runCli(['gateway'], { cwd })).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/latest/),
  });
});
