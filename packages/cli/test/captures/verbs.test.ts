import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clerk } from '@hooklatch/providers/clerk';
import { createWebhook, deliveryHeaders } from '@hooklatch/core';
import { sign } from '@hooklatch/testing';
import { expect, test } from 'vitest';
import { openCaptures } from '../../src/lib/captures/capture-store.ts';
import { capturesFile } from '../../src/lib/captures/captures-file.ts';
import type { HeaderPairs } from '../../src/lib/captures/capture.ts';
import { toPairs } from '../../src/lib/listen/hop-by-hop.ts';
import { scratch, startApplication } from '../listen/stage.ts';
import { runCli, type Told } from '../support/run-cli.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const hour = 3_600_000;

interface Project {
  readonly cwd: string;
  run(...args: readonly string[]): Promise<Told>;
}

/** A project with two captures of Clerk: the older one of an hour ago. */
async function project(): Promise<Project> {
  const cwd = scratch();
  const store = openCaptures(capturesFile(cwd));
  for (const [email, time] of [
    ['ada@example.com', Date.now() - hour],
    ['bob@example.com', Date.now()],
  ] as const) {
    const body = `{"data":{"id":"user_1","emails":[{"email":"${email}"}],"age":1.0},"type":"user.created"}`;
    const { method, headers } = await sign(clerk(), {
      secret,
      body,
      type: 'user.created',
      time,
      id: 'msg_1',
    });
    const verdict = {
      outcome: 'verified',
      provider: 'clerk',
      eventType: 'user.created',
      eventId: 'msg_1',
    } as const;
    const pairs: HeaderPairs = [
      ['Host', 'localhost:4400'],
      ...headers.entries(),
      ['Authorization', 'Bearer abc'],
    ];
    await store.add(
      { method, target: '/webhooks/clerk?t=1', headers: pairs, body: Buffer.from(body) },
      verdict,
      time,
    );
  }
  await store.close();
  return { cwd, run: (...args) => runCli(['captures', ...args], { cwd }) };
}

test('ls shows the newest first, by filter and by number, and as JSON', async () => {
  const { run } = await project();
  const { stdout, code } = await run('ls');
  expect(code).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(2);
  expect(stdout).toMatch(
    /^cap_\w{16} +\S+ \S+Z +POST +\/webhooks\/clerk\?t=1 +clerk +user\.created +verified/,
  );
  const filtered = await run('ls', '--json', '--filter', 'body.data.emails.0.email=ada*');
  expect(JSON.parse(filtered.stdout)).toHaveLength(1);
  expect(JSON.parse((await run('ls', '--json', '--limit', '1')).stdout)).toHaveLength(1);
  expect((await run('ls', '--filter', 'type=none')).stderr).toContain('None matches');
});

test('show says all of a capture, with the steps of verification at the time when it came', async () => {
  const { run } = await project();
  const { stdout } = await run('show', 'last~1', '--provider', 'clerk', '--secret', secret);
  expect(stdout).toContain('POST /webhooks/clerk?t=1');
  expect(stdout).toContain('Authorization: Bearer abc');
  expect(stdout).toContain('"age":1.0');
  expect(stdout).toMatch(/✓ signature/);
  expect(stdout).toMatch(/✓ freshness/);
  expect((await run('show', '--body', 'hex')).stdout).toMatch(/^00000000 {2}7b 22 64 61/m);
  const json = JSON.parse((await run('show', '--json')).stdout) as { hooklatch: string; body: string };
  expect(json.hooklatch).toBe('request/1');
});

test('diff leaves out what differs each time, and ends with 1 where they differ', async () => {
  const { run, cwd } = await project();
  const { stdout, stderr, code } = await run('diff');
  expect(code).toBe(1);
  const changed = stdout.split('\n').filter((line) => /^[+-] /.test(line));
  expect(changed.map((line) => line.replaceAll(/\s+/g, ' '))).toEqual([
    '- "email": "ada@example.com"',
    '+ "email": "bob@example.com"',
  ]);
  expect(stderr).toContain('Left out: svix-id, svix-timestamp, svix-signature');
  const store = openCaptures(capturesFile(cwd));
  const { method, target, headers, verdict } = store.get('last') as NonNullable<ReturnType<typeof store.get>>;
  const body =
    '{"type":"user.created", "data":{"age":1.0,"id":"user_1","emails":[{"email":"bob@example.com"}]}}';
  await store.add({ method, target, headers, body: Buffer.from(body) }, verdict);
  await store.close();
  expect(await run('diff')).toMatchObject({ code: 0, stdout: 'They are the same.\n' });
  const number = await run('import', await save(cwd, body.replace('1.0', '1.00')));
  expect(number.code).toBe(0);
  expect((await run('diff', 'last~1', 'last', '--json')).code).toBe(1);
});

