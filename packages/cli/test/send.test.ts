import { clerk } from '@hooklatch/providers/clerk';
import { github } from '@hooklatch/providers/github';
import { telegram } from '@hooklatch/providers/telegram';
import type { Provider } from '@hooklatch/core/provider';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { accepting, startEndpoint, type Endpoint } from './support/endpoint.ts';
import { runCli, type Told } from './support/run-cli.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const other = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const token = 'a long random text';

let endpoint: Endpoint;
beforeAll(async () => void (endpoint = await startEndpoint()));
beforeEach(() => void (endpoint.answer = accepting(clerk({ secret }) as Provider)));
afterAll(() => endpoint.close());

const send = (...args: readonly string[]): Promise<Told> => runCli(['send', ...args, '--to', endpoint.url]);
const answer =
  (status: number, headers: Record<string, string> = {}, body = ''): Endpoint['answer'] =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
}

test('what was sent and answered is shown', async () => {
  const { code, stdout } = await send('clerk', 'user.created', '--secret', secret);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^POST http:[^]*svix-signature: v1,[^]*user\.created[^]*200 in \d+ ms/);
});

test('the secret comes of the environment where none is given, and is never shown', async () => {
  const env = { CLERK_WEBHOOK_SIGNING_SECRET: secret };
  const { code, stdout, stderr } = await runCli(['send', 'clerk', '--to', endpoint.url], { env });
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain(secret.slice(6));
});

test('without a secret it says which variable to set', async () => {
  expect(await send('clerk')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/CLERK_WEBHOOK_SIGNING_SECRET/),
  });
});

test('--set puts values into the payload', async () => {
  let payload: unknown;
  endpoint.answer = (request, response) =>
    void bodyOf(request).then((body) => {
      payload = body;
      response.end();
    });
  const args = [
    '--set',
    'data.id=user_9',
    '--set',
    'data.email_addresses.0.reserved=true',
    '--set',
    'data.new.deep=[1]',
  ];
  await send('clerk', 'user.created', '--secret', secret, ...args);
  expect(payload).toMatchObject({
    type: 'user.created',
    data: { id: 'user_9', email_addresses: [{ reserved: true }], new: { deep: [1] } },
  });
});

test('--file sends its bytes as they are', async () => {
  const { code, stdout } = await runCli(
    ['send', 'clerk', '--file', '-', '--secret', secret, '--to', endpoint.url, '--json'],
    { stdin: '{ "type":  "a.b" }\n' },
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ deliveries: [{ sent: { body: '{ "type":  "a.b" }\n' } }] });
});

const variants: readonly (readonly [args: readonly string[], code: number, stdout: RegExp])[] = [
  [['clerk', '--tamper', '--secret', secret], 0, /^400/m],
  [['clerk', '--stale', '--secret', secret], 0, /^400/m],
  [['clerk', '--duplicate', '--secret', secret], 0, /^200[^]*^200/m],
  [['clerk', '--rotate', '--secret', secret], 0, /svix-signature: v1,\S+ v1,\S+[^]*^200/m],
  [['clerk', '--rotate', '--secret', secret, '--secret', other], 0, /svix-signature: v1,\S+ v1,\S+[^]*^200/m],
  [['clerk', '--rotate', '--secret', other], 1, /^400/m],
  [['clerk', '--secret', other], 1, /another secret than this command/],
];

test.each(variants)('%j ends with %i', async (args, code, stdout) => {
  expect(await send(...args)).toMatchObject({ code, stdout: expect.stringMatching(stdout) });
});

test('a duplicate is handled once', async () => {
  let handled = 0;
  endpoint.answer = accepting(clerk({ secret }) as Provider, { on: { '*': () => void (handled += 1) } });
  expect((await send('clerk', '--duplicate', '--secret', secret)).code).toBe(0);
  expect(handled).toBe(1);
});

test.each(['--tamper', '--stale'])('an endpoint that accepts anything fails %s', async (variant) => {
  endpoint.answer = answer(200);
  expect(await send('clerk', variant, '--secret', secret)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/is accepted: anybody can send events here/),
  });
});

test('a token is tampered with where the body is not signed', async () => {
  endpoint.answer = accepting(telegram({ secret: token.replaceAll(' ', '_') }) as Provider);
  const { code, stdout } = await send('telegram', '--tamper', '--secret', token.replaceAll(' ', '_'));
  expect(stdout).toMatch(/^40[013] in/m);
  expect(code).toBe(0);
});

