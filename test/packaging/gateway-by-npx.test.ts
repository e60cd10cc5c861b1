import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../servers/until.ts';
import { startRegistry, type LoopbackRegistry } from './loopback-registry.ts';

// Packed packages, a registry on the loopback interface, and a real npm: what somebody has who has only Node.

let home: string;
let registry: LoopbackRegistry;
let count = 0;
const running: Running[] = [];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hooklatch npx '));
  registry = await startRegistry(['cli', 'gateway'], join(home, 'tarballs'));
}, 120_000);
afterEach(() => {
  registry.hold(undefined);
  for (const { pid } of running.splice(0)) isGroupAlive(pid, 'SIGKILL');
});
afterAll(async () => {
  await registry?.[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

interface Running {
  readonly pid: number;
  readonly code: Promise<number | null>;
  stdout(): string;
  stderr(): string;
}

function isGroupAlive(pid: number, signal: NodeJS.Signals | 0 = 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

const makeDirectory = async (): Promise<string> => {
  count += 1;
  const dir = join(home, `empty ${count}`);
  await mkdir(dir);
  return dir;
};

/** Runs a command as a shell would: in a group of its own, with npm's cache of `cache`. */
function run(cwd: string, cache: string, line: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const [program = '', ...args] = line;
  const child = spawn(program, args, {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      HOME: home,
      npm_config_cache: join(home, cache),
      npm_config_registry: registry.url,
      npm_config_update_notifier: 'false',
      ...env,
    },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const started = { pid: child.pid ?? 0, code, stdout: () => stdout, stderr: () => stderr };
  running.push(started);
  return started;
}

const start = ['npx', '--yes', '@hooklatch/cli', 'gateway', '--port', '0', '--ingest-port', '0'];

async function untilPrinted(started: Running): Promise<{ dashboard: string; token: string }> {
  let ended = false;
  void started.code.then(() => (ended = true));
  await until(() => ended || /setup#token=\S/.test(started.stdout()), { timeoutMs: 90_000 });
  const [, dashboard = '', token = ''] = /(http:\S+)\/setup#token=(\S+)/.exec(started.stdout()) ?? [];
  if (token === '') expect.fail(started.stdout() + started.stderr());
  return { dashboard, token };
}

test('in an empty directory it is fetched, starts, and ends with npx; later no registry is needed', async () => {
  const dir = await makeDirectory();
  const first = run(dir, 'cache', start);
  const { dashboard } = await untilPrinted(first);
  const { version } = JSON.parse(
    await readFile(new URL('../../packages/cli/package.json', import.meta.url), 'utf8'),
  ) as { version: string };
  const told = first.stderr().match(/^hooklatch: .*$/gm);
  expect(told).toEqual([
    `hooklatch: fetching @hooklatch/gateway@${version} with npm, once. To have it in the project: npm install @hooklatch/gateway@${version}`,
  ]);
  expect((await fetch(`${dashboard}/healthz`)).status).toBe(200);
  expect(await (await fetch(dashboard)).text()).toContain('<html');
  process.kill(first.pid, 'SIGTERM');
  await first.code;
  await until(() => !isGroupAlive(first.pid));
  await expect(fetch(`${dashboard}/healthz`)).rejects.toThrow('fetch failed');
  const askedBefore = registry.asked.length;
  const again = run(dir, 'cache', start, { npm_config_offline: 'true' });
  await untilPrinted(again);
  expect(again.stderr()).not.toContain('fetching');
  expect(registry.asked.length).toBe(askedBefore);
  // As a terminal does for Ctrl-C: to all that run there.
  isGroupAlive(again.pid, 'SIGINT');
  await until(() => !isGroupAlive(again.pid));
  expect(again.stderr()).toContain('Stopping');
}, 180_000);

test('its exit code is that of npx', async () => {
  const told = run(await makeDirectory(), 'cache', [...start.slice(0, 4), 'start', '--port', 'eighty']);
  expect(await told.code).toBe(2);
  expect(told.stderr()).toContain('"eighty" is no whole number');
}, 120_000);

test('the command itself ends with 0 by SIGTERM', async () => {
  const dir = await makeDirectory();
  const installed = run(dir, 'cache', ['npm', 'install', '@hooklatch/cli']);
  expect({ code: await installed.code, told: installed.stderr() }).toMatchObject({ code: 0 });
  const started = run(dir, 'cache', [join(dir, 'node_modules/.bin/hooklatch'), ...start.slice(3)]);
  await untilPrinted(started);
  process.kill(started.pid, 'SIGTERM');
  expect(await started.code).toBe(0);
  expect(isGroupAlive(started.pid)).toBe(false);
}, 120_000);

test('without a network it says what to run, and Ctrl-C ends a fetch that hangs', async () => {
  const dir = await makeDirectory();
  const installed = run(dir, 'another', ['npm', 'install', '@hooklatch/cli']);
  expect({ code: await installed.code, told: installed.stderr() }).toMatchObject({ code: 0 });
  const offline = run(dir, 'another', ['npx', 'hooklatch', 'gateway'], { npm_config_offline: 'true' });
  expect(await offline.code).toBe(3);
  expect(offline.stderr()).toMatch(
    /npm could not fetch @hooklatch\/gateway@\S+ \(exit code 1\)\.\n.*npm install @hooklatch\/gateway@/,
  );
  registry.hold(/gateway/);
  const asked = registry.asked.length;
  const hanging = run(dir, 'another', ['npx', 'hooklatch', 'gateway']);
  await until(() => registry.asked.length > asked);
  isGroupAlive(hanging.pid, 'SIGINT');
  await hanging.code;
  await until(() => !isGroupAlive(hanging.pid));
}, 120_000);