async function save(cwd: string, body: string): Promise<string> {
  const file = join(cwd, 'request.http');
  writeFileSync(
    file,
    `POST /webhooks/clerk?t=1 HTTP/1.1\r\nHost: localhost:4400\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  return file;
}

test('replay sends exactly, or signed again, and says whether the status has changed', async () => {
  const { run } = await project();
  const app = await startApplication((_arrived, response) => {
    response.statusCode = app.arrived.length === 1 ? 500 : 200;
    response.end();
  });
  const first = await run('replay', 'last~1', '--to', `${app.url}/hook`);
  expect(first).toMatchObject({ code: 1 });
  expect(first.stdout).toMatch(/→ http:\/\/127\.0\.0\.1:\d+\/hook: 500 \d+ ms/);
  const again = await run('replay', 'last~1', '--resign', '--secret', secret);
  expect(again.code).toBe(0);
  expect(again.stdout).toMatch(/: 200 \(was 500\) \d+ ms re-signed/);
  const [old, fresh] = app.arrived.map(({ rawHeaders, body }) => ({
    method: 'POST',
    url: '/hook',
    headers: deliveryHeaders(toPairs(rawHeaders)),
    body,
  }));
  const webhook = createWebhook(clerk({ secret }));
  await expect(webhook.verify(old as NonNullable<typeof old>)).rejects.toThrow(
    expect.objectContaining({ code: 'timestamp_stale' }),
  );
  expect((await webhook.verify(fresh as NonNullable<typeof fresh>)).id).toBe('msg_1');
  expect(app.arrived[0]?.target).toBe('/hook?t=1');
  const all = await run('replay', '--all', '--to', app.url, '--json');
  expect((JSON.parse(all.stdout) as { attempt: number }[]).map(({ attempt }) => attempt)).toEqual([3, 1]);
  await app.close();
  expect((await run('replay', 'last', '--to', app.url)).code).toBe(3);
});

test.each([
  [
    'fixture',
    /^export const userCreatedFixture = \{\n {2}type: "user.created",\n {2}id: "msg_1",\n {2}body: "/m,
  ],
  ['fixture-json', /"type": "user.created"/],
  ['capture', /"hooklatch": "request\/1"/],
  ['curl', /^curl /m],
  ['fetch', /fetch\(/],
  ['har', /"log"/],
  ['http', /^POST \/webhooks\/clerk\?t=1 HTTP\/1\.1\r\n/],
])('export as %s', async (form, expected) => {
  const { run } = await project();
  const { stdout, code } = await run('export', 'last', '--as', form);
  expect(code).toBe(0);
  expect(stdout).toMatch(expected);
});

test('a fixture is what sign takes, and the same bytes are signed', async () => {
  const { run, cwd } = await project();
  const file = join(cwd, 'fixture.ts');
  expect((await run('export', 'last', '--as', 'fixture', '--out', file)).code).toBe(0);
  const { userCreatedFixture } = (await import(file)) as {
    userCreatedFixture: { type: string; id: string; body: string };
  };
  const delivery = await sign(clerk(), { secret, ...userCreatedFixture });
  const event = await createWebhook(clerk({ secret })).verify(delivery);
  expect([event.id, event.type]).toEqual(['msg_1', 'user.created']);
  expect(userCreatedFixture.body).toContain('"age":1.0');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await run('export', 'last', '--as', 'fixture', '--out', file)).stderr).toContain(
    'is there already',
  );
});

test('redact hides by path in a copy, leaves the rest as it was written, and in place leaves nothing', async () => {
  const { run, cwd } = await project();
  const paths = ['--path', 'body.**.email', '--path', 'headers.auth*', '--path', 'query.t'];
  const { stdout, code } = await run('redact', 'last', ...paths, '--json');
  expect(code).toBe(0);
  const [{ id, count } = { id: '', count: 0 }] = JSON.parse(stdout) as { id: string; count: number }[];
  expect(count).toBe(3);
  const shown = await run('show', id);
  expect(shown.stdout).toContain(
    '{"data":{"id":"user_1","emails":[{"email":"[redacted]"}],"age":1.0},"type":"user.created"}',
  );
  expect(shown.stdout).toContain('Authorization: [redacted]');
  expect(shown.stdout).toContain('?t=%5Bredacted%5D');
  expect((await run('ls', '--json', '--filter', 'body.data.emails.0.email=bob*')).stdout).toContain('cap_');
  expect((await run('redact', '--all', ...paths, '--in-place')).code).toBe(0);
  const file = capturesFile(cwd);
  const bytes = [file, `${file}-wal`]
    .filter((name) => existsSync(name))
    .map((name) => readFileSync(name, 'latin1'));
  for (const text of ['ada@example.com', 'bob@example.com', 'Bearer abc'])
    expect(bytes.join('')).not.toContain(text);
  expect((await run('redact', 'last', '--path', 'body.nothing')).code).toBe(1);
  expect((await run('redact', 'last', '--path', 'answer.body')).code).toBe(2);
});

test('rm and prune remove, and import keeps what other tools wrote', async () => {
  const { run, cwd } = await project();
  expect((await run('rm', 'last')).stdout).toBe('1 removed.\n');
  const file = await save(cwd, 'a=b');
  const { stdout } = await run('import', file, file);
  expect(stdout.trim().split('\n')).toHaveLength(2);
  expect((await run('prune', '--keep', '1')).stdout).toBe('2 removed.\n');
  expect((await run('rm', '--all', '--json')).stdout).toContain('"removed": 1');
  expect((await run('ls')).stderr).toContain('There are no captures');
});

test.each([
  [['show', 'cap_none'], 'There is no capture'],
  [['show', 'cap_1'], 'There is no capture'],
  [['replay'], 'Name a capture'],
  [['replay', 'last', '--all'], 'or choose them'],
  [['replay', 'last'], 'was never forwarded'],
  [['replay', 'last', '--to', 'http://8.8.8.8'], 'is not on this machine'],
  [['export', '--all', '--as', 'http'], 'writes one capture'],
  [['export', 'last', '--as', 'xml'], 'xml'],
])('captures %j is refused with what to do', async (args, message) => {
  const { run } = await project();
  const { code, stderr } = await run(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('where nothing was ever received that is said, and no file is made', async () => {
  const cwd = scratch();
  const { code, stderr } = await runCli(['captures', 'ls'], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining('hooklatch listen makes some')]);
  expect(existsSync(join(cwd, '.hooklatch'))).toBe(false);
});