const impossible: readonly (readonly [flag: string, message: RegExp])[] = [
  ['--stale', /github signs no time/],
  ['--rotate', /carries one signature/],
];

test.each(impossible)('%s says why the provider has no such thing', async (flag, message) => {
  endpoint.answer = accepting(github({ secret: token }) as Provider);
  expect(await send('github', flag, '--secret', token)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(message),
  });
});

const answers: readonly (readonly [name: string, answer: Endpoint['answer'], stdout: RegExp])[] = [
  ['a redirect', answer(308, { location: 'https://example.com/webhooks/' }), /does not follow/],
  [
    'a login page',
    answer(200, { 'content-type': 'text/html' }, '<!doctype html><html>Sign in</html>'),
    /login page/,
  ],
  [
    'an HTML page',
    answer(200, { 'content-type': 'text/html' }, '<!doctype html><html>Hello</html>'),
    /HTML page/,
  ],
  ['404', answer(404), /Nothing is mounted for POST \/webhooks/],
  ['405', answer(405, { allow: 'GET' }), /does not take POST, but GET/],
  ['500', answer(500), /fails with 500/],
  [
    'a body that was consumed',
    answer(500, {}, '{"status":500,"code":"body_consumed"}'),
    /parser has read the body/,
  ],
];

test.each(answers)('%s is explained in a sentence', async (_name, how, stdout) => {
  endpoint.answer = how;
  expect(await send('clerk', '--secret', secret)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(stdout),
  });
});

test('nobody listening is told, and ends with 3', async () => {
  const gone = await startEndpoint();
  await gone.close();
  const told = await runCli(['send', 'clerk', '--secret', secret, '--to', gone.url]);
  expect(told).toMatchObject({ code: 3, stderr: expect.stringMatching(/ECONNREFUSED/) });
});

test('many are sent at once, each an event of its own, and told in numbers', async () => {
  const ids = new Set<unknown>();
  // Nobody is answered before six are there.
  const waiting: (() => void)[] = [];
  endpoint.answer = (request, response) => {
    ids.add(request.headers['svix-id']);
    waiting.push(() => response.end());
    if (waiting.length === 6) for (const end of waiting.splice(0)) end();
  };
  const { code, stdout } = await send(
    'clerk',
    '--times',
    '60',
    '--concurrency',
    '6',
    '--json',
    '--secret',
    secret,
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    sent: 60,
    asExpected: 60,
    answers: { 200: 60 },
    deliveries: [],
  });
  expect(ids.size).toBe(60);
});

test('Ctrl-C ends many with 130', async () => {
  const stop = new AbortController();
  let count = 0;
  endpoint.answer = (_request, response) => {
    count += 1;
    if (count === 3) stop.abort();
    else response.end();
  };
  const args = ['send', 'clerk', '--times', '50', '--secret', secret, '--to', endpoint.url];
  expect(await runCli(args, { signal: stop.signal })).toEqual({ code: 130, stdout: '', stderr: '' });
  expect(count).toBe(3);
});

test('what an endpoint answers cannot change what a terminal shows', async () => {
  endpoint.answer = answer(200, { 'content-type': 'text/plain' }, '\u001B]0;owned\u0007\u202E');
  const { stdout } = await send('clerk', '--secret', secret);
  expect(stdout).toContain(String.raw`\u{1b}]0;owned\u{7}\u{202e}`);
});

test('a type without a realistic payload is noted', async () => {
  const { code, stderr } = await send('clerk', 'user.creatd', '--secret', secret);
  expect(code).toBe(0);
  expect(stderr).toMatch(/No realistic payload is known for "user\.creatd"[^]*user\.created/);
});

const usage: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [['nosuch'], /There is no provider "nosuch"/],
  [['clerc', '--secret', secret], /did you mean "clerk"/],
  [['clerk', '--secret', 'sk_live_1'], /an API key/],
  [['clerk', '--secret', secret, '--set', 'nothing'], /path=value/],
  [['clerk', '--secret', secret, '--set', '__proto__.a=1'], /path=value/],
  [['clerk', '--secret', secret, '--set', 'type.a=1'], /leads nowhere/],
  [['clerk', '--secret', secret, '--times', '0'], /whole number/],
  [['clerk', '--secret', secret, '--tamper', '--stale'], /cannot be used with/],
];

test.each(usage)('%j cannot be understood', async (args, message) => {
  expect(await send(...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
});
