import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask } from '../access/ask.ts';
import { cookieOf, password } from '../access/open-stage.ts';
import { installGateway } from '../lib/install-gateway.ts';
import { openGateway } from './open-gateway.ts';
import { tell as tellIn, type Told } from './tell.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
let cwd: string;
const children: ChildProcess[] = [];

beforeEach(async () => void (cwd = await mkdtemp(join(tmpdir(), 'hooklatch-cli-'))));
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(cwd, { recursive: true, force: true });
});

/** Beside its own words, which tests give. */
const { PATH, NODE_COMPILE_CACHE } = process.env;
const passed = { PATH, NODE_COMPILE_CACHE };

interface Running {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  readonly code: Promise<number | null>;
}

/** Runs `hooklatch gateway` as its user does: a process, in a project. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const command = [
    '--conditions=@hooklatch/source',
    join(root, 'packages/cli/src/hooklatch.ts'),
    'gateway',
    ...args,
  ];
  const child = spawn(process.execPath, command, { cwd, env: { ...passed, ...env } });
  children.push(child);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, stdout: () => stdout, stderr: () => stderr, code };
}

async function until<Found>(find: () => Found | undefined | null, running: Running): Promise<Found> {
  const deadline = Date.now() + 45_000;
  for (let found = find(); ; found = find()) {
    if (found !== undefined && found !== null) return found;
    if (Date.now() > deadline || running.child.exitCode !== null)
      expect.fail(running.stdout() + running.stderr());
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const anyPorts = ['--port', '0', '--ingest-port', '0'];

test('a user starts it, sets it up with what it printed, logs in, and stops it', async () => {
  await installGateway(cwd);
  const running = run(['start', ...anyPorts]);
  const [, url = '', token = ''] = await until(
    () => /(http:\/\/127\.0\.0\.1:\d+)\/setup#token=(\S+)/.exec(running.stdout()),
    running,
  );
  expect(running.stdout()).toMatch(
    /^Dashboard {2}http:\/\/127\.0\.0\.1:\d+\nProviders {2}http:\/\/127\.0\.0\.1:\d+\/in\/…\nDatabase {3}/,
  );
  const user = { email: 'owner@example.com', name: 'Olga', password };
  const post = (path: string, body: object): ReturnType<typeof ask> =>
    ask(`${url}/api/v1${path}`, { method: 'POST', headers: { origin: url }, body });
  expect((await post('/setup', { ...user, token })).status).toBe(201);
  const login = await post('/session', user);
  expect(login.status).toBe(201);
  const users = await ask(`${url}/api/v1/users`, { headers: { cookie: cookieOf(login) } });
  expect(users.json['items']).toMatchObject([{ email: 'owner@example.com', role: 'owner' }]);
  running.child.kill('SIGTERM');
  expect(await running.code).toBe(0);
  expect(await readFile(join(cwd, '.hooklatch/.gitignore'), 'utf8')).toBe('*\n');
}, 40_000);

test('a second start on the same directory says who has it; after a kill -9 the next one starts', async () => {
  await installGateway(cwd);
  const first = run(['start', ...anyPorts]);
  await until(() => /setup#token/.exec(first.stdout()), first);
  const second = run(['start', ...anyPorts]);
  expect(await second.code).toBe(3);
  expect(second.stderr()).toMatch(
    new RegExp(`Another gateway \\(process ${first.child.pid} on .*DATABASE_URL`),
  );
  first.child.kill('SIGKILL');
  await first.code;
  const third = run(['start', ...anyPorts]);
  await until(() => /setup#token/.exec(third.stdout()), third);
}, 40_000);

const tell = (args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Told> =>
  tellIn(cwd, args, env);

test.each([
  ['an unknown command', ['serve'], {}, /serve|too many arguments/],
  ['an unknown flag', ['start', '--color'], {}, /unknown option '--color'/],
  ['a port that is none', ['start', '--port', 'eighty'], {}, /--port: "eighty" is no whole number/],
  [
    'a variable that is none',
    ['start'],
    { HOOKLATCH_GATEWAY_INGEST_PORT: '-1' },
    /HOOKLATCH_GATEWAY_INGEST_PORT/,
  ],
  [
    'another database',
    ['start'],
    { DATABASE_URL: 'mysql://a:geheim@b/c' },
    /DATABASE_URL must begin with postgres/,
  ],
  ['a URL without a scheme', ['--public-url', 'example.com', ...anyPorts], {}, /publicUrl must be a URL/],
])('%s is a mistake of the command: 2', async (_name, args, env, message) => {
  const told = await tell(args, env as Readonly<Record<string, string>>);
  expect(told).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  expect(told.stderr).not.toContain('geheim');
});

test('help names every flag and its variable', async () => {
  const told = await tell(['start', '--help']);
  expect(told.code).toBe(0);
  for (const text of ['--dashboard-url', 'HOOKLATCH_GATEWAY_PUBLIC_URL', 'DATABASE_URL=postgres://']) {
    expect(told.stdout.replace(/\s+/g, ' ')).toContain(text);
  }
});

test('what is open beyond this machine is said', async () => {
  const told = await tell([
    'start',
    ...anyPorts,
    '--host',
    '0.0.0.0',
    '--ingest-host',
    '0.0.0.0',
    '--log-level',
    'silent',
  ]);
  expect(told.code).toBe(0);
  expect(told.stdout.match(/^Warning/gm)).toHaveLength(2);
});

test('a backup of a gateway at work is put back, and what was there is kept', async () => {
  await using opened = await openGateway();
  await opened.setUp();
  const data = ['--data', opened.directory];
  const copy = join(cwd, 'copy.db');
  expect(await tell(['backup', copy, ...data])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('gateway.key'),
  });
  expect(await tell(['backup', copy, ...data])).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('there already'),
  });
  expect(await tell(['restore', copy, ...data])).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('Another gateway'),
  });
  await opened.gateway.close();
  await writeFile(join(cwd, 'none.db'), 'no database');
  expect(await tell(['restore', join(cwd, 'none.db'), ...data])).toMatchObject({ code: 3 });
  expect((await tell(['restore', copy, ...data])).code).toBe(0);
  expect((await readdir(opened.directory)).filter((name) => name.includes('before-restore'))).toHaveLength(1);
  const again = await opened.reopen();
  expect(again.gateway.setupToken).toBeUndefined();
  await again.gateway.close();
});

test('PostgreSQL has its own copy', async () => {
  const told = await tell(['backup', 'copy.db'], { DATABASE_URL: 'postgres://a:geheim@127.0.0.1/b' });
  expect(told).toMatchObject({ code: 3, stderr: expect.stringContaining('pg_dump') });
  expect(told.stderr).not.toContain('geheim');
});
