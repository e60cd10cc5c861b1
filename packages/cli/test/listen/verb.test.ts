import { stripe } from '@hooklatch/providers/stripe';
import { deliver, sign } from '@hooklatch/testing';
import { expect, test } from 'vitest';
import { findPort } from '../../../../test/servers/find-port.ts';
import { runCli } from '../support/run-cli.ts';
import { runListen } from './run.ts';
import { scratch, startApplication, until } from './stage.ts';

const secret = 'whsec_test_secret_5257a869e7ece';
const env = { SECRET: secret };
const verified = ['--provider', 'stripe', '--secret', 'env:SECRET'];
const signed = (type = 'invoice.paid', own = secret): ReturnType<typeof sign> =>
  sign(stripe(), { secret: own, type });

test('a line a delivery: time, method, path, provider, type, verdict, status, milliseconds, id', async () => {
  const app = await startApplication();
  const listen = await runListen(['--forward', String(app.port), ...verified], env);
  await deliver(`${listen.url}/webhooks/stripe`, await signed());
  await deliver(`${listen.url}/webhooks/stripe`, await signed('invoice.paid', `${secret}x`));
  await until(() => listen.stdout().split('\n').length > 2, 'no lines');
  const [first = '', second = ''] = listen.stdout().split('\n');
  expect(first).toMatch(
    /^\d\d:\d\d:\d\d POST \/webhooks\/stripe stripe invoice\.paid ✓ verified → 200 \d+ ms cap_[0-9a-z]{16}$/,
  );
  expect(second).toMatch(/POST \/webhooks\/stripe stripe ✗ signature_mismatch → 200 \d+ ms cap_/);
  expect(listen.stderr()).toContain(`forwarding to http://localhost:${app.port}/`);
  for (const tool of ['cloudflared tunnel --url', 'ngrok http', 'ssh -R', '--tunnel'])
    expect(listen.stderr()).toContain(tool);
  expect(listen.stdout() + listen.stderr()).not.toContain(secret);
  listen.stop();
  expect(await listen.ended).toBe(130);
});

test('--json: one JSON value a line, and nothing else on standard output', async () => {
  const app = await startApplication();
  const listen = await runListen(['--json', '--forward', app.url, ...verified], env);
  await deliver(listen.url, await signed());
  await until(() => listen.stdout().includes('"delivery"'));
  const values = listen
    .stdout()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(values[0]).toMatchObject({ event: 'listening', url: listen.url });
  const delivery = values.find(({ event }) => event === 'delivery');
  expect(delivery).toMatchObject({
    method: 'POST',
    target: '/',
    verdict: { outcome: 'verified', provider: 'stripe', eventType: 'invoice.paid' },
    answer: { attempt: 1, status: 200, to: `${app.url}/`, isResigned: false },
  });
});

test.each([
  ['one genuine delivery that is taken', ['--once'], [secret], 200, 0],
  ['two of them', ['--expect', '2'], [secret, secret], 200, 0],
  ['one that is not genuine', ['--once'], ['another secret of stripe'], 200, 1],
  ['one that the application refuses', ['--once'], [secret], 500, 1],
  ['too few in time', ['--expect', '2', '--timeout', '0.5'], [secret], 200, 1],
])('%s: %j ends with the exit code', async (_name, args, secrets, status, code) => {
  const app = await startApplication((_arrived, response) => {
    response.statusCode = status;
    response.end();
  });
  const listen = await runListen(['--forward', app.url, ...verified, ...args], env);
  for (const own of secrets) await deliver(listen.url, await signed('invoice.paid', own));
  expect(await listen.ended).toBe(code);
  if (code === 1) expect(listen.stderr()).toMatch(/\d of \d deliveries/);
});

test('an application that is down and comes back is told, and what was expected arrives', async () => {
  const port = await findPort();
  const listen = await runListen(['--forward', String(port), '--once', ...verified], env);
  await deliver(listen.url, await signed());
  await until(() => listen.stderr().includes('does not answer'));
  await startApplication(undefined, port);
  expect(await listen.ended).toBe(0);
  expect(listen.stderr()).toContain('is back');
  expect(listen.stdout()).toMatch(/ECONNREFUSED[\s\S]*→ 200 \d+ ms attempt 2/);
});

test('control characters, escape sequences and directions in a delivery come out harmless', async () => {
  const listen = await runListen([]);
  const type = '\u001b]0;owned\u0007\u001b[2J\u202edesrever\nPOST /forged ✓ verified';
  const body = JSON.stringify({ type });
  await fetch(`${listen.url}/%1b[31m?q=%00`, { method: 'POST', body, headers: { 'x-a': '\u009b31m' } });
  await until(() => listen.stdout() !== '');
  expect(listen.stdout().split('\n')).toHaveLength(2);
  const ls = await runCli(['captures', 'ls'], { cwd: listen.cwd });
  const show = await runCli(['captures', 'show'], { cwd: listen.cwd });
  for (const text of [listen.stdout(), listen.stderr(), ls.stdout, show.stdout]) {
    // All of them, but the ends of lines.
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
  }
});

test('on an address that other machines reach it says so loudly', async () => {
  const listen = await runListen(['--host', '0.0.0.0', '--output', 'quiet']);
  expect(listen.stderr()).toMatch(/^WARNING: 0\.0\.0\.0 is no loopback address\./);
  const usual = await runListen([]);
  expect(usual.stderr()).not.toContain('WARNING');
  expect(usual.url).toContain('127.0.0.1');
});

test.each([
  [['--forward', 'http://8.8.8.8/'], 'is not on this machine'],
  [['--forward', 'ftp://localhost'], 'needs an http: or https: URL'],
  [['--port', '4455', '--forward', '4455'], "this listener's own"],
  [['--host', 'example.com'], '--host needs an IP address'],
  [['--provider', 'strip'], 'strip'],
  [['--secret', 'x'], '--secret needs --provider'],
  [['--resign'], 'Signing again needs --provider'],
  [['--provider', 'stripe', '--resign'], 'needs the secret of the application'],
  [['--filter', 'type'], 'type'],
  [['--filter', '{"type":{"$nope":1}}'], '$nope'],
  [['--filter', '{'], 'JSON'],
  [['--output', 'pretty'], '--output is one of'],
  [['--output', 'interactive'], 'needs a terminal'],
  [['--expect', 'three'], 'from 1 on'],
  [['--tunnel', 'wss://relay.example.com'], '--tunnel needs --token'],
  [['--tunnel', 'ftp://relay.example.com', '--token', 'a'], ''],
])('%j is refused before anything is received', async (args, message) => {
  const { code, stderr, stdout } = await runCli(['listen', '--port', '0', ...args], { cwd: scratch() });
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(stdout).toBe('');
});

test('a port that is taken is told with what to do', async () => {
  const app = await startApplication();
  const { code, stderr } = await runCli(['listen', '--port', String(app.port)], { cwd: scratch() });
  expect(code).toBe(3);
  expect(stderr).toMatch(/it is taken[\s\S]*--port names another one/);
});
