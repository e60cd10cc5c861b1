import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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

test('where it is not installed it says how to install it', async () => {
  const told = await runCli(['gateway', 'start'], { cwd });
  expect(told).toMatchObject({ code: 3, stderr: expect.stringMatching(/npm install @hooklatch\/gateway/) });
});

test('one without commands is too old', async () => {
  await install({ '.': './cli.mjs' }, source);
  expect(await runCli(['gateway'], { cwd })).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/latest/),
  });
});
