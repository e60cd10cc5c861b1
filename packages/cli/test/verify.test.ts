import { clerk } from '@hooklatch/providers/clerk';
import { sign } from '@hooklatch/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CapturedRequest } from '../src/lib/captures/capture.ts';
import { hasHostile } from '../src/lib/printable.ts';
import { readSecret } from '../src/lib/read-secret.ts';
import { writeCaptureJson } from '../src/lib/requests/write-capture-json.ts';
import { writeCurl } from '../src/lib/requests/write-curl.ts';
import { writeHar } from '../src/lib/requests/write-har.ts';
import { writeRawHttp } from '../src/lib/requests/write-raw-http.ts';
import { runCli } from './support/run-cli.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const now = 1_795_352_400_000;

let request: CapturedRequest;
let cwd: string;

beforeAll(async () => {
  const delivery = await sign(clerk(), { secret, type: 'user.created', time: now, id: 'msg_1' });
  const headers = [['host', 'example.com'] as const, ...delivery.headers.entries()];
  request = { method: 'POST', target: '/webhooks', headers, body: delivery.body };
  cwd = await mkdtemp(join(tmpdir(), 'hooklatch-'));
});

afterAll(() => rm(cwd, { recursive: true }));

const writers: readonly (readonly [string, () => string | Uint8Array])[] = [
  ['raw HTTP', () => writeRawHttp(request)],
  ['curl', () => writeCurl(request)],
  ['HAR', () => writeHar([request])],
  ['a capture', () => writeCaptureJson(request)],
];

test.each(writers)('%s on standard input is verified', async (_name, write) => {
  const told = await runCli(['verify', 'clerk', '--secret', secret], { stdin: write(), now });
  expect(told).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^genuine: sent by clerk[^]*user\.created/),
  });
});

test('a file is read, and one that is not there ends with 3', async () => {
  await writeFile(join(cwd, 'request.http'), writeRawHttp(request));
  const verify = (path: string): ReturnType<typeof runCli> =>
    runCli(['verify', 'clerk', '--secret', secret, '--file', path], { cwd, now });
  expect((await verify('request.http')).code).toBe(0);
  expect(await verify('nothing.http')).toMatchObject({ code: 3, stderr: expect.stringMatching(/ENOENT/) });
});

const times: readonly (readonly [args: readonly string[], code: number])[] = [
  [[], 1],
  [['--ignore-time'], 0],
  [['--at', '2026-11-22T13:00:00Z'], 0],
  [['--at', '1795352400'], 0],
  [['--at', '1795352400000'], 0],
  [['--at', '2026-11-22T15:00:00Z'], 1],
];

test.each(times)('what is an hour old, with %j, ends with %i', async (args, code) => {
  const world = { stdin: writeRawHttp(request), now: now + 3_600_000 };
  expect((await runCli(['verify', 'clerk', '--secret', secret, ...args], world)).code).toBe(code);
});

test('a capture is looked at as of when it came', async () => {
  const stdin = writeCaptureJson({ ...request, receivedAt: now + 1000 });
  expect((await runCli(['verify', 'clerk', '--secret', secret], { stdin, now: now + 1e9 })).code).toBe(0);
});

test('one JSON document says the verdict, the steps and what to change', async () => {
  const stdin = Buffer.concat([writeRawHttp(request), Buffer.from('\n')]);
  const { code, stdout } = await runCli(['verify', 'clerk', '--secret', secret, '--json'], { stdin, now });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    outcome: 'refused',
    code: 'signature_mismatch',
    hint: expect.stringMatching(/line break at its end/),
    steps: expect.arrayContaining([{ name: 'signature', state: 'failed', text: expect.any(String) }]),
    remedies: expect.arrayContaining([expect.stringMatching(/Express/)]),
  });
});

const secrets: readonly (readonly [
  name: string,
  args: readonly string[],
  env: Record<string, string>,
  code: number,
])[] = [
  ['env:NAME', ['--secret', 'env:MINE'], { MINE: secret }, 0],
  ['file:PATH', ['--secret', 'file:secret.txt'], {}, 0],
  ["the provider's variable", [], { CLERK_WEBHOOK_SIGNING_SECRET: secret }, 0],
  ['a key ring', ['--secret', 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '--secret', secret], {}, 0],
  ['none', [], {}, 2],
  ['a variable that is not set', ['--secret', 'env:MINE'], {}, 2],
  ['a file that is not there', ['--secret', 'file:nothing'], {}, 2],
  ['an API key', ['--secret', 'sk_test_1'], {}, 2],
];

test.each(secrets)('the secret from %s', async (_name, args, env, code) => {
  await writeFile(join(cwd, 'secret.txt'), `${secret}\n`);
  const told = await runCli(['verify', 'clerk', ...args], { stdin: writeRawHttp(request), now, env, cwd });
  expect(told).toMatchObject({ code });
  expect(told.stdout + told.stderr).not.toContain(secret.slice(6));
});

test('the line break at the end of a file is no part of a secret', async () => {
  await writeFile(join(cwd, 'secret.txt'), `${secret}\r\n`);
  expect(await readSecret('file:secret.txt', { env: {}, cwd })).toBe(secret);
});

test('what a request brings cannot change what a terminal shows', async () => {
  const body = new TextEncoder().encode('{"type":"\\u001b]0;owned\\u0007","id":"\u202E"}');
  const delivery = await sign(clerk(), { secret, time: now, id: 'msg_1', body });
  const stdin = writeRawHttp({ ...request, headers: delivery.headers.entries(), body });
  for (const flag of ['--ignore-time', '--json']) {
    const { stdout } = await runCli(['verify', 'clerk', '--secret', secret, flag], { stdin, now });
    expect(hasHostile(stdout)).toBe(false);
  }
});

test('what is no request is told', async () => {
  const told = await runCli(['verify', 'clerk', '--secret', secret], { stdin: 'hello', now });
  expect(told).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/no request that is known/),
  });
});
