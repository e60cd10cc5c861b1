import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runProgram } from '../src/lib/program.ts';
import { runCli, type Told } from './support/run-cli.ts';

const ends: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A command that runs until it is ended. */
function run(args: readonly string[], cwd: string, env: Record<string, string> = {}) {
  const controller = new AbortController();
  const told = { stdout: '', stderr: '' };
  const code = runProgram(args, {
    stdin: process.stdin,
    stdout: { write: (text) => (told.stdout += String(text)) },
    stderr: { write: (text) => (told.stderr += String(text)) },
    env,
    cwd,
    signal: controller.signal,
    now: Date.now,
    style: (_style, text) => text,
  });
  const end = () => {
    controller.abort();
    return code;
  };
  ends.push(end);
  return { told, end, code };
}

function scratch(): string {
  const dir = mkdtempSync(join(tmpdir(), 'hooklatch-cli-relay-'));
  ends.push(() => rmSync(dir, { recursive: true }));
  return dir;
}

test('a token is made, and its hash will do for the relay', async () => {
  const { code, stdout } = await runCli(['relay', 'token', 'new', '--json']);
  expect(code).toBe(0);
  const made = JSON.parse(stdout) as { token: string; hash: string };
  expect(made).toEqual({
    token: expect.stringMatching(/^hlr_[\w-]{43}$/),
    hash: expect.stringMatching(/^sha256:[\da-f]{64}$/),
  });
  expect((await runCli(['relay', 'token', 'new'])).stdout).toMatch(/^hlr_[\w-]{43}\n$/);
});

test('a delivery goes through a relay and a listener to the application, and its answer back', async () => {
  const dir = scratch();
  const { token, hash } = JSON.parse((await runCli(['relay', 'token', 'new', '--json'])).stdout) as Record<
    string,
    string
  >;
  const application = createServer((request, response) => {
    response.writeHead(418, { 'x-path': request.url ?? '' });
    request.pipe(response);
  }).listen(0, '127.0.0.1');
  await once(application, 'listening');
  ends.push(() => void application.close());
  const relay = run(['relay', '--port', '0', '--token', 'env:TOKEN', '--file', 'relay.db', '--json'], dir, {
    TOKEN: hash ?? '',
  });
  await expect.poll(() => relay.told.stdout).toContain('publicUrls');
  const { url, publicUrls } = JSON.parse(relay.told.stdout) as { url: string; publicUrls: [string] };
  const { port } = application.address() as AddressInfo;
  const listen = [
    'listen',
    '--port',
    '0',
    '--forward',
    String(port),
    '--tunnel',
    url,
    '--token',
    'env:TOKEN',
    '--output',
    'quiet',
  ];
  run(listen, dir, { TOKEN: token ?? '' });
  const ask = () => fetch(`${publicUrls[0]}/webhooks/x?a=1`, { method: 'POST', body: 'canary' });
  await expect.poll(async () => (await ask()).status, { timeout: 10_000 }).toBe(418);
  const answer = await ask();
  expect([answer.headers.get('x-path'), await answer.text()]).toEqual(['/webhooks/x?a=1', 'canary']);
  expect(await relay.end()).toBe(130);
  expect(relay.told.stdout).toContain('"outcome":"answered","status":418');
  expect(relay.told.stdout + relay.told.stderr).not.toMatch(/canary|webhooks/);
});

const refused: readonly (readonly [string, readonly string[], number, RegExp])[] = [
  ['no token', [], 2, /relay token new/],
  ['a short token', ['--token', 'short'], 2, /32 to 128/],
  ['an unknown mode', ['--token', 'x', '--mode', 'both'], 2, /sync or store/],
  ['a file that cannot be opened', ['--port', '0', '--token', 'x'.repeat(40), '--file', '/'], 3, /\w/],
];
test.each(refused)('%s is refused', async (_name, args, code, stderr) => {
  const told: Told = await runCli(['relay', ...args]);
  expect(told).toMatchObject({ code, stderr: expect.stringMatching(stderr) });
});

test('other than loopback is said, and how to connect too', async () => {
  const relay = run(['relay', '--port', '0', '--host', '0.0.0.0', '--token', 'x'.repeat(40)], scratch());
  await expect.poll(() => relay.told.stderr).toContain('hooklatch listen');
  expect(relay.told.stderr).toMatch(/listens on 0\.0\.0\.0, which other machines reach/);
  expect(relay.told.stdout).toMatch(/^http:\/\/0\.0\.0\.0:\d+\/in\/[\da-f]{32}\n$/);
});
