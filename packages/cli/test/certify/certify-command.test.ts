import type { Provider } from '@hooklatch/core/provider';
import { discord } from '@hooklatch/providers/discord';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { accepting } from '../support/endpoint.ts';
import { runCli } from '../support/run-cli.ts';
import { anotherSecret, secret, serve, toListener, type Said } from './receiver.ts';

const cwd = mkdtempSync(join(tmpdir(), 'hooklatch-certify-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const asClerk = ['--provider', 'clerk', '--secret', secret];
const quick = ['--only', 'everyday,forgeries'];

describe('hooklatch certify', () => {
  test('says in groups what was withstood, and ends with 0', async () => {
    await using server = await serve(toListener({}));
    const { code, stdout } = await runCli(['certify', server.url, ...asClerk, ...quick]);
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe(`${server.url} as a receiver of clerk`);
    expect(lines).toContain('what somebody without the secret sends');
    expect(lines).toContainEqual(
      expect.stringMatching(/^ {2}✓ ok {6} a body with one byte changed is refused \(400 in/),
    );
    expect(stdout).toMatch(/\n✓ certified: \d+ ok, 1 left out, in .*s\n$/);
  });

  test('says what has failed and what to change, and ends with 1', async () => {
    await using server = await serve(toListener({ isVerifying: false }));
    const { code, stdout } = await runCli(['certify', server.url, ...asClerk, '--only', 'wrong-secret']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ failed {2} a delivery signed with another secret is refused \[wrong-secret\]/);
    expect(stdout).toMatch(/ It is accepted: 200 in .*\n +Change: Compute the signature over the raw bytes/);
    expect(stdout).toMatch(/✗ not certified: 1 ok, 1 failed, in /);
  });

  test('prints one JSON document with --json, and no secret', async () => {
    await using server = await serve(toListener({ isVerifying: false }));
    const { stdout } = await runCli(['certify', server.url, ...asClerk, ...quick, '--json']);
    const report = JSON.parse(stdout) as { checks: readonly object[] };
    expect(report).toMatchObject({ url: server.url, provider: 'clerk', isCertified: false });
    expect(report.checks[0]).toMatchObject({
      group: 'everyday',
      name: 'genuine',
      outcome: 'passed',
      answer: { status: 200 },
    });
    expect(stdout).not.toContain(secret.slice(6));
  });

  test('writes JUnit with --junit: a case for each check', async () => {
    await using server = await serve(toListener({ isVerifying: false, handle: () => ({ status: 200 }) }));
    const { stdout } = await runCli(['certify', server.url, ...asClerk, ...quick, '--junit', 'report.xml'], {
      cwd,
    });
    const xml = readFileSync(join(cwd, 'report.xml'), 'utf8');
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="hooklatch certify" tests="15" failures="\d+"/,
    );
    expect(xml.match(/<testcase /g)).toHaveLength(15);
    expect(xml).toMatch(
      /<testcase classname="certify.forgeries" name="wrong-secret: .*">\n +<failure message="It is accepted: 200/,
    );
    expect(xml).toMatch(/<skipped message="This machine alone/);
    expect(xml.match(/<failure /g)).toHaveLength(Number(/(\d+) failed/.exec(stdout)?.[1]));
  });

  test('what a stranger has answered is well-formed XML and harmless in a terminal', async () => {
    const hostile = '\u001B]0;owned\u0007 <b a="&amp;">\u0000';
    const handle = (payload: unknown): Said =>
      JSON.stringify(payload).includes('hooklatch') ? { status: 422, body: hostile } : { status: 200 };
    await using server = await serve(toListener({ handle }));
    const { stdout } = await runCli(['certify', server.url, ...asClerk, ...quick, '--junit', 'hostile.xml'], {
      cwd,
    });
    const control = /(?![\t\n])\p{Cc}/u;
    expect(stdout).toContain('\\u{1b}]0;owned\\u{7}');
    expect(stdout).not.toMatch(control);
    const xml = readFileSync(join(cwd, 'hostile.xml'), 'utf8');
    expect(xml).not.toMatch(control);
    expect(xml).toContain('&lt;b a=&quot;&amp;amp;&quot;&gt;');
  });

  test('--only and --skip take names of checks and of groups; genuine is always there', async () => {
    await using server = await serve(toListener({}));
    const names = async (...more: string[]): Promise<readonly string[]> => {
      const { stdout } = await runCli(['certify', server.url, ...asClerk, ...more, '--json']);
      return (JSON.parse(stdout) as { checks: { name: string }[] }).checks.map(({ name }) => name);
    };
    expect(await names('--only', 'stale,noise')).toEqual(['genuine', 'stale', 'noise']);
    expect(await names('--only', 'freshness', '--skip', 'stale')).toEqual([
      'genuine',
      'day-old',
      'future',
      'revived',
      'nonsense-time',
    ]);
    expect(await names('--skip', 'limits')).not.toContain('slow-body');
  });

  test('--list names every check', async () => {
    const { stdout } = await runCli(['certify', '--list', '--json']);
    const all = JSON.parse(stdout) as { name: string; title: string }[];
    expect(all.length).toBeGreaterThan(60);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect((await runCli(['certify', '--list'])).stdout).toMatch(
      /^ {2}tampered-body {3,}a body with one byte/m,
    );
  });

  test('takes the type and the payload of genuine events, each with an id of its own', async () => {
    const seen: { type?: string; data?: { id: string } }[] = [];
    await using server = await serve(
      toListener({ handle: (payload) => (seen.push(payload as object), { status: 200 }) }),
    );
    writeFileSync(join(cwd, 'payload.json'), '{"data":{"id":"user_42"}}');
    const more = ['--type', 'user.deleted', '--file', 'payload.json', '--only', 'genuine'];
    expect((await runCli(['certify', server.url, ...asClerk, ...more], { cwd })).code).toBe(0);
    expect(seen).toEqual([{ type: 'user.deleted', data: { id: 'user_42' } }]);
  });

  test('takes two secrets: both are tried', async () => {
    await using server = await serve(toListener({}));
    const more = ['--secret', anotherSecret, '--only', 'every-secret'];
    const { code, stdout } = await runCli(['certify', server.url, ...asClerk, ...more]);
    expect([code, /✗ failed .*\[(.*)\]/.exec(stdout)?.[1]]).toEqual([1, 'every-secret']);
  });

  test('takes the secret of the environment', async () => {
    await using server = await serve(toListener({}));
    const env = { CLERK_WEBHOOK_SIGNING_SECRET: secret };
    const { code } = await runCli(['certify', server.url, '--provider', 'clerk', '--only', 'genuine'], {
      env,
    });
    expect(code).toBe(0);
  });
});

describe('a provider that signs with a private key', () => {
  test('is certified with a pair of --make-keys', async () => {
    const made = await runCli(['certify', '--provider', 'discord', '--make-keys', 'keys'], { cwd });
    expect(made.code).toBe(0);
    expect(made.stderr).toMatch(/Run the endpoint with the public key/);
    const [privateFile = '', publicFile = ''] = made.stdout.trim().split('\n');
    expect(statSync(privateFile).mode & 0o077).toBe(0);
    const publicKey = readFileSync(publicFile, 'utf8');
    expect(publicKey).not.toMatch(/"d":/);
    await using server = await serve(accepting(discord({ publicKey }) as Provider));
    const args = [
      'certify',
      server.url,
      '--provider',
      'discord',
      '--secret',
      `file:${privateFile}`,
      '--skip',
      'limits',
    ];
    const { code, stdout } = await runCli(args);
    expect(stdout).toMatch(/✓ ok {6} the provider's question is answered \(PING: 200/);
    expect([code, stdout.includes('✗')]).toEqual([0, false]);
  });

  test('overwrites no keys', async () => {
    const again = await runCli(['certify', '--provider', 'discord', '--make-keys', 'keys'], { cwd });
    expect([again.code, existsSync(join(cwd, 'keys'))]).toEqual([3, true]);
    expect(again.stderr).toMatch(/is there already/);
  });

  test.each([
    [['--provider', 'discord'], /private key that it keeps to itself[^]*--make-keys/],
    [['--provider', 'discord', '--secret', 'abc'], /--secret takes one as a JWK/],
    [['--provider', 'stripe', '--make-keys', 'keys'], /there are no keys to be made/],
  ])('explains itself: %j', async (args, says) => {
    const { code, stderr } = await runCli(['certify', 'localhost:1', ...args], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
  });
});

test.each([
  [['https://example.com/webhooks', ...asClerk], 2, /example\.com is not this machine[^]*--allow-remote/],
  [['http://localhost.example.com/', ...asClerk], 2, /not this machine/],
  [['http://127.0.0.1.example.com/', ...asClerk], 2, /not this machine/],
  [['http://10.0.0.1/', ...asClerk], 2, /not this machine/],
  [['ftp://localhost/', ...asClerk], 2, /no URL of an endpoint/],
  [['http://user:pass@localhost/', ...asClerk], 2, /no URL of an endpoint/],
  [['localhost:1/webhooks', ...asClerk], 3, /cannot be reached: ECONNREFUSED/],
  [['http://[::1]:1/', ...asClerk], 3, /cannot be reached/],
  [['localhost:1', ...asClerk, '--only', 'nothing'], 2, /no check named "nothing"/],
  [['localhost:1', '--provider', 'clerk'], 2, /needs the secret[^]*CLERK_WEBHOOK_SIGNING_SECRET/],
  [['localhost:1', '--provider', 'clrk', '--secret', 'x'], 2, /clerk/],
  [['localhost:1', '--provider', 'clerk', '--secret', 'sk_live_x'], 2, /API key/],
  [['localhost:1'], 2, /--provider/],
  [['--provider', 'clerk'], 2, /needs the URL/],
  [
    ['localhost:1', '--provider', 'meta', '--secret', 'x', '--option', 'verifyToken=" "'],
    2,
    /verifyToken of meta is empty/,
  ],
  [['localhost:1', ...asClerk, '--timeout', '0'], 2, /no number of seconds/],
  [['localhost:1', ...asClerk, '--file', 'none.json'], 2, /cannot be read/],
])('hooklatch certify %j ends with %i', async (args, code, says) => {
  const told = await runCli(['certify', ...args], { cwd });
  expect([told.code, told.stdout]).toEqual([code, '']);
  expect(told.stderr).toMatch(says);
});

test('Ctrl-C ends it', async () => {
  await using server = await serve(() => {});
  const controller = new AbortController();
  const running = runCli(['certify', server.url, ...asClerk], { signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  expect((await running).code).toBe(130);
});
